package io.holdfast.pipeline;

import io.holdfast.allocate.Shortage;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostQuestion;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.Vacancy;
import io.holdfast.transport.Datagram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of one batch: read, gather, decide, commit. What is left in {@link #answered()} may be answered: its changes are
 * durable. Makes one round trip per round for all questions, one per shortage, and one transaction for all changes.
 */
final class Batch {

    /** Questions, then a commit; each may have to be repeated when races are lost. */
    private static final int MAX_ROUNDS = 16;

    /** Rounds that only search for vacancies. */
    private static final int MAX_SEARCHES = 1024;

    private final Serving serving;
    private final long now;
    private final Drops drops;
    private final Prober prober;
    private final List<Entry> answered = new ArrayList<>();

    Batch(Serving serving, long now, Drops drops, Prober prober) {
        this.serving = serving;
        this.prober = prober;
        this.now = now;
        this.drops = drops;
    }

    List<Entry> answered() {
        return answered;
    }

    void process(List<Datagram> datagrams) {
        List<Entry> entries = withoutVain(drops.withoutDuplicates(open(datagrams)));
        try {
            decide(entries);
        } finally {
            entries.forEach(entry -> entry.exchange.over());
        }
    }

    private void decide(List<Entry> entries) {
        List<Entry> pending = entries;
        int rounds = 0;
        int searches = 0;
        while (!pending.isEmpty() && rounds < MAX_ROUNDS && searches < MAX_SEARCHES) {
            pending = round(pending);
            if (pending.stream().allMatch(entry -> entry.decision instanceof Decision.Refill)) {
                searches++;
            } else {
                rounds++;
            }
        }
        pending.forEach(entry -> drops.dropped(entry, DropReason.CONTENDED));
    }

    private List<Entry> open(List<Datagram> datagrams) {
        List<Entry> entries = new ArrayList<>(datagrams.size());
        for (Datagram datagram : datagrams) {
            try {
                entries.add(Entry.open(serving.engine(), drops.protocol(), datagram));
            } catch (RuntimeException e) { // see each
                drops.unreadable(datagram, e);
            }
        }
        return entries;
    }

    /**
     * An offer that is open already could be repeated without the database, but nobody could take it: silence leaves the
     * client to a server that can keep what it offers.
     */
    private List<Entry> withoutVain(List<Entry> entries) {
        if (serving.leaseWatch().isUsable()) {
            return entries;
        }
        List<Entry> kept = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (entry.exchange.isVainWithoutStore()) {
                drops.backendAway(entry);
            } else {
                kept.add(entry);
            }
        }
        return kept;
    }

    /** Decides each once and does what the decisions want; returns those that must be decided again. */
    private List<Entry> round(List<Entry> pending) {
        List<Entry> asking = new ArrayList<>();
        List<Entry> counting = new ArrayList<>(0);
        Map<Shortage, List<Entry>> short_ = new LinkedHashMap<>();
        List<Entry> committing = new ArrayList<>();
        List<Entry> repeating = new ArrayList<>(0);
        for (Entry entry : pending) {
            try {
                entry.decision = entry.exchange.decide(now);
            } catch (RuntimeException e) { // see each
                drops.failed(entry.datagram, e);
                continue;
            }
            switch (entry.decision) {
                case Decision.Silence(DropReason reason) -> drops.dropped(entry, reason);
                case Decision.Ask _ -> asking.add(entry);
                case Decision.Count _ -> counting.add(entry);
                case Decision.Refill(Shortage shortage) ->
                    short_.computeIfAbsent(shortage, s -> new ArrayList<>()).add(entry);
                case Decision.First _ -> committing.add(entry);
                case Decision.Probe wanted -> {
                    if (!prober.probe(wanted, entry.datagram)) {
                        drops.dropped(entry, DropReason.ADDRESS_CHECK);
                    }
                }
                case Decision.Answer(List<LeaseChange> changes, boolean _) -> {
                    if (changes.isEmpty()) {
                        (entry.exchange.reused().isEmpty() ? answered : repeating).add(entry);
                    } else {
                        committing.add(entry);
                    }
                }
            }
        }
        List<Entry> again = new ArrayList<>();
        gather(asking, again);
        count(counting, again);
        short_.forEach((shortage, entries) -> refill(shortage, entries, again));
        commit(committing, again);
        repeat(repeating);
        return again;
    }

    /** They are told of leases as they were read. A store may show what others are still writing: not before that is done. */
    private void repeat(List<Entry> repeating) {
        if (fromStore(repeating, () -> serving.leases().commit(List.of())) != null) {
            answered.addAll(repeating);
        }
    }

    /** Reservations first: where leases cannot be had, the entry is dropped. */
    private void gather(List<Entry> wanting, List<Entry> again) {
        List<Entry> asking = gatherHosts(wanting);
        List<LeaseQuestion> questions = new ArrayList<>(asking.size());
        asking.forEach(entry -> questions.addAll(entry.questions()));
        List<List<Lease>> answers = questions.isEmpty()
                ? List.of()
                : fromStore(asking, () -> serving.leases().find(questions));
        if (answers == null) {
            return;
        }
        int at = 0;
        for (Entry entry : asking) {
            List<List<Lease>> its = answers.subList(at, at + entry.questions().size());
            at += its.size();
            each(entry, () -> {
                entry.exchange.learn(its);
                again.add(entry);
            });
        }
    }

    /** Those that go on: all but whom a fault of ours has cost its answer. */
    private List<Entry> gatherHosts(List<Entry> asking) {
        List<HostQuestion> questions = new ArrayList<>();
        asking.forEach(entry -> questions.addAll(entry.hostQuestions()));
        if (questions.isEmpty()) {
            return asking;
        }
        List<HostAnswer> answers = serving.hosts().find(questions);
        List<Entry> told = new ArrayList<>(asking.size());
        int at = 0;
        for (Entry entry : asking) {
            List<HostAnswer> its =
                    answers.subList(at, at + entry.hostQuestions().size());
            at += its.size();
            each(entry, () -> {
                entry.exchange.learnHosts(its);
                told.add(entry);
            });
        }
        return told;
    }

    /** Many clients ask about the same few groups. */
    private void count(List<Entry> counting, List<Entry> again) {
        Map<LeaseLimit.Group, Long> held = new LinkedHashMap<>();
        counting.forEach(entry -> entry.groupsToCount().forEach(group -> held.put(group, 0L)));
        List<LeaseLimit.Group> groups = List.copyOf(held.keySet());
        List<Long> numbers = fromStore(counting, () -> serving.leases().held(groups));
        if (numbers == null) {
            return;
        }
        for (int i = 0; i < numbers.size(); i++) {
            held.put(groups.get(i), numbers.get(i));
        }
        for (Entry entry : counting) {
            each(entry, () -> {
                entry.exchange.counted(entry.groupsToCount().stream()
                        .map(group -> held.getOrDefault(group, 0L))
                        .toList());
                again.add(entry);
            });
        }
    }

    private void refill(Shortage shortage, List<Entry> entries, List<Entry> again) {
        List<Vacancy> found = fromStore(entries, () -> shortage.search(serving.leases(), now));
        if (found != null) {
            serving.pickers().refill(shortage, found);
            for (Entry entry : entries) {
                each(entry, () -> {
                    entry.exchange.found(shortage, found);
                    again.add(entry);
                });
            }
        }
    }

    private void commit(List<Entry> committing, List<Entry> again) {
        List<ChangeGroup> groups = new ArrayList<>(committing.size());
        committing.forEach(entry -> groups.addAll(entry.groups()));
        List<ChangeOutcome> outcomes =
                fromStore(committing, () -> serving.leases().commit(groups));
        if (outcomes == null) {
            return;
        }
        int at = 0;
        for (Entry entry : committing) {
            List<ChangeOutcome> its = outcomes.subList(at, at + entry.changes().size());
            at += its.size();
            each(entry, () -> {
                boolean done = settle(entry, its) && entry.decision instanceof Decision.Answer;
                (done ? answered : again).add(entry);
            });
        }
    }

    /** Whether all changes of the entry were carried out; those that were count, whatever became of the others. */
    private boolean settle(Entry entry, List<ChangeOutcome> outcomes) {
        boolean all = true;
        for (int i = 0; i < outcomes.size(); i++) {
            LeaseChange change = entry.changes().get(i);
            switch (outcomes.get(i)) {
                case ChangeOutcome.Applied _ -> drops.tally().applied(change);
                case ChangeOutcome.Taken lost -> {
                    entry.exchange.taken(change, lost);
                    all = false;
                }
                case ChangeOutcome.Exceeded exceeded -> {
                    entry.exchange.exceeded(change, exceeded);
                    all = false;
                }
            }
        }
        return all;
    }

    /** What the store says for these entries; absent when it cannot: then they are dropped, and nobody else. */
    private <T> @Nullable T fromStore(List<Entry> entries, Supplier<T> call) {
        if (entries.isEmpty()) {
            return null;
        }
        if (!serving.leaseWatch().isUsable()) {
            entries.forEach(drops::backendAway);
            return null;
        }
        try {
            return call.get();
        } catch (BackendBusy e) { // it is there; the clients ask again
            drops.complain(Event.STORE, entries.size() + " packets dropped", e);
            entries.forEach(drops::backendBusy);
        } catch (BackendUnavailable e) {
            serving.leaseWatch().lost(e);
            entries.forEach(drops::backendAway);
        } catch (RuntimeException e) { // the store is there, but refuses: the clients ask again, the operator must look
            drops.complain(Event.FAULT, entries.size() + " packets dropped", e);
            entries.forEach(drops::storeFailed);
        }
        return null;
    }

    /** A fault of ours must not cost the other clients of the batch their answers. */
    private void each(Entry entry, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            drops.failed(entry.datagram, e);
        }
    }
}
