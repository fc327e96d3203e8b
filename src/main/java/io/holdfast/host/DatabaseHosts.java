package io.holdfast.host;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.host.HostMemory.Key;
import io.holdfast.host.HostMemory.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        List<List<Key>> parts = new ArrayList<>(questions.size());
        Map<Key, @Nullable Known> known = new HashMap<>();
        Map<Key, Integer> open = new LinkedHashMap<>();
        long now = nanoClock.getAsLong();
        for (HostQuestion question : questions) {
            List<Key> keys = memory.keys(question);
            parts.add(keys);
            for (Key key : keys) {
                look(key, now, known, open);
            }
        }
        if (!open.isEmpty()) {
            ask(open, known, now);
        }
        return parts.stream().map(keys -> answer(keys, known)).toList();
    }

    private void look(Key key, long now, Map<Key, @Nullable Known> known, Map<Key, Integer> open) {
        if (known.containsKey(key)) {
            return;
        }
        int changes = memory.changes(key);
        Known present = memory.get(key, changes);
        known.put(key, present);
        if (present != null && now - present.at() < freshNanos) {
            fresh.increment();
        } else {
            open.put(key, changes);
        }
    }

    /**
     * What cannot be asked stays as it was known. An answer is held to be as old as the question, for a change made while
     * it was on its way may be missing in it.
     */
    private void ask(Map<Key, Integer> open, Map<Key, @Nullable Known> known, long now) {
        List<Key> keys = List.copyOf(open.keySet());
        List<List<Reservation>> answers = fromStore(keys);
        if (answers == null) {
            long remembered =
                    keys.stream().filter(key -> known.get(key) != null).count();
            stale.add(remembered);
            unknown.add(keys.size() - remembered);
            return;
        }
        asked.add(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            Known answer = new Known(answers.get(i), now);
            known.put(key, answer);
            memory.put(key, answer, Objects.requireNonNull(open.get(key)));
        }
    }

    private @Nullable List<List<Reservation>> fromStore(List<Key> keys) {
        try {
            List<List<Reservation>> answers =
                    store.find(keys.stream().map(Key::question).toList());
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

    private static HostAnswer answer(List<Key> keys, Map<Key, @Nullable Known> known) {
        List<Reservation> reservations = List.of();
        boolean certain = true;
        for (Key key : keys) {
            Known part = known.get(key);
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
