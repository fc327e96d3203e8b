package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaClient6.address;
import static io.holdfast.engine.v6.KeaClient6.bytes;
import static io.holdfast.engine.v6.KeaClient6.prefix;
import static io.holdfast.engine.v6.KeaSubnets6.delegated;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.kea.Told;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of a lease, and who is refused what: as Kea does. Each story has a subnet of its own. */
class KeaLease6ComparisonTests {

    /** That all has been processed (RFC 8415 §18.3.7); of the associations, each has a status of its own. */
    private static final String PROCESSED = ". status: Holdfast 0, Kea 3";

    /** Likewise (§18.3.8). */
    private static final String DECLINED = ". status: Holdfast 0, Kea -";

    /** Members of the subnets that are not like the others. */
    private static final Map<Integer, String> SPECIAL = Map.of(
            31,
            "\"preferred-lifetime\": 0, \"valid-lifetime\": 4000,",
            32,
            "\"min-preferred-lifetime\": 100, \"max-preferred-lifetime\": 3000,"
                    + " \"min-valid-lifetime\": 200, \"max-valid-lifetime\": 4000,");

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        both = new KeaComparison6("""
                "preferred-lifetime": 3000, "valid-lifetime": 4000,
                "expired-leases-processing": { "hold-reclaimed-time": 0 },
                """, KeaSubnets6.upTo(50, SPECIAL));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Told told(int subnet, Request6... requests) {
        return both.tell(
                Arrays.stream(requests).map(request -> from(subnet, request)).toArray(Request6[]::new));
    }

    private static KeaClient6 client(int number) {
        return KeaClient6.of(number);
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
                .differs("2. IA_NA 1: Holdfast T1 50 T2 80, Kea T1 500 T2 800");
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
                        KeaClient6.anonymous(MessageType6.RENEW)
                                .serverId(KeaClient6.SERVER)
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
                        KeaClient6.anonymous(MessageType6.CONFIRM).ia(1, in(20, "11")))
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
                .differs(3 + PROCESSED);
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
                .differs(1 + PROCESSED, 2 + PROCESSED, 3 + PROCESSED, 4 + PROCESSED, 5 + PROCESSED);
    }

    @Test
    void releasingTheAddressOfAnother() {
        told(
                        24,
                        lease(24, 1),
                        client(2).release().ia(1, in(24, "11")),
                        client(2).release().ia(1, delegated(24, 1)),
                        client(1).renew().ia(1, in(24, "11")))
                .differs(2 + PROCESSED, 3 + PROCESSED);
    }

    @Test
    void releasingWithAnotherIaid() {
        told(
                        25,
                        lease(25, 1),
                        client(1).release().ia(9, in(25, "11")),
                        client(1).renew().ia(1, in(25, "11")))
                .differs(2 + PROCESSED);
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
                .differs(2 + PROCESSED);
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
                                .endIa(),
                        client(1).release().ia(1, in(27, "11")))
                .differs("2. IA_NA 1 status: Holdfast 0, Kea 3", 2 + PROCESSED, "3. IA_NA 1 status: Holdfast 3, Kea 0");
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
                        KeaClient6.anonymous(MessageType6.RELEASE)
                                .serverId(KeaClient6.SERVER)
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
                .differs(2 + DECLINED);
    }

    @Test
    void decliningTwice() {
        told(
                        30,
                        lease(30, 1),
                        client(1).decline().ia(1, in(30, "11")),
                        client(1).decline().ia(1, in(30, "11")))
                .differs(2 + DECLINED, 3 + DECLINED);
    }

    @Test
    void decliningWhatNobodyKnows() {
        told(
                        33,
                        client(1).decline().ia(1, in(33, "11")),
                        client(1).decline().ia(1, address("2001:db8:ffee::1")),
                        client(1).decline().ia(NA, 1),
                        client(1).decline())
                .differs(1 + DECLINED, 2 + DECLINED, 3 + DECLINED, 4 + DECLINED);
    }

    @Test
    void decliningTheAddressOfAnother() {
        told(
                        34,
                        lease(34, 1),
                        client(2).decline().ia(1, in(34, "11")),
                        client(1).renew().ia(1, in(34, "11")))
                .differs(2 + DECLINED);
    }

    @Test
    void decliningWithAnotherIaid() {
        told(
                        35,
                        lease(35, 1),
                        client(1).decline().ia(9, in(35, "11")),
                        client(1).renew().ia(1, in(35, "11")))
                .differs(2 + DECLINED);
    }

    @Test
    void decliningPrefixes() {
        told(
                        36,
                        lease(36, 1),
                        client(1).decline().ia(1, delegated(36, 1)),
                        client(1).decline().ia(1, in(36, "11")).ia(1, delegated(36, 1)))
                .differs(2 + DECLINED, 3 + DECLINED);
    }

    @Test
    void decliningSeveral() {
        told(
                        37,
                        client(1).request().ia(1, in(37, "10")).ia(2, in(37, "11")),
                        client(1)
                                .decline()
                                .ia(1, in(37, "10"))
                                .ia(2, in(37, "11"))
                                .ia(3, in(37, "12")),
                        client(2).request().ia(NA, 1),
                        client(3).request().ia(NA, 1))
                .differs(2 + DECLINED);
    }

    @Test
    void decliningSeveralAddressesOfOneAssociation() {
        told(
                        41,
                        lease(41, 1),
                        client(1)
                                .decline()
                                .beginIa(NA, 1, 0, 0)
                                .address(in(41, "12"), 0, 0)
                                .address(in(41, "11"), 0, 0)
                                .endIa(),
                        client(1).renew().ia(1, in(41, "11")))
                .differs("2. IA_NA 1 status: Holdfast 0, Kea 3 | 0", 2 + DECLINED);
    }

    @Test
    void decliningWithTheWrongIdentities() {
        told(
                        38,
                        lease(38, 1),
                        client(1).message(MessageType6.DECLINE).ia(1, in(38, "11")),
                        KeaClient6.anonymous(MessageType6.DECLINE)
                                .serverId(KeaClient6.SERVER)
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
