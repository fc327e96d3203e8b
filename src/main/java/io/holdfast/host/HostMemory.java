package io.holdfast.host;

import io.holdfast.address.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * What was last known of one database, and when: reservations, and that there are none. Bounded; whoever asks for what is
 * not there, as a flood of unknown clients does, pushes out no reservation that was found. Safe for many threads.
 *
 * <p>An answer that was asked for before a change and comes after it must not be remembered, whoever is faster: a change
 * counts first and then forgets, and an answer is put first and then looks whether the count is as it was.
 */
public final class HostMemory {

    private static final int STRIPES = 1 << 12;

    /** Far more than there are links; but which of a link's subnets are asked about depends on what clients say they are. */
    private static final int MOST_SCOPES = 1 << 16;

    /** The subnets of a question; one object for all questions that have the same, so that keys are small. */
    private record Scope(List<Integer> subnetIds) {

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** One question as far as it can have an answer of its own: about one identifier, or one address. */
    static final class Key {

        private final Object subject;
        private final Scope scope;
        private final int hash;

        private Key(Object subject, Scope scope) {
            this.subject = subject;
            this.scope = scope;
            this.hash = 31 * subject.hashCode() + scope.hashCode();
        }

        /** To ask the database with. */
        HostQuestion question() {
            return switch (subject) {
                case HostIdentifier identifier -> new HostQuestion.OfClient(List.of(identifier), scope.subnetIds);
                case Place(IpAddress address, int length) ->
                    new HostQuestion.OfAddress(address, length, scope.subnetIds);
                default -> throw new IllegalStateException("no subject: " + subject);
            };
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && scope == that.scope && subject.equals(that.subject);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private record Place(IpAddress address, int length) {}

    /** @param at when the database said so, in the clock's nanoseconds */
    record Known(List<Reservation> reservations, long at) {}

    private final Map<List<Integer>, Scope> scopes = new ConcurrentHashMap<>();
    private final Recent<Key, Known> found;
    private final Recent<Key, Known> nothing;
    private final AtomicIntegerArray changes = new AtomicIntegerArray(STRIPES);

    /** @param size as many questions with an answer are remembered, and as many without */
    public HostMemory(int size) {
        this.found = new Recent<>(size);
        this.nothing = new Recent<>(size);
    }

    /** Questions with reservations for an answer. */
    public int found() {
        return found.size();
    }

    /** Questions whose answer is that there are none. */
    public int nothing() {
        return nothing.size();
    }

    /** Adds the parts of a question, in its order. */
    void addKeys(HostQuestion question, List<Key> keys) {
        switch (question) {
            case HostQuestion.OfClient(var identifiers, var subnetIds) -> {
                Scope scope = scope(subnetIds);
                for (int i = 0; i < identifiers.size(); i++) {
                    keys.add(new Key(identifiers.get(i), scope));
                }
            }
            case HostQuestion.OfAddress(var address, var length, var subnetIds) ->
                keys.add(new Key(new Place(address, length), scope(subnetIds)));
        }
    }

    private Scope scope(List<Integer> subnetIds) {
        Scope known = scopes.get(subnetIds);
        if (known != null) {
            return known;
        }
        if (scopes.size() >= MOST_SCOPES) {
            scopes.clear(); // what is remembered of them is not found any more, and falls out
        }
        return scopes.computeIfAbsent(subnetIds, Scope::new);
    }

    /** How many different sets of subnets have been asked about. */
    int scopes() {
        return scopes.size();
    }

    /** @param before {@link #changes}: what was found before a change must not be put back after it */
    @Nullable
    Known get(Key key, int before) {
        Known known = found.get(key);
        if (known == null) {
            return nothing.get(key);
        }
        if (found.isFading(key)) { // used again: an outage must not find it forgotten
            found.put(key, known);
            revoke(key, before);
        }
        return known;
    }

    /** To be asked before the database is, or what is remembered. */
    int changes(Key key) {
        return changes.get(stripe(key.subject));
    }

    /** @param before {@link #changes} when the database was asked */
    void put(Key key, Known known, int before) {
        if (known.reservations().isEmpty()) {
            nothing.put(key, known);
            found.remove(key);
        } else {
            found.put(key, known);
            nothing.remove(key);
        }
        revoke(key, before);
    }

    private void revoke(Key key, int before) {
        if (changes(key) != before) {
            forget(key);
        }
    }

    /** What is known of the reservation's identifier and addresses in its subnet holds no longer. */
    void changed(Reservation reservation) {
        changed(reservation.identifier(), reservation.subnetId());
        if (reservation.address() != null) {
            changed(new Place(reservation.address(), 32), reservation.subnetId());
        }
        for (Reservation.ReservedLease lease : reservation.leases()) {
            changed(new Place(lease.prefix().network(), lease.prefix().length()), reservation.subnetId());
        }
    }

    /** As above, where the addresses are not known. */
    void changed(HostIdentifier identifier, int subnetId) {
        changed((Object) identifier, subnetId);
    }

    private void changed(Object subject, int subnetId) {
        changes.incrementAndGet(stripe(subject));
        for (Scope scope : scopes.values()) {
            if (scope.subnetIds.contains(subnetId)) {
                forget(new Key(subject, scope));
            }
        }
    }

    private void forget(Key key) {
        found.remove(key);
        nothing.remove(key);
    }

    private static int stripe(Object subject) {
        int hash = subject.hashCode();
        return (hash ^ hash >>> 16) & STRIPES - 1;
    }
}
