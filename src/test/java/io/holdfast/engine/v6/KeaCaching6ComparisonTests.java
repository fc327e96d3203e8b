package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaSubnets6.delegated;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.kea.Station6;
import io.holdfast.kea.Told;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Lease caching, told by the times that a client hears: what is left of its leases, or all of it anew. Each story in a subnet
 * of its own, the same for Kea and for Holdfast but for a second.
 */
class KeaCaching6ComparisonTests {

    /** Long enough to be told from a second's difference. */
    private static final int LATER = 3;

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        Map<Integer, String> special = new HashMap<>();
        for (int n = 1; n <= 20; n++) {
            special.put(n, "\"cache-threshold\": 0.25,");
        }
        special.put(2, "\"cache-threshold\": 0.25, \"cache-max-age\": 1,");
        special.put(3, "\"cache-threshold\": 0.25, \"cache-max-age\": 600,");
        special.put(4, "\"cache-threshold\": 0.0,");
        special.put(5, "\"cache-threshold\": 0.01, \"valid-lifetime\": 100, \"preferred-lifetime\": 80,");
        special.put(6, "\"cache-threshold\": 0.25, \"preferred-lifetime\": 2, \"valid-lifetime\": 4000,");
        special.put(
                7,
                "\"cache-threshold\": 0.25, \"valid-lifetime\": 4294967295, \"preferred-lifetime\": 4294967295,"
                        + " \"renew-timer\": 1000, \"rebind-timer\": 2000,");
        special.put(8, "\"cache-threshold\": 0.25, \"rapid-commit\": true,");
        special.put(9, "\"cache-threshold\": 0.25, \"cache-max-age\": 0,");
        special.put(10, "\"cache-threshold\": 0.25, \"renew-timer\": 1000, \"rebind-timer\": 2000,");
        special.put(11, "\"cache-threshold\": 0.25, \"store-extended-info\": true,");
        both = new KeaComparison6("""
                "preferred-lifetime": 3000, "min-preferred-lifetime": 1, "max-preferred-lifetime": 4294967295,
                "valid-lifetime": 4000, "min-valid-lifetime": 60, "max-valid-lifetime": 4294967295,
                "client-classes": [ { "name": "late", "test": "option[15].exists", "valid-lifetime": 5000 } ],
                """, KeaSubnets6.upTo(20, special));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static KeaClient6 client() {
        return KeaClient6.of(1);
    }

    private static Request6 request(int n) {
        return from(n, client().request().ia(NA, 1).ia(PD, 2));
    }

    private static Request6 renew(int n) {
        return from(n, client().renew().ia(1, in(n, "10")).ia(2, delegated(n, 0)));
    }

    private static Told later(int n, Request6 first, Request6... then) {
        byte[] begin = first.toBytes();
        byte[][] rest = Arrays.stream(then).map(Request6::toBytes).toArray(byte[][]::new);
        return both.tell(server -> {
            server.tell(Station6.RELAY, begin);
            server.pass(LATER);
            for (byte[] each : rest) {
                server.tell(Station6.RELAY, each);
            }
        });
    }

    private static void comesBack(int n) {
        later(n, request(n), renew(n), renew(n)).same(KeaComparison6::isWithinASecond);
    }

    @Test
    void youngLeasesGoOn() {
        comesBack(1);
    }

    /** Without it nothing here would show anything. */
    @Test
    void keaSaysWhatIsLeft() {
        Told told = later(20, request(20), renew(20));
        assertThat(told.kea().get(0).get("IA_NA 1.0")).endsWith(" 3000 4000");
        assertThat(told.kea().get(1).get("IA_NA 1.0")).doesNotEndWith(" 3000 4000");
    }

    @Test
    void leasesOlderThanTheGreatestAgeAreExtended() {
        comesBack(2);
    }

    @Test
    void leasesYoungerThanTheGreatestAgeGoOn() {
        comesBack(3);
    }

    @Test
    void withoutAThresholdLeasesAreExtended() {
        comesBack(4);
    }

    @Test
    void leasesBeyondTheThresholdAreExtended() {
        comesBack(5);
    }

    @Test
    void leasesThatAreNotPreferredAnyMoreAreExtended() {
        comesBack(6);
    }

    @Test
    void leasesWithoutEnd() {
        later(7, from(7, client().request().ia(NA, 1)), from(7, client().renew().ia(1, in(7, "10"))))
                .same(KeaComparison6::isWithinASecond);
    }

    @Test
    void aGreatestAgeOfNothingIsNever() {
        comesBack(9);
    }

    @Test
    void timesOfRenewalThatAreConfiguredStay() {
        comesBack(10);
    }

    @Test
    void whatTheRelayAddsIsTheSame() {
        UnaryOperator<Request6> port = each -> each.relayOption(OptionCode6.INTERFACE_ID, new byte[] {1, 2});
        later(11, port.apply(request(11)), port.apply(renew(11))).same(KeaComparison6::isWithinASecond);
    }

    @Test
    void whoRebinds() {
        later(12, request(12), from(12, client().rebind().ia(1, in(12, "10")).ia(2, delegated(12, 0))), renew(12))
                .same(KeaComparison6::isWithinASecond);
    }

    @Test
    void whoRequestsAgain() {
        later(13, request(13), request(13)).same(KeaComparison6::isWithinASecond);
    }

    @Test
    void whoSolicitsAgain() {
        later(14, request(14), from(14, client().solicit(NA)), renew(14)).same(KeaComparison6::isWithinASecond);
    }

    @Test
    void whoSolicitsInAHurry() {
        later(
                        8,
                        from(8, client().solicit(NA).rapidCommit()),
                        from(8, client().solicit(NA).rapidCommit()))
                .same(KeaComparison6::isWithinASecond);
    }

    @Test
    void anotherClassWithATimeOfItsOwn() {
        Request6 late =
                from(15, client().renew().option(15, new byte[] {0, 1, 'x'}).ia(1, in(15, "10")));
        later(
                        15,
                        from(15, client().request().ia(NA, 1)),
                        late,
                        from(15, client().renew().ia(1, in(15, "10"))))
                .same(KeaComparison6::isWithinASecond);
    }

    @Test
    void anotherWish() {
        Request6 wish = from(
                16,
                client().renew()
                        .beginIa(NA, 1, 0, 0)
                        .address(in(16, "10"), 1000, 2000)
                        .endIa());
        later(16, from(16, client().request().ia(NA, 1)), wish).same(KeaComparison6::isWithinASecond);
    }

    @Test
    void givenBackAndTakenAgain() {
        later(
                        18,
                        from(18, client().request().ia(NA, 1)),
                        from(18, client().release().ia(1, in(18, "10"))),
                        from(
                                18,
                                client().message(MessageType6.REQUEST)
                                        .serverId(KeaClient6.SERVER)
                                        .ia(1, in(18, "10"))),
                        from(18, client().renew().ia(1, in(18, "10"))))
                .same(KeaComparison6::isWithinASecond);
    }
}
