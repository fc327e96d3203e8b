package io.holdfast.kea;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.kea.Client6.address;
import static io.holdfast.kea.Client6.bytes;
import static io.holdfast.kea.Client6.prefix;
import static io.holdfast.kea.Subnets6.delegated;
import static io.holdfast.kea.Subnets6.from;
import static io.holdfast.kea.Subnets6.in;

import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of a lease, and who is refused what: as Kea does. Each story has a subnet of its own. */
class Lease6ComparisonTests {

    /** Members of the subnets that are not like the others. */
    private static final Map<Integer, String> SPECIAL = Map.of(
            31,
            "\"preferred-lifetime\": 0, \"valid-lifetime\": 4000,",
            32,
            "\"min-preferred-lifetime\": 100, \"max-preferred-lifetime\": 3000,"
                    + " \"min-valid-lifetime\": 200, \"max-valid-lifetime\": 4000,");

    private static Comparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        both = new Comparison6("""
                "preferred-lifetime": 3000, "valid-lifetime": 4000,
                "expired-leases-processing": { "hold-reclaimed-time": 0 },
                """, Subnets6.upTo(50, SPECIAL));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Told told(int subnet, Request6... requests) {
        return both.tell(server -> {
            for (Request6 request : requests) {
                server.tell(from(subnet, request));
            }
        });
    }

    private static Client6 client(int number) {
        return Client6.of(number);
    }

    /** The second address and the second prefix, for the associations numbered 1. */
    private static Request6 lease(int subnet, int client) {
        return client(client).request().ia(1, in(subnet, "11")).ia(1, delegated(subnet, 1));
    }

    @Test
    void renewing() {
        told(1, lease(1, 1), client(1).renew().ia(1, in(1, "11")).ia(1, delegated(1, 1)))
                .same();
    }

    @Test
    void renewingWithoutNamingIt() {
        told(2, lease(2, 1), client(1).renew().ia(NA, 1).ia(PD, 1)).same();
    }

    @Test
    void renewingOneOfTwo() {
        told(
                        3,
                        lease(3, 1),
                        client(1).renew().ia(1, in(3, "11")),
                        client(1).renew().ia(1, delegated(3, 1)))
                .same();
    }

    @Test
    void renewingWhatNobodyKnows() {
        told(
                        4,
                        client(1).renew().ia(1, in(4, "11")),
                        client(2).renew().ia(1, delegated(4, 1)),
                        client(3).renew().ia(NA, 1))
                .same();
    }

    @Test
    void renewingTheWrongAddress() {
        told(
                        5,
                        lease(5, 1),
                        client(1).renew().ia(1, in(5, "12")),
                        client(1).renew().ia(1, address("2001:db8:ffee::1")),
                        client(1).renew().ia(1, delegated(5, 2)),
                        client(1).renew().ia(1, prefix("fd99::/56")))
                .same();
    }

    @Test
    void renewingTheRightAndAWrongAddress() {
        told(
                        6,
                        lease(6, 1),
                        client(1)
                                .renew()
                                .beginIa(NA, 1, 0, 0)
                                .address(in(6, "11"), 0, 0)
                                .address(in(6, "12"), 0, 0)
                                .address(address("2001:db8:ffee::1"), 0, 0)
                                .endIa())
                .same();
    }

    @Test
    void renewingTheAddressOfAnother() {
        told(
                        7,
                        lease(7, 1),
                        client(2).renew().ia(1, in(7, "11")),
                        client(2).renew().ia(1, delegated(7, 1)),
                        client(1).renew().ia(1, in(7, "11")))
                .same();
    }

    @Test
    void renewingWithOneAssociationMore() {
        told(
                        8,
                        lease(8, 1),
                        client(1)
                                .renew()
                                .ia(1, in(8, "11"))
                                .ia(NA, 2)
                                .ia(1, delegated(8, 1))
                                .ia(PD, 2))
                .same();
    }

    @Test
    void renewingWithAnotherIaid() {
        told(9, lease(9, 1), client(1).renew().ia(5, in(9, "11")).ia(5, delegated(9, 1)))
                .same();
    }

    @Test
    void renewingWithOtherLifetimes() {
        told(
                        32,
                        lease(32, 1),
                        client(1)
                                .renew()
                                .beginIa(NA, 1, 0, 0)
                                .address(in(32, "11"), 1000, 2000)
                                .endIa()
                                .beginIa(PD, 1, 0, 0)
                                .prefix(delegated(32, 1), 10, 20)
                                .endIa())
                .same();
    }

    @Test
    void renewingFromAnotherServer() {
        told(
                        10,
                        lease(10, 1),
                        client(1)
                                .message(MessageType6.RENEW)
                                .option(2, bytes("000300010a0b0c0d0e0f"))
                                .ia(1, in(10, "11")),
                        client(1).message(MessageType6.RENEW).ia(1, in(10, "11")),
                        Client6.anonymous(MessageType6.RENEW)
                                .serverId(Client6.SERVER)
                                .ia(1, in(10, "11")))
                .same();
    }

    @Test
    void renewingFromAnotherLink() {
        both.tell(server -> {
                    server.tell(from(11, lease(11, 1)));
                    server.tell(from(12, client(1).renew().ia(1, in(11, "11")).ia(1, delegated(11, 1))));
                    server.tell(from(12, client(1).rebind().ia(1, in(11, "11")).ia(1, delegated(11, 1))));
                })
                .same();
    }

    @Test
    void rebinding() {
        told(13, lease(13, 1), client(1).rebind().ia(1, in(13, "11")).ia(1, delegated(13, 1)))
                .same();
    }

    @Test
    void rebindingWhatNobodyKnows() {
        told(
                        14,
                        client(1).rebind().ia(1, in(14, "11")),
                        client(2).rebind().ia(1, address("2001:db8:ffee::1")),
                        client(3).rebind().ia(1, delegated(14, 1)),
                        client(4).rebind().ia(1, prefix("fd99::/56")),
                        client(5).rebind().ia(NA, 1),
                        client(6).rebind().ia(1, in(14, "10")).ia(1, prefix("fd99::/56")))
                .same();
    }

    @Test
    void rebindingTheWrongAddress() {
        told(
                        15,
                        lease(15, 1),
                        client(1).rebind().ia(1, in(15, "12")),
                        client(1).rebind().ia(1, address("2001:db8:ffee::1")),
                        client(1).rebind().ia(1, delegated(15, 2)))
                .same();
    }

    @Test
    void rebindingTheAddressOfAnother() {
        told(
                        16,
                        lease(16, 1),
                        client(2).rebind().ia(1, in(16, "11")),
                        client(2).rebind().ia(1, delegated(16, 1)))
                .same();
    }

    @Test
    void rebindingWithAServerId() {
        told(17, lease(17, 1), client(1).toServer(MessageType6.REBIND).ia(1, in(17, "11")))
                .same();
    }

    @Test
    void confirmingOnTheLink() {
        told(
                        18,
                        lease(18, 1),
                        client(1).confirm().ia(1, in(18, "11")),
                        client(1).confirm().ia(1, in(18, "99")),
                        client(2).confirm().ia(1, in(18, "11")),
                        client(1).confirm().ia(1, in(18, "11")).ia(2, in(18, "12")))
                .same();
    }

    @Test
    void confirmingOffTheLink() {
        told(
                        19,
                        lease(19, 1),
                        client(1).confirm().ia(1, address("2001:db8:ffee::1")),
                        client(1).confirm().ia(1, in(19, "11")).ia(2, address("2001:db8:ffee::1")))
                .same();
    }

    @Test
    void confirmingNothing() {
        told(
                        20,
                        lease(20, 1),
                        client(1).confirm(),
                        client(1).confirm().ia(NA, 1),
                        client(1).confirm().ia(1, delegated(20, 1)),
                        client(1).confirm().ia(1, in(20, "11")).ia(1, delegated(20, 1)))
                .same();
    }

    @Test
    void confirmingWithTheWrongIdentities() {
        told(
                        20,
                        client(1).toServer(MessageType6.CONFIRM).ia(1, in(20, "11")),
                        Client6.anonymous(MessageType6.CONFIRM).ia(1, in(20, "11")))
                .same();
    }

    @Test
    void releasing() {
        told(
                        21,
                        lease(21, 1),
                        client(1).release().ia(1, in(21, "11")).ia(1, delegated(21, 1)),
                        client(1).renew().ia(1, in(21, "11")),
                        client(2).request().ia(1, in(21, "11")))
                .same();
    }

    @Test
    void releasingTwice() {
        told(
                        22,
                        lease(22, 1),
                        client(1).release().ia(1, in(22, "11")),
                        client(1).release().ia(1, in(22, "11")))
                .same();
    }

    @Test
    void releasingWhatNobodyKnows() {
        told(
                        23,
                        client(1).release().ia(1, in(23, "11")),
                        client(1).release().ia(1, delegated(23, 1)),
                        client(1).release().ia(1, address("2001:db8:ffee::1")),
                        client(1).release().ia(NA, 1),
                        client(1).release().ia(PD, 1),
                        client(1).release())
                .same();
    }

    @Test
    void releasingTheAddressOfAnother() {
        told(
                        24,
                        lease(24, 1),
                        client(2).release().ia(1, in(24, "11")),
                        client(2).release().ia(1, delegated(24, 1)),
                        client(1).renew().ia(1, in(24, "11")))
                .same();
    }

    @Test
    void releasingWithAnotherIaid() {
        told(
                        25,
                        lease(25, 1),
                        client(1).release().ia(9, in(25, "11")),
                        client(1).renew().ia(1, in(25, "11")))
                .same();
    }

    @Test
    void releasingSeveral() {
        told(
                        26,
                        client(1)
                                .request()
                                .ia(1, in(26, "10"))
                                .ia(2, in(26, "11"))
                                .ia(7, delegated(26, 1)),
                        client(1)
                                .release()
                                .ia(1, in(26, "10"))
                                .ia(2, in(26, "12"))
                                .ia(7, delegated(26, 1))
                                .ia(8, delegated(26, 2)))
                .same();
    }

    @Test
    void releasingSeveralAddressesOfOneAssociation() {
        told(
                        27,
                        lease(27, 1),
                        client(1)
                                .release()
                                .beginIa(NA, 1, 0, 0)
                                .address(in(27, "12"), 0, 0)
                                .address(in(27, "11"), 0, 0)
                                .endIa())
                .same();
    }

    @Test
    void releasingWithTheWrongIdentities() {
        told(
                        28,
                        lease(28, 1),
                        client(1).message(MessageType6.RELEASE).ia(1, in(28, "11")),
                        client(1)
                                .message(MessageType6.RELEASE)
                                .option(2, bytes("000300010a0b0c0d0e0f"))
                                .ia(1, in(28, "11")),
                        Client6.anonymous(MessageType6.RELEASE)
                                .serverId(Client6.SERVER)
                                .ia(1, in(28, "11")),
                        client(1).renew().ia(1, in(28, "11")))
                .same();
    }

    @Test
    void declining() {
        told(
                        29,
                        lease(29, 1),
                        client(1).decline().ia(1, in(29, "11")),
                        client(1).renew().ia(1, in(29, "11")),
                        client(2).request().ia(1, in(29, "11")),
                        client(1).request().ia(1, in(29, "11")))
                .same();
    }

    @Test
    void decliningTwice() {
        told(
                        30,
                        lease(30, 1),
                        client(1).decline().ia(1, in(30, "11")),
                        client(1).decline().ia(1, in(30, "11")))
                .same();
    }

    @Test
    void decliningWhatNobodyKnows() {
        told(
                        33,
                        client(1).decline().ia(1, in(33, "11")),
                        client(1).decline().ia(1, address("2001:db8:ffee::1")),
                        client(1).decline().ia(NA, 1),
                        client(1).decline())
                .same();
    }

    @Test
    void decliningTheAddressOfAnother() {
        told(
                        34,
                        lease(34, 1),
                        client(2).decline().ia(1, in(34, "11")),
                        client(1).renew().ia(1, in(34, "11")))
                .same();
    }

    @Test
    void decliningWithAnotherIaid() {
        told(
                        35,
                        lease(35, 1),
                        client(1).decline().ia(9, in(35, "11")),
                        client(1).renew().ia(1, in(35, "11")))
                .same();
    }

    @Test
    void decliningPrefixes() {
        told(
                        36,
                        lease(36, 1),
                        client(1).decline().ia(1, delegated(36, 1)),
                        client(1).decline().ia(1, in(36, "11")).ia(1, delegated(36, 1)))
                .same();
    }

    @Test
    void decliningSeveral() {
        told(
                        37,
                        client(1).request().ia(1, in(37, "10")).ia(2, in(37, "11")),
                        client(1)
                                .decline()
                                .ia(1, in(37, "10"))
                                .ia(2, in(37, "12"))
                                .ia(2, in(37, "11")),
                        client(2).request().ia(NA, 1),
                        client(3).request().ia(NA, 1))
                .same();
    }

    @Test
    void decliningWithTheWrongIdentities() {
        told(
                        38,
                        lease(38, 1),
                        client(1).message(MessageType6.DECLINE).ia(1, in(38, "11")),
                        Client6.anonymous(MessageType6.DECLINE)
                                .serverId(Client6.SERVER)
                                .ia(1, in(38, "11")),
                        client(1).renew().ia(1, in(38, "11")))
                .same();
    }

    @Test
    void whoHasReleasedIsGivenItAgain() {
        told(
                        39,
                        lease(39, 1),
                        client(1).release().ia(1, in(39, "11")).ia(1, delegated(39, 1)),
                        client(1).request().ia(1, in(39, "11")).ia(1, delegated(39, 1)))
                .same();
    }

    @Test
    void deprecatedFromTheBeginning() {
        told(31, lease(31, 1), client(1).renew().ia(1, in(31, "11"))).same();
    }
}
