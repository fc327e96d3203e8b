package io.holdfast.allocate;

import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.ForwardingLeaseStore;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseStore;
import java.util.List;
import java.util.function.Supplier;

/**
 * A store that tells the pickers what is vacant no longer, and what is vacant again, whoever has changed it: lanes,
 * reclamation, or an operator by command.
 *
 * @param pickers those in use, for who works on while a part of the configuration is changed
 */
public record TrackedLeases(LeaseStore store, Supplier<AddressPickers> pickers) implements ForwardingLeaseStore {

    public TrackedLeases(LeaseStore store, AddressPickers pickers) {
        this(store, () -> pickers);
    }

    @Override
    public List<ChangeOutcome> commit(List<ChangeGroup> groups) {
        List<ChangeOutcome> outcomes = store.commit(groups);
        int at = 0;
        for (ChangeGroup group : groups) {
            for (LeaseChange change : group.changes()) {
                if (outcomes.get(at++) instanceof ChangeOutcome.Applied) {
                    tell(change);
                }
            }
        }
        return outcomes;
    }

    private void tell(LeaseChange change) {
        AddressPickers told = pickers.get();
        Lease next = change.next();
        if (next == null) {
            Lease former = change.expected();
            if (former != null) {
                told.vacated(PoolSet.of(former), former.address(), false);
            }
        } else if (next.state().isOver()) {
            told.vacated(PoolSet.of(next), next.address(), true);
        } else if (!(change instanceof LeaseChange.Renew)) {
            told.strike(PoolSet.of(next), next.address());
        }
    }
}
