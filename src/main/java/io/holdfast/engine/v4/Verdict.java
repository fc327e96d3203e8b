package io.holdfast.engine.v4;

import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Decision;
import io.holdfast.engine.Failure;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.wire.v4.MessageType4;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been decided for the client of one exchange, and what the store has refused of it. For one thread. */
final class Verdict {

    /** Type of the reply; absent while undecided, and for messages that have none. */
    @Nullable
    MessageType4 replyType;

    /** The lease the reply tells of. */
    @Nullable
    Lease4 granted;

    /** What the client is called when it has that lease. */
    LeaseName name = LeaseName.NONE;

    /** The change that gives the client its address, until the store has refused it; others may go with it. */
    @Nullable
    LeaseChange primary;

    /** What stands in the place of the primary change, when the store has refused it. */
    ChangeOutcome.@Nullable Taken lost;

    /** Whether the store has refused a lease by a limit. */
    boolean exceeded;

    /** Why there is no lease for the client; absent when there is one, or it has asked for none. */
    @Nullable
    AllocationFailure failure;

    /** Whether the address reserved for the client turned out to be another's, and where that is. */
    private boolean conflict;

    private int conflictSubnet;

    /** Whether the lease granted is stored already, and stays as it is. */
    private boolean reused;

    /** Tells the client of its lease as it stands in the store, with the time that is left of it. */
    Decision repeat(MessageType4 type, Lease4 lease) {
        replyType = type;
        granted = lease;
        withdraw();
        reused = true;
        return Decision.ANSWER;
    }

    /** Decides for these changes; the first of them gives the client its address. */
    Decision commit(MessageType4 type, Lease4 lease, LeaseChange change, List<Lease> surplus) {
        replyType = type;
        granted = lease;
        primary = change;
        reused = false;
        lost = null;
        if (surplus.isEmpty()) {
            return new Decision.Answer(List.of(change));
        }
        List<LeaseChange> changes = new ArrayList<>(1 + surplus.size());
        changes.add(change);
        surplus.forEach(old -> changes.add(new LeaseChange.Release(old, null)));
        // Nobody loses what it has for something that it then does not get.
        return new Decision.Answer(changes, !change.limits().isEmpty());
    }

    /** Decides for this change, and for no reply. */
    Decision change(LeaseChange change) {
        primary = change;
        return new Decision.Answer(List.of(change));
    }

    /** The primary change is no longer wanted, whatever has become of it. */
    void withdraw() {
        primary = null;
        lost = null;
    }

    /** There is no lease for the client, for there are as many as there may be. */
    void failByLimit(@Nullable ServedLink link) {
        granted = null;
        withdraw();
        failure = link != null && link.isNetwork() ? AllocationFailure.SHARED_NETWORK : AllocationFailure.SUBNET;
    }

    /** The address reserved for the client is another's in this subnet. */
    void conflictIn(int subnetId) {
        conflict = true;
        conflictSubnet = subnetId;
    }

    /** A change was not carried out. */
    void taken(LeaseChange change, ChangeOutcome.Taken taken) {
        if (change == primary) {
            lost = taken;
        }
    }

    /** See {@link io.holdfast.engine.Exchange#reused}. */
    List<Lease> reused() {
        return reused && granted != null ? List.of(granted) : List.of();
    }

    /** @param subnetId of the subnet the client belongs to, as an unsigned int; 0 when none fits */
    List<Failure> failures(int subnetId) {
        if (!conflict) {
            return failure == null ? List.of() : List.of(new Failure(subnetId, null, failure));
        }
        Failure missed = new Failure(conflictSubnet, null, AllocationFailure.RESERVATION_CONFLICT);
        return failure == null ? List.of(missed) : List.of(missed, new Failure(subnetId, null, failure));
    }
}
