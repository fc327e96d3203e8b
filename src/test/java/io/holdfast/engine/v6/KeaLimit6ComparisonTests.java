package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaSubnets6.delegated;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.kea.KeaCommands;
import io.holdfast.kea.KeaProcess;
import io.holdfast.kea.Told;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits of packets and of leases ({@code libdhcp_limits}), and what templates give and keep out: as Kea. */
class KeaLimit6ComparisonTests {

    /** The packet says which class it wants to be in by an option that nobody else uses. */
    private static final int WISH = 4000;

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        String library = KeaCommands.library(KeaProcess.root("kea-dhcp6"), "libdhcp_limits");
        both = new KeaComparison6(
                """
                "preferred-lifetime": 3000, "valid-lifetime": 4000,
                "hooks-libraries": [ { "library": "%s" } ],
                "client-classes": [ %s, %s, %s, %s, %s,
                  { "name": "SPAWN_by_t-gold", "valid-lifetime": 5000,
                    "option-data": [ { "name": "sip-server-addr", "data": "2001:db8::9", "always-send": true } ] } ],
                """.formatted(
                                library,
                                named("rate", "\"rate-limit\": \"2 packets per day\""),
                                named("one", "\"address-limit\": 1"),
                                named("prefix", "\"prefix-limit\": 1"),
                                named("nothing", "\"address-limit\": 0, \"prefix-limit\": 0"),
                                "{ \"name\": \"by\", \"template-test\": \"ifelse(substring(option[4000].hex, 0, 2) == 't-',"
                                        + " option[4000].hex, '')\", " + limits("\"address-limit\": 1") + " }"),
                KeaSubnets6.upTo(
                        20,
                        Map.of(
                                10, limits("\"rate-limit\": \"2 packets per day\"") + ",",
                                11, limits("\"address-limit\": 1") + ",",
                                12, limits("\"prefix-limit\": 1") + ",",
                                13, limits("\"address-limit\": 0") + ",",
                                14, "\"client-classes\": [ \"SPAWN_by_t-gold\" ],",
                                15, """
                                "pools": [ { "pool": "2001:db8:N::10-2001:db8:N::12", "client-classes": [ "SPAWN_by_t-iron" ] } ],
                                "pd-pools": [ { "prefix": "fd00:N::", "prefix-len": 54, "delegated-len": 56,
                                  "client-classes": [ "by" ] } ]""")));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static String limits(String members) {
        return "\"user-context\": { \"limits\": { " + members + " } }";
    }

    private static String named(String name, String limits) {
        return "{ \"name\": \"%s\", \"test\": \"option[%d].hex == '%s'\", %s }"
                .formatted(name, WISH, name, limits(limits));
    }

    private static KeaClient6 client(int number) {
        return KeaClient6.of(number);
    }

    private static Request6 of(String wish, Request6 request) {
        return request.option(WISH, wish.getBytes(StandardCharsets.US_ASCII));
    }

    private static Told told(Request6... requests) {
        return both.tell(requests);
    }

    @Test
    void packetsOfAClass() {
        told(
                        from(1, of("rate", client(1).solicit(NA))),
                        from(1, of("rate", client(1).request().ia(1, in(1, "10")))),
                        from(1, of("rate", client(1).renew().ia(1, in(1, "10")))),
                        from(1, client(1).renew().ia(1, in(1, "10"))))
                .same();
    }

    @Test
    void packetsOfASubnet() {
        told(
                        from(10, client(1).solicit(NA)),
                        from(10, client(1).request().ia(1, in(10, "10"))),
                        from(10, client(1).renew().ia(1, in(10, "10"))))
                .same();
    }

    @Test
    void addressesOfASubnet() {
        told(
                        from(11, client(1).request().ia(NA, 1)),
                        from(11, client(2).solicit(NA)),
                        from(11, client(2).request().ia(NA, 1)),
                        from(11, client(1).renew().ia(1, in(11, "10"))),
                        from(11, client(2).request().ia(PD, 1)))
                .same();
    }

    @Test
    void prefixesOfASubnet() {
        told(
                        from(12, client(1).request().ia(PD, 1)),
                        from(12, client(2).request().ia(PD, 1)),
                        from(12, client(1).rebind().ia(1, delegated(12, 0))),
                        from(12, client(2).request().ia(NA, 1)))
                .same();
    }

    @Test
    void aSubnetWithoutAddresses() {
        told(from(13, client(1).solicit(NA)), from(13, client(1).request().ia(NA, 1)))
                .same();
    }

    @Test
    void addressesOfAClass() {
        told(
                        from(2, of("one", client(1).request().ia(NA, 1))),
                        from(2, of("one", client(2).request().ia(NA, 1))),
                        from(2, client(2).request().ia(1, in(2, "11"))),
                        from(2, of("one", client(1).renew().ia(1, in(2, "10")))))
                .same();
    }

    @Test
    void prefixesOfAClass() {
        told(
                        from(3, of("prefix", client(1).request().ia(PD, 1))),
                        from(3, of("prefix", client(2).request().ia(PD, 1))),
                        from(3, of("prefix", client(2).request().ia(NA, 2))))
                .same();
    }

    @Test
    void aClassWithoutAnything() {
        told(
                        from(4, of("nothing", client(1).solicit(NA))),
                        from(4, of("nothing", client(1).request().ia(PD, 1))))
                .same();
    }

    @Test
    void whatATemplateSpawnsIsLimitedForItself() {
        told(
                        from(5, of("t-a", client(1).request().ia(NA, 1))),
                        from(5, of("t-b", client(2).request().ia(NA, 1))),
                        from(5, of("t-a", client(3).request().ia(NA, 1))))
                .same();
    }

    @Test
    void whatATemplateSpawnsGivesOptionsAndTimes() {
        told(
                        from(14, client(1).solicit(NA)),
                        from(14, of("t-iron", client(1).solicit(NA))),
                        from(14, of("t-gold", client(1).request().ia(NA, 1))),
                        from(14, client(1).renew().ia(1, in(14, "10"))))
                .same();
    }

    @Test
    void aPoolForWhatATemplateSpawns() {
        told(
                        from(15, client(1).solicit(NA).ia(PD, 2)),
                        from(15, of("t-x", client(2).request().ia(NA, 1).ia(PD, 2))),
                        from(15, of("t-iron", client(3).request().ia(NA, 1).ia(PD, 2))),
                        from(15, client(3).renew().ia(1, in(15, "10")).ia(2, delegated(15, 1))))
                .same();
    }
}
