package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaClient6.address;
import static io.holdfast.engine.v6.KeaClient6.bytes;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.address.Duid;
import io.holdfast.kea.Station6;
import io.holdfast.kea.Told;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that hold for the whole server: as in Kea. */
class KeaSettings6ComparisonTests {

    private static final String LIFETIMES = "\"preferred-lifetime\": 3000, \"valid-lifetime\": 4000,";

    private static KeaClient6 client(int number) {
        return KeaClient6.of(number);
    }

    private static Told told(KeaComparison6 both, int subnet, Request6... requests) {
        return both.tell(
                Arrays.stream(requests).map(request -> from(subnet, request)).toArray(Request6[]::new));
    }

    private static void same(String serverId, String duid) throws Exception {
        try (KeaComparison6 both = new KeaComparison6(serverId, LIFETIMES, KeaSubnets6.upTo(1, Map.of()))) {
            told(
                            both,
                            1,
                            client(1).solicit(NA),
                            client(1)
                                    .message(MessageType6.REQUEST)
                                    .serverId(Duid.parse(duid))
                                    .ia(1, in(1, "10")),
                            client(1).request().ia(1, in(1, "10")))
                    .same();
        }
    }

    @Test
    void serverIdWithTimeAndHardwareAddress() throws Exception {
        same(
                "{ \"type\": \"LLT\", \"htype\": 1, \"identifier\": \"020000c0ffee\", \"time\": 2518920166, \"persist\": false }",
                "00:01:00:01:96:23:ab:e6:02:00:00:c0:ff:ee");
    }

    @Test
    void serverIdWithAHardwareAddress() throws Exception {
        same(
                "{ \"type\": \"LL\", \"htype\": 8, \"identifier\": \"020000c0ffee\", \"persist\": false }",
                "00:03:00:08:02:00:00:c0:ff:ee");
    }

    @Test
    void serverIdOfAnEnterprise() throws Exception {
        same(
                "{ \"type\": \"EN\", \"enterprise-id\": 2495, \"identifier\": \"87ab\", \"persist\": false }",
                "00:02:00:00:09:bf:87:ab");
    }

    @Test
    void withoutAnySubnet() throws Exception {
        try (KeaComparison6 both = new KeaComparison6(
                "\"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8::53\" } ],", List.of())) {
            both.tell(
                            KeaClient6.informing().requesting(23),
                            client(1).message(MessageType6.INFORMATION_REQUEST).requesting(23, 32),
                            client(1).solicit().ia(NA, 1).ia(PD, 1).requesting(23),
                            client(1).request().ia(NA, 1),
                            client(1).renew().ia(1, in(1, "10")),
                            client(1).rebind().ia(1, in(1, "10")),
                            from(1, KeaClient6.informing().requesting(23)))
                    .differs("6. answer: Holdfast silence, Kea REPLY");
        }
    }

    @Test
    void optionsThatRelaysMaySupply() throws Exception {
        try (KeaComparison6 both = new KeaComparison6(LIFETIMES + """
                        "relay-supplied-options": [ "31", "bootfile-url", "1100" ],
                        "option-data": [ { "name": "bootfile-url", "data": "ours" } ],
                        """, KeaSubnets6.upTo(1, Map.of()))) {
            both.tell(
                            from(1, client(1).solicit().ia(1, in(1, "10")))
                                    .relayOption(
                                            66,
                                            bytes("001f001020010db8000000000000000000000123" + "044c000101"
                                                    + "044d000102" + "003b000474686579")),
                            from(1, client(1).solicit().ia(1, in(1, "10")).requesting(59))
                                    .relayOption(66, bytes("003b000474686579")),
                            from(1, client(1).solicit().ia(1, in(1, "10")))
                                    .relayOption(66, bytes("003b0004696e6e65"))
                                    .relayedBy(in(1, "2"), address("fe80::9"))
                                    .relayOption(66, bytes("003b00046f757465")),
                            from(1, client(1).solicit().ia(1, in(1, "10"))).relayOption(66, bytes("003b00ff")))
                    .same();
        }
    }

    @Test
    void brokenOptionsAreForgiven() throws Exception {
        byte[] whole = client(1)
                .solicit()
                .ia(1, in(1, "10"))
                .option(15, bytes("0003616263"))
                .toBytes();
        try (KeaComparison6 both = new KeaComparison6(
                LIFETIMES + "\"compatibility\": { \"lenient-option-parsing\": true },",
                KeaSubnets6.upTo(1, Map.of(1, "\"interface\": \"srv0\",")))) {
            both.tell(server -> {
                        server.tell(Station6.CLIENT, Arrays.copyOf(whole, whole.length - 2));
                        server.tell(client(2).solicit().ia(1, in(1, "11")).option(6, bytes("001700")));
                        server.tell(client(3)
                                .solicit()
                                .ia(1, in(1, "12"))
                                .option(39, bytes("0104486f7374076578616d706c65")));
                    })
                    .differs("2. answer: Holdfast ADVERTISE, Kea silence");
        }
    }

    @Test
    void timersForAll() throws Exception {
        try (KeaComparison6 both = new KeaComparison6(
                LIFETIMES + "\"renew-timer\": 1000, \"rebind-timer\": 2000,",
                KeaSubnets6.upTo(2, Map.of(2, "\"renew-timer\": 500, \"rapid-commit\": true,")))) {
            both.tell(
                            from(1, client(1).solicit().ia(1, in(1, "10")).rapidCommit()),
                            from(2, client(1).solicit().ia(1, in(2, "10")).rapidCommit()))
                    .same();
        }
    }

    @Test
    void whatExpiresIsGivenToOthers() throws Exception {
        String pool = """
                "preferred-lifetime": 1, "valid-lifetime": 1, "pools": [ { "pool": "2001:db8:1::10/128" } ]
                """;
        try (KeaComparison6 both = new KeaComparison6("", KeaSubnets6.upTo(1, Map.of(1, pool)))) {
            both.tell(server -> {
                        server.tell(from(1, client(1).request().ia(1, in(1, "10"))));
                        server.tellUntilGiven(from(1, client(2).request().ia(NA, 1)));
                        server.tell(from(1, client(1).renew().ia(1, in(1, "10"))));
                    })
                    .same();
        }
    }

    @Test
    void whatIsReleasedIsGivenToOthers() throws Exception {
        String pool = "\"pools\": [ { \"pool\": \"2001:db8:1::10/128\" } ]";
        try (KeaComparison6 both = new KeaComparison6(LIFETIMES, KeaSubnets6.upTo(1, Map.of(1, pool)))) {
            both.tell(server -> {
                        server.tell(from(1, client(1).request().ia(1, in(1, "10"))));
                        server.tell(from(1, client(1).release().ia(1, in(1, "10"))));
                        server.tellUntilGiven(from(1, client(2).request().ia(NA, 1)));
                        server.tell(from(1, client(1).request().ia(NA, 1)));
                    })
                    .same();
        }
    }

    @Test
    void whatIsDeclinedIsGivenToOthersAfterProbation() throws Exception {
        String pool = "\"pools\": [ { \"pool\": \"2001:db8:1::10/128\" } ]";
        try (KeaComparison6 both = new KeaComparison6(LIFETIMES + """
                        "decline-probation-period": 1,
                        "expired-leases-processing": { "reclaim-timer-wait-time": 1, "hold-reclaimed-time": 0 },
                        """, KeaSubnets6.upTo(1, Map.of(1, pool)))) {
            both.tell(server -> {
                        server.tell(from(1, client(1).request().ia(1, in(1, "10"))));
                        server.tell(from(1, client(1).decline().ia(1, in(1, "10"))));
                        server.tellUntilGiven(from(1, client(2).request().ia(NA, 1)));
                    })
                    .differs("2. status: Holdfast 0, Kea -");
        }
    }
}
