package io.holdfast.store.memory;

import io.holdfast.address.IaType;
import io.holdfast.config.SanityChecks.LeaseChecks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code lease-checks} of {@code sanity-checks}: whether a lease that is loaded lies in the subnet it names. */
final class LeaseChecker {

    private static final Logger log = LoggerFactory.getLogger(LeaseChecker.class);
    private static final int COMPLAINTS = 100;

    private final LeaseChecks checks;
    private final SubnetDirectory subnets;
    private long wrong;

    LeaseChecker(LeaseChecks checks, SubnetDirectory subnets) {
        this.checks = checks;
        this.subnets = subnets;
    }

    /** The lease as it is to be used; absent when it is to be discarded. */
    @Nullable
    PackedLease check(PackedLease lease) {
        // A delegated prefix need not lie in the prefix of its subnet.
        if (checks == LeaseChecks.NONE || lease.type() == IaType.PD) {
            return lease;
        }
        int right = subnets.subnetOf(lease.address(), lease.subnet());
        if (right == lease.subnet()) {
            return lease;
        }
        wrong++;
        return switch (checks) {
            case NONE -> lease;
            case WARN -> kept(lease, right);
            case FIX -> right == 0 ? kept(lease, right) : moved(lease, right);
            case FIX_DEL -> right == 0 ? discarded(lease, right) : moved(lease, right);
            case DEL -> discarded(lease, right);
        };
    }

    /** Says how many there were, when not each has been named. */
    void finish() {
        if (wrong > COMPLAINTS) {
            log.warn("{} rows named a subnet that their address does not belong to (lease-checks: {})", wrong, checks);
        }
    }

    private PackedLease kept(PackedLease lease, int right) {
        say("DHCPSRV_LEASE_SANITY_FAIL {}: subnet {} is wrong ({}), the lease is used as it is", lease, right);
        return lease;
    }

    private PackedLease moved(PackedLease lease, int right) {
        say("DHCPSRV_LEASE_SANITY_FIXED {}: subnet {} is wrong and corrected ({})", lease, right);
        return lease.inSubnet(right);
    }

    private @Nullable PackedLease discarded(PackedLease lease, int right) {
        say("DHCPSRV_LEASE_SANITY_FAIL_DISCARD {}: subnet {} is wrong ({}), the lease is discarded", lease, right);
        return null;
    }

    private void say(String line, PackedLease lease, int right) {
        if (wrong <= COMPLAINTS) {
            log.warn(
                    line,
                    lease.address(),
                    Integer.toUnsignedString(lease.subnet()),
                    right == 0 ? "it lies in no subnet" : "it lies in subnet " + Integer.toUnsignedString(right));
        }
    }
}
