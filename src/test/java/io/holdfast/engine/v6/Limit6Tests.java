package io.holdfast.engine.v6;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Failure;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseClasses;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The feature {@code libdhcp_limits} in DHCPv6. */
class Limit6Tests {

    private static final String ON = "\"hooks-libraries\": [ { \"library\": \"libdhcp_limits.so\" } ], ";

    private static String config(String classes, String limits) {
        return World6.server(ON + "\"client-classes\": [ " + classes + " ], \"subnet6\": [ { \"id\": 1,"
                + " \"subnet\": \"2001:db8:1::/64\", \"interface\": \"eth0\", \"rapid-commit\": true,"
                + " \"pools\": [ { \"pool\": \"2001:db8:1::100-2001:db8:1::1ff\" } ],"
                + " \"pd-pools\": [ { \"prefix\": \"2001:db8:100::\", \"prefix-len\": 40, \"delegated-len\": 56 } ], "
                + context(limits) + " } ]");
    }

    private static String context(String limits) {
        return "\"user-context\": { \"limits\": { " + limits + " } }";
    }

    private static Request6 solicit(int client) {
        return Client6.of(client).solicit();
    }

    private static Request6 both(MessageType6 type, int client) {
        Request6 request = type == MessageType6.SOLICIT
                ? Client6.of(client).message(type)
                : Client6.of(client).toUs(type);
        return request.ia(IaType.NA, 1).ia(IaType.PD, 2);
    }

    @Test
    void packetsBeyondARateAreDropped() {
        World6 world = new World6(config(
                "{ \"name\": \"solicits\", \"test\": \"pkt6.msgtype == 1\", "
                        + context("\"rate-limit\": \"1 packet per minute\"") + " }",
                "\"rate-limit\": \"3 packets per hour\""));
        assertThat(world.send(solicit(1)).dropped()).isNull();
        assertThat(world.send(solicit(2)).dropped()).isEqualTo(DropReason.CLASS_RATE);
        assertThat(world.send(Client6.of(2).toUs(MessageType6.REQUEST).ia(IaType.NA, 1))
                        .dropped())
                .isNull();
        world.seconds += 61;
        assertThat(world.send(solicit(2)).dropped()).isNull();
        world.seconds += 61;
        assertThat(world.send(solicit(3)).dropped()).isEqualTo(DropReason.SUBNET_RATE);
        world.seconds += 3600;
        assertThat(world.send(solicit(3)).dropped()).isNull();
    }

    @Test
    void addressesAndPrefixesHaveLimitsOfTheirOwn() {
        World6 world = new World6(config("", "\"address-limit\": 1"));
        world.send(both(MessageType6.REQUEST, 1));
        assertThat(world.rows).hasSize(2);
        World6.Result result = world.send(both(MessageType6.SOLICIT, 2));
        assertThat(result.view().all()).contains("IA_NA 1: NoAddrsAvail", "IA_PD 2: 2001:db8:");
        assertThat(result.exchange().failures()).containsExactly(new Failure(1, IaType.NA, AllocationFailure.SUBNET));
    }

    @Test
    void aClassMayHaveSoManyPrefixes() {
        World6 world = new World6(config(
                "{ \"name\": \"all\", \"test\": \"pkt6.transid == pkt6.transid\", " + context("\"prefix-limit\": 1")
                        + " }",
                ""));
        world.send(both(MessageType6.REQUEST, 1));
        assertThat(world.send(both(MessageType6.REQUEST, 2)).view().all())
                .contains("IA_NA 1: 2001:db8:1::")
                .contains("IA_PD 2: NoPrefixAvail");
        assertThat(world.rows).hasSize(3);
        assertThat(world.rows.values())
                .allSatisfy(
                        row -> assertThat(LeaseClasses.of(row.userContext())).containsExactly("ALL", "all", "UNKNOWN"));
    }

    @Test
    void ofTwoAssociationsOneGetsTheLastLease() {
        World6 world = new World6(config("", "\"address-limit\": 1"));
        Request6 two =
                Client6.of(1).message(MessageType6.SOLICIT).ia(IaType.NA, 1).ia(IaType.NA, 2);
        assertThat(world.send(two).view().all())
                .contains("IA_NA 1: 2001:db8:1::")
                .contains("IA_NA 2: NoAddrsAvail");
        Request6 request =
                Client6.of(1).toUs(MessageType6.REQUEST).ia(IaType.NA, 1).ia(IaType.NA, 2);
        assertThat(world.send(request).view().all())
                .contains("IA_NA 1: 2001:db8:1::")
                .contains("IA_NA 2: NoAddrsAvail");
        assertThat(world.rows).hasSize(1);
    }

    @Test
    void whatIsCommittedAtOnceIsLimitedToo() {
        World6 world = new World6(config("", "\"address-limit\": 1"));
        assertThat(world.send(solicit(1).rapidCommit()).sent().type()).isEqualTo("REPLY");
        assertThat(world.send(solicit(2).rapidCommit()).view().all()).contains("NoAddrsAvail");
        assertThat(world.rows).hasSize(1);
    }

    @Test
    void runningLeasesAreExtendedAndTwoServersShareALimit() {
        TreeMap<IpAddress, Lease6> rows = new TreeMap<>();
        new World6(config("", ""), rows)
                .send(Client6.of(1).toUs(MessageType6.REQUEST).ia(IaType.NA, 1));
        World6 world = new World6(config("", "\"address-limit\": 1"), rows);
        world.now += 600;
        assertThat(world.send(Client6.of(1).renew("2001:db8:1::100")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
        assertThat(world.send(Client6.of(2).renew("2001:db8:1::101")).view().all())
                .contains("NoAddrsAvail");
        assertThat(rows).hasSize(1);
        assertThat(List.copyOf(rows.values()).getFirst().lastTransaction()).isEqualTo(world.now);
    }
}
