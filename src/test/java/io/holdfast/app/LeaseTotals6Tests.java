package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.telemetry.StatisticBoard;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What statistics say of the pools and leases of DHCPv6 at the start and after an outage. */
class LeaseTotals6Tests {

    private static final long NOW = 1_800_000_000L;

    private final StatisticBoard board =
            new StatisticBoard(Protocol.DHCP6, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    private final LeaseTotals totals = new LeaseTotals(board);

    private static ServerConfig6 config(String pools) throws ConfigException {
        return Objects.requireNonNull(
                ConfigCompiler.compile("""
                { "Dhcp6": { "lease-database": { "type": "memfile" },
                  "subnet6": [ { "id": 1, "subnet": "2001:db8::/32", %s } ] } }""".formatted(pools), "test.json").dhcp6());
    }

    private long value(String name) {
        return Objects.requireNonNull(board.samples(name), name).getFirst().value();
    }

    @Test
    void poolsAreSummedByIdAndNoLargerThanANumberHolds() throws ConfigException {
        totals.configured(config("""
                "pools": [ { "pool": "2001:db8:1::/112", "pool-id": 7 }, { "pool": "2001:db8:2::/112", "pool-id": 7 },
                           { "pool": "2001:db8:3::/64" } ],
                "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56, "pool-id": 3 } ]"""));
        assertThat(value("subnet[1].pool[7].total-nas")).isEqualTo(2 * 65536);
        assertThat(value("subnet[1].pool[0].total-nas")).isEqualTo(Long.MAX_VALUE);
        assertThat(value("subnet[1].total-nas")).isEqualTo(Long.MAX_VALUE);
        assertThat(value("subnet[1].pd-pool[3].total-pds")).isEqualTo(65536);
        assertThat(value("subnet[1].total-pds")).isEqualTo(65536);
    }

    @Test
    void anAmendmentTouchesOnlyWhatChanged() throws ConfigException {
        ServerConfig6 former = subnets(subnet(1, "2001:db8:1::/120"), subnet(2, "2001:db8:2::/120"), subnet(3, ""));
        totals.configured(former);
        int samples =
                Objects.requireNonNull(board.samples("subnet[1].total-nas")).size();
        ServerConfig6 next = subnets(subnet(1, "2001:db8:1::/120"), subnet(2, "2001:db8:2::/112"), subnet(4, ""));
        List<Subnet> changed = totals.amended(former, next);
        assertThat(changed).extracting(Subnet::id).containsExactly(2, 4);
        assertThat(board.samples("subnet[1].total-nas")).hasSize(samples);
        assertThat(value("subnet[2].total-nas")).isEqualTo(65536);
        assertThat(value("subnet[2].pool[0].total-nas")).isEqualTo(65536);
        assertThat(board.samples("subnet[3].total-nas")).isNull();
        assertThat(value("subnet[4].total-nas")).isZero();
    }

    @Test
    void onlyTheLeasesOfWhatChangedAreCountedAnew() throws ConfigException {
        ServerConfig6 config = subnets(subnet(1, "2001:db8:1::/120"), subnet(2, "2001:db8:2::/120"));
        totals.configured(config);
        try (LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP6)) {
            store.apply(List.of(
                    grant("2001:db8:1::1", IaType.NA, LeaseState.DEFAULT),
                    grant("2001:db8:1::2", IaType.NA, LeaseState.DEFAULT)));
            totals.recount(config, List.of(config.subnets().get(1)), store);
            assertThat(value("subnet[1].assigned-nas")).as("left alone").isZero();
            totals.recount(config, List.of(config.subnets().get(0)), store);
            assertThat(value("subnet[1].assigned-nas")).isEqualTo(2);
            assertThat(value("subnet[1].pool[0].assigned-nas")).isEqualTo(2);
            assertThat(value("assigned-nas")).isEqualTo(2);
        }
    }

    private static ServerConfig6 subnets(String... subnets) throws ConfigException {
        return Objects.requireNonNull(ConfigCompiler.compile(
                        "{ \"Dhcp6\": { \"lease-database\": { \"type\": \"memfile\" }, \"subnet6\": [ "
                                + String.join(", ", subnets) + " ] } }",
                        "test.json")
                .dhcp6());
    }

    private static String subnet(int id, String pool) {
        return "{ \"id\": %d, \"subnet\": \"2001:db8:%d::/48\", \"pools\": [ %s ] }"
                .formatted(id, id, pool.isEmpty() ? "" : "{ \"pool\": \"" + pool + "\" }");
    }

    @Test
    void leasesAreCountedByKindAndState() throws ConfigException {
        ServerConfig6 config = config("""
                "pools": [ { "pool": "2001:db8:1::/112" } ],
                "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56 } ]""");
        totals.configured(config);
        try (LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP6)) {
            store.apply(List.of(
                    grant("2001:db8:1::1", IaType.NA, LeaseState.DEFAULT),
                    grant("2001:db8:1::2", IaType.NA, LeaseState.DECLINED),
                    grant("2001:db8:9::2", IaType.NA, LeaseState.REGISTERED),
                    grant("2001:db8:1::3", IaType.NA, LeaseState.EXPIRED_RECLAIMED),
                    grant("2001:db8:100::", IaType.PD, LeaseState.DEFAULT)));
            totals.recount(config, store);
        }
        assertThat(value("assigned-nas")).isEqualTo(2);
        assertThat(value("subnet[1].assigned-nas")).isEqualTo(2);
        assertThat(value("subnet[1].pool[0].assigned-nas")).isEqualTo(2);
        assertThat(value("subnet[1].declined-addresses")).isEqualTo(1);
        assertThat(value("subnet[1].registered-nas")).isEqualTo(1);
        assertThat(value("assigned-pds")).isEqualTo(1);
        assertThat(value("subnet[1].pd-pool[0].assigned-pds")).isEqualTo(1);
    }

    private static LeaseChange grant(String address, IaType type, LeaseState state) {
        return new LeaseChange.Amend(
                null,
                new Lease6(
                        Ipv6Address.parse(address),
                        type,
                        type == IaType.PD ? 56 : Lease6.ADDRESS_LENGTH,
                        state == LeaseState.DECLINED ? null : Duid.parse("00:03:00:01:02:00:5e:10:00:01"),
                        1,
                        300,
                        600,
                        NOW,
                        1,
                        false,
                        false,
                        "",
                        null,
                        0,
                        state,
                        null,
                        0));
    }
}
