package io.holdfast.host;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.host.HostMemory.Key;
import io.holdfast.host.HostMemory.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reservations in one database, with a memory before it: what was asked a moment ago is not asked again, and while the
 * database cannot be asked, what was last known of it holds. One round trip for all questions that are left. Safe for many
 * threads.
 */
public final class DatabaseHosts implements HostLookup {

    private static final Logger log = LoggerFactory.getLogger(DatabaseHosts.class);

    private final String name;
    private final HostStore store;
    private final HostMemory memory;
    private final long freshNanos;
    private final LongSupplier nanoClock;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final LongAdder fresh = new LongAdder();
    private final LongAdder asked = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder unknown = new LongAdder();

    /**
     * @param name for the log, such as {@code hosts-1}
     * @param freshNanos for how long an answer holds without being asked for again
     */
    public DatabaseHosts(String name, HostStore store, HostMemory memory, long freshNanos, LongSupplier nanoClock) {
        this.name = name;
        this.store = store;
        this.memory = memory;
        this.freshNanos = freshNanos;
        this.nanoClock = nanoClock;
    }

    public String name() {
        return name;
    }

    public HostMemory memory() {
        return memory;
    }

    /** The store for commands, whose changes this lookup sees at once. */
    public HostStore changing() {
        return new ObservedHostStore(store, memory);
    }

    /** Parts of questions answered without the database, because it had just been asked. */
    public long fresh() {
        return fresh.sum();
    }

    /** Parts of questions the database was asked. */
    public long asked() {
        return asked.sum();
    }

    /** Parts of questions answered by what was last known, because the database could not be asked. */
    public long stale() {
        return stale.sum();
    }

    /** Parts of questions of which nothing was known when the database could not be asked. */
    public long unknown() {
        return unknown.sum();
    }

    @Override
    public List<HostAnswer> find(List<? extends HostQuestion> questions) {
        List<Key> keys = new ArrayList<>(2 * questions.size());
        int[] ends = new int[questions.size()];
        for (int i = 0; i < ends.length; i++) {
            memory.addKeys(questions.get(i), keys);
            ends[i] = keys.size();
        }
        @Nullable Known[] known = known(keys);
        List<HostAnswer> answers = new ArrayList<>(ends.length);
        int from = 0;
        for (int end : ends) {
            answers.add(answer(known, from, end));
            from = end;
        }
        return answers;
    }

    /** What is known of each, fresh as far as it could be asked; absent where nothing is. */
    private @Nullable Known[] known(List<Key> keys) {
        @Nullable Known[] known = new Known[keys.size()];
        int[] changes = new int[known.length];
        int[] open = new int[known.length];
        int[] repeated = new int[known.length];
        int asking = 0;
        int repeating = 0;
        Map<Key, Integer> first = new HashMap<>();
        long now = nanoClock.getAsLong();
        for (int i = 0; i < known.length; i++) {
            Key key = keys.get(i);
            changes[i] = memory.changes(key);
            Known present = memory.get(key, changes[i]);
            known[i] = present;
            if (present != null && now - present.at() < freshNanos) {
                fresh.increment();
            } else if (first.putIfAbsent(key, i) == null) {
                open[asking++] = i;
            } else {
                repeated[repeating++] = i;
            }
        }
        if (asking > 0) {
            ask(keys, Arrays.copyOf(open, asking), known, changes, now);
        }
        for (int i = 0; i < repeating; i++) {
            known[repeated[i]] = known[Objects.requireNonNull(first.get(keys.get(repeated[i])))];
        }
        return known;
    }

    /**
     * What cannot be asked stays as it was known. An answer is held to be as old as the question, for a change made while
     * it was on its way may be missing in it.
     *
     * @param open the places of those to ask about
     * @param changes {@link HostMemory#changes} of each
     */
    private void ask(List<Key> keys, int[] open, @Nullable Known[] known, int[] changes, long now) {
        List<HostQuestion> questions = new ArrayList<>(open.length);
        for (int place : open) {
            questions.add(keys.get(place).question());
        }
        List<List<Reservation>> answers = fromStore(questions);
        if (answers == null) {
            long remembered =
                    Arrays.stream(open).filter(place -> known[place] != null).count();
            stale.add(remembered);
            unknown.add(open.length - remembered);
            return;
        }
        asked.add(open.length);
        for (int i = 0; i < open.length; i++) {
            int place = open[i];
            Known answer = new Known(answers.get(i), now);
            known[place] = answer;
            memory.put(keys.get(place), answer, changes[place]);
        }
    }

    private @Nullable List<List<Reservation>> fromStore(List<HostQuestion> questions) {
        try {
            List<List<Reservation>> answers = store.find(questions);
            if (failing.compareAndSet(true, false)) {
                log.info("reservations can be read from {} again", name);
            }
            return answers;
        } catch (BackendUnavailable e) { // its watch has been told
            return null;
        } catch (RuntimeException e) { // it is there, but refuses: the operator must look
            if (failing.compareAndSet(false, true)) {
                log.error("reservations cannot be read from {}: {}", name, e.getMessage(), e);
            }
            return null;
        }
    }

    /** What the parts of a question, from one place to before another, say together. */
    private static HostAnswer answer(@Nullable Known[] known, int from, int end) {
        List<Reservation> reservations = List.of();
        boolean certain = true;
        for (int i = from; i < end; i++) {
            Known part = known[i];
            if (part == null) {
                certain = false;
            } else if (!part.reservations().isEmpty()) {
                reservations = reservations.isEmpty() ? new ArrayList<>() : reservations;
                reservations.addAll(part.reservations());
            }
        }
        return reservations.isEmpty() && certain ? HostAnswer.NOTHING : new HostAnswer(reservations, certain);
    }
}
