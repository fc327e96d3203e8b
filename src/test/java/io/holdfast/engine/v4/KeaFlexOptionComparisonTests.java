package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.Told;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Options changed by expressions (the feature {@code libdhcp_flex_option}): as by Kea's library. */
class KeaFlexOptionComparisonTests {

    private static final String GLOBAL = """
            "hooks-libraries": [ { "library": "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_flex_option.so",
              "parameters": { "options": [
                { "code": 67, "add": "ifelse(option[60].exists,concat(option[60].text,'.boot'),'')" },
                { "code": 66, "supersede": "substring(option[12].hex,0,3)" },
                { "name": "domain-name-servers", "csv-format": true, "supersede": "option[60].text" },
                { "code": 15, "remove": "option[12].hex == 'nameless'" },
                { "code": 240, "add": "'known'", "client-class": "known" },
                { "code": 240, "add": "'other'" },
                { "code": 43, "sub-options": [
                  { "code": 2, "space": "vendor-encapsulated-options-space", "add": "option[12].hex" },
                  { "code": 1, "space": "vendor-encapsulated-options-space", "supersede": "option[61].hex" },
                  { "code": 3, "space": "vendor-encapsulated-options-space", "remove": "option[12].exists" } ] },
                { "code": 125, "sub-options": [
                  { "code": 5, "space": "vendor-25506", "add": "option[12].hex", "container-add": false },
                  { "code": 6, "space": "vendor-25506", "add": "substring(option[60].hex,0,2)" } ] },
                { "code": 241, "sub-options": [
                  { "code": 1, "space": "inner", "remove": "option[12].hex == 'empty'" },
                  { "code": 2, "space": "inner", "add": "option[60].hex", "client-class": "known" } ] } ] } } ],
            "client-classes": [ { "name": "known", "test": "substring(option[12].hex,0,5) == 'known'" } ],
            "option-def": [ { "name": "box", "code": 241, "type": "empty", "encapsulate": "inner" } ],
            "option-data": [ { "name": "domain-name", "data": "example.org" },
              { "name": "tftp-server-name", "data": "tftp" }, { "name": "vendor-encapsulated-options" },
              { "code": 3, "space": "vendor-encapsulated-options-space", "csv-format": false, "data": "33" },
              { "name": "box" }, { "code": 1, "space": "inner", "csv-format": false, "data": "01" } ],
            """;

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        both = new KeaComparison(
                GLOBAL,
                List.of(
                        "{ \"id\": 1, \"subnet\": \"127.1.0.0/24\", \"pools\": [ { \"pool\": \"127.1.0.10-127.1.0.99\" } ] }"));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Request4 discover(int client, int... wanted) {
        return Client.of(client)
                .discover()
                .relayedBy(Ipv4Address.parse("127.1.0.1"))
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("127.1.0." + (10 + client)))
                .requesting(
                        IntStream.concat(IntStream.of(1), IntStream.of(wanted)).toArray());
    }

    private static void same(Request4 request) {
        Told told = both.tell(server -> server.tell(request));
        told.same();
        assertThat(told.kea()).doesNotContain(Told.SILENCE);
    }

    @Test
    void emptyExpressionsChangeNothing() {
        same(discover(1, 15, 43, 66, 67, 241));
    }

    @Test
    void anOptionIsAddedUnlessItIsThere() {
        same(discover(2).option(60, "192.0.2.53"));
    }

    @Test
    void anOptionIsSuperseded() {
        same(discover(3, 66, 6).option(60, "192.0.2.1,192.0.2.2").option(12, "hostname"));
    }

    @Test
    void anOptionIsRemoved() {
        same(discover(4, 15).option(60, "10.0.0.1").option(12, "nameless"));
    }

    @Test
    void aClassHasAnOptionOfItsOwn() {
        same(discover(5).option(12, "known-host").option(60, "10.0.0.1"));
    }

    @Test
    void subOptionsAreAddedSupersededAndRemoved() {
        same(discover(6, 43).option(60, "10.0.0.1").option(12, "box").option(61, HexText.parse("01:02")));
    }

    @Test
    void whatIsInsideGoesIntoWhatIsThere() {
        same(discover(7, 241).option(60, "10.0.0.1").option(12, "known"));
        same(discover(8, 241).option(60, "10.0.0.1").option(12, "empty"));
    }

    @Test
    void theOptionsOfAVendor() {
        same(discover(9, 125).option(60, "10.0.0.1").option(12, "vendor"));
    }

    @Test
    void aValueThatIsNoAddressEndsIt() {
        same(discover(10, 15, 66).option(60, "no-address").option(12, "nameless"));
    }

    @Test
    void aRefusalIsChangedToo() {
        both.tell(server -> server.tell(Client.of(11)
                        .rebooting("192.0.2.99")
                        .relayedBy(Ipv4Address.parse("127.1.0.1"))
                        .option(60, "10.0.0.1")))
                .same();
    }
}
