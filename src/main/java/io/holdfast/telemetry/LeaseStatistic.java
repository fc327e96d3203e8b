package io.holdfast.telemetry;

import static io.holdfast.telemetry.PoolKind.PD_POOL;
import static io.holdfast.telemetry.PoolKind.POOL;

import io.holdfast.address.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The counters of leases and allocation, with Kea's names. Each exists per subnet as {@code subnet[id].name}, most of them
 * server-wide, too, and some per pool as {@code subnet[id].pool[pid].name} or {@code subnet[id].pd-pool[pid].name}.
 */
public enum LeaseStatistic {
    TOTAL_ADDRESSES("total-addresses", null, false, POOL),
    ASSIGNED_ADDRESSES("assigned-addresses", null, true, POOL),
    CUMULATIVE_ASSIGNED_ADDRESSES("cumulative-assigned-addresses", null, true, POOL),
    TOTAL_NAS(null, "total-nas", false, POOL),
    ASSIGNED_NAS(null, "assigned-nas", true, POOL),
    CUMULATIVE_ASSIGNED_NAS(null, "cumulative-assigned-nas", true, POOL),
    TOTAL_PDS(null, "total-pds", false, PD_POOL),
    ASSIGNED_PDS(null, "assigned-pds", true, PD_POOL),
    CUMULATIVE_ASSIGNED_PDS(null, "cumulative-assigned-pds", true, PD_POOL),
    /** Clients register addresses of their own making: they belong to no pool. */
    REGISTERED_NAS(null, "registered-nas", false),
    CUMULATIVE_REGISTERED_NAS(null, "cumulative-registered-nas", true),
    DECLINED_ADDRESSES("declined-addresses", "declined-addresses", true, POOL),
    RECLAIMED_DECLINED_ADDRESSES("reclaimed-declined-addresses", "reclaimed-declined-addresses", true, POOL),
    RECLAIMED_LEASES("reclaimed-leases", "reclaimed-leases", true, POOL, PD_POOL),
    ALLOCATION_FAIL("v4-allocation-fail", "v6-allocation-fail", true),
    ALLOCATION_FAIL_SHARED_NETWORK("v4-allocation-fail-shared-network", "v6-allocation-fail-shared-network", true),
    ALLOCATION_FAIL_SUBNET("v4-allocation-fail-subnet", "v6-allocation-fail-subnet", true),
    ALLOCATION_FAIL_NO_POOLS("v4-allocation-fail-no-pools", "v6-allocation-fail-no-pools", true),
    ALLOCATION_FAIL_CLASSES("v4-allocation-fail-classes", "v6-allocation-fail-classes", true),
    RESERVATION_CONFLICTS("v4-reservation-conflicts", null, true),
    LEASE_REUSES("v4-lease-reuses", null, true),
    IA_NA_LEASE_REUSES(null, "v6-ia-na-lease-reuses", true),
    IA_PD_LEASE_REUSES(null, "v6-ia-pd-lease-reuses", true);

    private final @Nullable String name4;
    private final @Nullable String name6;
    private final boolean global;
    private final Set<PoolKind> pools;

    LeaseStatistic(@Nullable String name4, @Nullable String name6, boolean global, PoolKind... pools) {
        this.name4 = name4;
        this.name6 = name6;
        this.global = global;
        this.pools = Set.of(pools);
    }

    /** Those that a server of this protocol has. */
    public static List<LeaseStatistic> of(Protocol protocol) {
        return Arrays.stream(values())
                .filter(statistic -> statistic.name(protocol) != null)
                .toList();
    }

    /** @throws IllegalArgumentException when a server of this protocol has no such statistic */
    public String keaName(Protocol protocol) {
        String name = name(protocol);
        if (name == null) {
            throw new IllegalArgumentException(protocol + " has no statistic " + this);
        }
        return name;
    }

    /** Whether there is also one for the whole server. */
    public boolean global() {
        return global;
    }

    /** Whether pools of this kind have it, too. */
    public boolean of(PoolKind kind) {
        return pools.contains(kind);
    }

    private @Nullable String name(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> name4;
            case DHCP6 -> name6;
        };
    }
}
