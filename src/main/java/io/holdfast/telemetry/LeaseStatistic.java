package io.holdfast.telemetry;

/**
 * The counters of leases and allocation, with Kea's names. Each exists server-wide, per subnet as
 * {@code subnet[id].name}, and (where {@code perPool}) per pool as {@code subnet[id].pool[pid].name}.
 */
public enum LeaseStatistic {
    TOTAL_ADDRESSES("total-addresses", false, true),
    ASSIGNED_ADDRESSES("assigned-addresses", true, true),
    CUMULATIVE_ASSIGNED_ADDRESSES("cumulative-assigned-addresses", true, true),
    DECLINED_ADDRESSES("declined-addresses", true, true),
    RECLAIMED_DECLINED_ADDRESSES("reclaimed-declined-addresses", true, true),
    RECLAIMED_LEASES("reclaimed-leases", true, true),
    ALLOCATION_FAIL("v4-allocation-fail", true, false),
    ALLOCATION_FAIL_SHARED_NETWORK("v4-allocation-fail-shared-network", true, false),
    ALLOCATION_FAIL_SUBNET("v4-allocation-fail-subnet", true, false),
    ALLOCATION_FAIL_NO_POOLS("v4-allocation-fail-no-pools", true, false),
    ALLOCATION_FAIL_CLASSES("v4-allocation-fail-classes", true, false),
    RESERVATION_CONFLICTS("v4-reservation-conflicts", true, false),
    LEASE_REUSES("v4-lease-reuses", true, false);

    private final String keaName;
    private final boolean global;
    private final boolean perPool;

    LeaseStatistic(String keaName, boolean global, boolean perPool) {
        this.keaName = keaName;
        this.global = global;
        this.perPool = perPool;
    }

    public String keaName() {
        return keaName;
    }

    /** Whether there is also one for the whole server. */
    public boolean global() {
        return global;
    }

    public boolean perPool() {
        return perPool;
    }
}
