package io.holdfast.lease;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that notes what is asked of it, and in which a test can make any call fail, before or after it is done. */
public final class SteeredLeaseStore implements LeaseStore {

    /** Told before each call ({@code done} false) and after it; fails it by throwing. */
    @FunctionalInterface
    public interface Fault {
        void at(String operation, boolean done);
    }

    private final LeaseStore inner;
    private final List<String> calls = new ArrayList<>();
    private final List<LeaseChange> applied = new ArrayList<>();
    private List<LeaseChange> last = List.of();
    private Fault fault = (_, _) -> {};

    public SteeredLeaseStore(LeaseStore inner) {
        this.inner = inner;
    }

    public void fault(Fault next) {
        fault = next;
    }

    /** The operations asked for so far. */
    public List<String> calls() {
        return calls;
    }

    /** Every change carried out so far, also those whose caller was not told. */
    public List<LeaseChange> applied() {
        return applied;
    }

    /** The changes that the last {@code apply} carried out. */
    public List<LeaseChange> lastApplied() {
        return last;
    }

    @Override
    public List<List<Lease>> find(List<? extends LeaseQuestion> questions) {
        return steered("find", () -> inner.find(questions));
    }

    @Override
    public List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        return steered("vacancies", () -> inner.vacancies(range, from, limit, reuse, now));
    }

    @Override
    public List<ChangeOutcome> commit(List<ChangeGroup> groups) {
        return steered("apply", () -> {
            List<ChangeOutcome> outcomes = inner.commit(groups);
            List<LeaseChange> changes = changesOf(groups);
            last = new ArrayList<>();
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof ChangeOutcome.Applied) {
                    last.add(changes.get(i));
                }
            }
            applied.addAll(last);
            return outcomes;
        });
    }

    @Override
    public List<Long> held(List<LeaseLimit.Group> groups) {
        return steered("held", () -> inner.held(groups));
    }

    @Override
    public List<Lease> page(LeaseFilter filter, int limit) {
        return steered("page", () -> inner.page(filter, limit));
    }

    @Override
    public List<Lease> expired(long now, int limit) {
        return steered("expired", () -> inner.expired(now, limit));
    }

    @Override
    public int purge(long before, int limit) {
        return steered("purge", () -> inner.purge(before, limit));
    }

    @Override
    public List<LeaseCount> count(@Nullable Set<Integer> subnetIds) {
        return steered("count", () -> inner.count(subnetIds));
    }

    @Override
    public void close() {
        inner.close();
    }

    private <T> T steered(String operation, Supplier<T> call) {
        calls.add(operation);
        fault.at(operation, false);
        T result = call.get();
        fault.at(operation, true);
        return result;
    }

    private static List<LeaseChange> changesOf(List<ChangeGroup> groups) {
        return groups.stream().flatMap(group -> group.changes().stream()).toList();
    }
}
