package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.kea.KeaCommands;
import io.holdfast.kea.KeaProcess;
import io.holdfast.kea.Told;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Options changed by expressions (the feature {@code libdhcp_flex_option}): as by Kea's library. What the expressions read is
 * in options 2000 to 2003, what they write in 1000 and the following.
 */
class KeaFlexOption6ComparisonTests {

    private static final int WORD = 2000;
    private static final int SERVERS = 2001;
    private static final int ORDER = 2002;
    private static final int VENDOR = 2003;

    private static final String GLOBAL = """
            "hooks-libraries": [ { "library": "%s",
              "parameters": { "options": [
                { "code": 59, "add": "ifelse(option[2000].exists,concat(option[2000].hex,'/boot'),'')" },
                { "code": 1000, "supersede": "substring(option[2000].hex,0,3)" },
                { "name": "dns-servers", "csv-format": true, "supersede": "option[2001].hex" },
                { "code": 24, "remove": "option[2002].hex == 'nameless'" },
                { "code": 1001, "add": "'known'", "client-class": "known" },
                { "code": 1001, "add": "'other'" },
                { "code": 1002, "supersede": "relay6[0].option[37].hex" },
                { "code": 1003, "add": "relay6[0].peeraddr" },
                { "code": 1004, "add": "ifelse(pkt6.msgtype == 11, 'informed', '')" },
                { "code": 17, "sub-options": [
                  { "code": 5, "space": "vendor-25506", "add": "option[2002].hex", "container-add": false },
                  { "code": 6, "space": "vendor-25506", "add": "substring(option[2003].hex,0,2)" } ] },
                { "code": 1005, "sub-options": [
                  { "code": 1, "space": "inner", "remove": "option[2002].hex == 'empty'" },
                  { "code": 2, "space": "inner", "add": "option[2000].hex", "client-class": "known" },
                  { "code": 3, "space": "inner", "supersede": "ifelse(option[2002].hex == 'three','3','')" } ] } ] } } ],
            "client-classes": [ { "name": "known", "test": "substring(option[2002].hex,0,5) == 'known'" } ],
            "option-def": [ { "name": "box", "code": 1005, "type": "empty", "encapsulate": "inner" } ],
            "option-data": [ { "name": "domain-search", "data": "example.org" },
              { "code": 1000, "csv-format": false, "data": "77" },
              { "name": "dns-servers", "data": "2001:db8::53" },
              { "name": "box" }, { "code": 1, "space": "inner", "csv-format": false, "data": "01" } ],
            """;

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        String library = KeaCommands.library(KeaProcess.root("kea-dhcp6"), "libdhcp_flex_option");
        both = new KeaComparison6(GLOBAL.formatted(library), KeaSubnets6.upTo(20, Map.of()));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Request6 solicit(int client, int... wanted) {
        Request6 request = KeaClient6.of(client).solicit(NA);
        return wanted.length == 0 ? request : request.requesting(wanted);
    }

    /** Each in a subnet of its own. */
    private static Told same(int subnet, Request6 request) {
        Told told = both.tell(from(subnet, request));
        told.same();
        assertThat(told.kea()).doesNotContain(Told.SILENCE);
        return told;
    }

    @Test
    void emptyExpressionsChangeNothing() {
        same(1, solicit(1, 23, 24, 17, 59, 1000, 1005));
    }

    @Test
    void anOptionIsAddedUnlessItIsThere() {
        assertThat(same(2, solicit(2).option(WORD, "http")).kea().getFirst()).containsKeys("option 59", "option 1001");
    }

    @Test
    void anOptionIsSuperseded() {
        same(3, solicit(3, 23, 1000).option(WORD, "hostname").option(SERVERS, "2001:db8::1,2001:db8::2"));
    }

    @Test
    void anOptionIsRemoved() {
        same(4, solicit(4, 24).option(ORDER, "nameless"));
    }

    @Test
    void aClassHasAnOptionOfItsOwn() {
        same(5, solicit(5).option(ORDER, "known-host"));
    }

    @Test
    void whatARelaySays() {
        same(6, solicit(6).relayedBy(in(6, "1"), KeaClient6.address("fe80::c6")).relayOption(37, new byte[] {
            0, 0, 1, 2, 3
        }));
    }

    @Test
    void withoutARelayItsExpressionsAreEmpty() {
        Told told = both.tell(
                KeaClient6.informing().clientId(KeaClient6.of(7).duid()).requesting(23, 24, 1002, 1003));
        told.same();
        assertThat(told.kea().getFirst()).containsKey("option 1004").doesNotContainKey("option 1003");
    }

    @Test
    void whatIsInsideGoesIntoWhatIsThere() {
        same(8, solicit(8, 1005).option(WORD, "more").option(ORDER, "known"));
        same(9, solicit(9, 1005).option(ORDER, "empty"));
        same(10, solicit(10, 1005).option(ORDER, "three"));
    }

    @Test
    void theOptionsOfAVendor() {
        same(11, solicit(11, 17).option(VENDOR, "vendor").option(ORDER, "inside"));
    }

    @Test
    void aValueThatIsNoAddressEndsIt() {
        same(12, solicit(12, 23, 24, 1000).option(SERVERS, "no-address").option(ORDER, "nameless"));
    }

    @Test
    void requestsAndRenewals() {
        both.tell(
                        from(13, KeaClient6.of(13).request().ia(NA, 1).ia(PD, 2).option(WORD, "http")),
                        from(13, KeaClient6.of(13).renew().ia(1, in(13, "10")).option(ORDER, "known")))
                .same();
    }

    @Test
    void answersThatOnlySayWhatBecameOfAMessage() {
        both.tell(
                        from(14, KeaClient6.of(14).request().ia(NA, 1)),
                        from(14, KeaClient6.of(14).confirm().ia(1, in(14, "10")).option(WORD, "http")),
                        from(14, KeaClient6.of(14).release().ia(1, in(14, "10")).option(WORD, "http")))
                .same();
    }
}
