package io.holdfast.store.memory;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.Vacancy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Leases in memory and, unless opened without, in Kea's lease file: every change is on the medium when {@link #apply}
 * returns, and so is what it reports to have found. Readers may see a change shortly before; if it cannot be written it is undone, and whoever made it is told by
 * {@link BackendUnavailable}.
 *
 * <p>The file of DHCPv4 has no columns for relay and remote identifiers: after a restart a lease has those that its user context
 * tells in {@code ISC.relay-agent-info}.
 */
public final class MemoryLeaseStore implements LeaseStore {

    static final String BACKEND = "lease";

    private final ReentrantLock lock;
    private final LeaseImage image;
    private final LeaseQueries queries;
    private final @Nullable LeaseFile file;
    private boolean closed;

    private MemoryLeaseStore(ReentrantLock lock, LeaseImage image, @Nullable LeaseFile file) {
        this.lock = lock;
        this.image = image;
        this.queries = new LeaseQueries(lock, image);
        this.file = file;
    }

    /** Without a file: the protocol's leases are lost when the process ends ({@code "persist": false}). */
    public static MemoryLeaseStore withoutFile(Protocol protocol) {
        return new MemoryLeaseStore(new ReentrantLock(), new LeaseImage(protocol), null);
    }

    /**
     * Loads the lease file, creates it and its directory when they are missing, and keeps it open.
     *
     * @param background runs the clean-up; the caller shuts it down after closing the store
     * @param nanos a clock for durations, nanoseconds
     * @throws LeaseFileException when the file is in use, no lease file, too damaged, or cannot be read or written
     */
    public static MemoryLeaseStore open(
            LeaseFileSettings settings, ScheduledExecutorService background, LongSupplier nanos) {
        return open(settings, new LeaseFile.Surroundings(background, nanos, new LocalDisk(), _ -> {}));
    }

    static MemoryLeaseStore open(LeaseFileSettings settings, LeaseFile.Surroundings around) {
        ReentrantLock lock = new ReentrantLock();
        LeaseImage image = new LeaseImage(settings.protocol());
        return new MemoryLeaseStore(lock, image, LeaseFile.open(settings, lock, image, around));
    }

    @Override
    public List<List<Lease>> find(List<? extends LeaseQuestion> questions) {
        return queries.find(questions);
    }

    @Override
    public List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        return queries.vacancies(range, from, limit, reuse, now);
    }

    @Override
    public List<Lease> page(LeaseFilter filter, int limit) {
        return queries.page(filter, limit);
    }

    @Override
    public List<ChangeOutcome> commit(List<ChangeGroup> groups) {
        // Whatever is wrong with a change comes to light before any of them is carried out.
        List<List<Row>> rows = groups.stream().map(MemoryLeaseStore::rows).toList();
        List<ChangeOutcome> outcomes = new ArrayList<>();
        lock.lock();
        try {
            refuseWhenClosed();
            boolean changed = false;
            for (List<Row> group : rows) {
                changed |= carryOut(group, outcomes);
            }
            if (changed && file != null) {
                file.commits().await();
            } else if (file != null) {
                // What stands there instead is told, so it must be as good as what was asked for.
                file.commits().awaitOthers();
            }
        } finally {
            lock.unlock();
        }
        return outcomes;
    }

    private record Row(LeaseChange change, @Nullable PackedLease next) {}

    private static List<Row> rows(ChangeGroup group) {
        Set<IpAddress> addresses = new HashSet<>();
        List<Row> rows = new ArrayList<>(group.changes().size());
        for (LeaseChange change : group.changes()) {
            requireOneAddress(change);
            if (group.changes().size() > 1 && !addresses.add(change.address())) {
                throw new IllegalArgumentException("two changes of " + change.address() + " in one group");
            }
            Lease next = change.next();
            rows.add(new Row(change, next == null ? null : PackedLease.of(next)));
        }
        return rows;
    }

    /** Whether the group was carried out. */
    private boolean carryOut(List<Row> group, List<ChangeOutcome> outcomes) {
        List<@Nullable PackedLease> present = new ArrayList<>(group.size());
        boolean fits = true;
        for (Row row : group) {
            PackedLease found = image.get(row.change().address());
            Lease expected = row.change().expected();
            fits &= expected == null ? found == null : found != null && found.isThe(expected);
            present.add(found);
        }
        int over = fits ? exceeding(group) : group.size();
        fits &= over == group.size();
        for (int i = 0; i < group.size(); i++) {
            PackedLease found = present.get(i);
            LeaseLimit limit = i == over ? reached(group, i) : null;
            if (limit != null) {
                outcomes.add(new ChangeOutcome.Exceeded(limit));
            } else if (fits) {
                write(group.get(i).next(), found);
                outcomes.add(ChangeOutcome.APPLIED);
            } else {
                outcomes.add(new ChangeOutcome.Taken(found == null ? null : found.unpack()));
            }
        }
        return fits;
    }

    /** The place of the first change that is not allowed by its limits, after those before it; the group's size: none. */
    private int exceeding(List<Row> group) {
        int place = 0;
        while (place < group.size() && reached(group, place) == null) {
            place++;
        }
        return place;
    }

    private @Nullable LeaseLimit reached(List<Row> group, int place) {
        for (LeaseLimit limit : group.get(place).change().limits()) {
            long before = image.held(limit.group())
                    + group.subList(0, place).stream()
                            .filter(row -> limit.isGrownBy(row.change()))
                            .count();
            if (limit.isGrownBy(group.get(place).change()) && before >= limit.most()) {
                return limit;
            }
        }
        return null;
    }

    private void write(@Nullable PackedLease next, @Nullable PackedLease present) {
        if (next != null) {
            put(next);
        } else if (present != null) {
            remove(present);
        }
    }

    private static void requireOneAddress(LeaseChange change) {
        Lease expected = change.expected();
        if (expected != null && !expected.address().equals(change.address())) {
            throw new IllegalArgumentException("a lease change from " + expected.address() + " to " + change.address());
        }
    }

    private void put(PackedLease lease) {
        PackedLease former = image.put(lease);
        if (file != null) {
            file.commits().put(lease, former);
        }
    }

    private void remove(PackedLease present) {
        image.remove(present.high(), present.low());
        if (file != null) {
            file.commits().removed(present);
        }
    }

    @Override
    public List<Lease> expired(long now, int limit) {
        List<PackedLease> found;
        lock.lock();
        try {
            found = image.ended(now, limit);
        } finally {
            lock.unlock();
        }
        return LeaseQueries.unpacked(found);
    }

    @Override
    public int purge(long before, int limit) {
        lock.lock();
        try {
            refuseWhenClosed();
            List<PackedLease> found = image.remembered(before, limit);
            found.forEach(this::remove);
            if (!found.isEmpty() && file != null) {
                file.commits().await();
            }
            return found.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<LeaseCount> count(@Nullable Set<Integer> subnetIds) {
        lock.lock();
        try {
            return image.counts(subnetIds);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Long> held(List<LeaseLimit.Group> groups) {
        lock.lock();
        try {
            return groups.stream().map(image::held).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Cleans the lease file up now, in this thread, beside the traffic (Kea's {@code kea-lfc-start}).
     *
     * @return false when there was nothing to do, a clean-up is running already, or it failed, which is logged
     */
    public boolean compact() {
        return file != null && file.compact();
    }

    /**
     * Tries out whether changes could be made durable now.
     *
     * @throws BackendUnavailable when they could not
     */
    public void tryOut() {
        lock.lock();
        try {
            refuseWhenClosed();
            if (file != null) {
                file.tryOut();
            }
        } catch (IOException e) {
            throw new BackendUnavailable(BACKEND, "the lease file cannot be written: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for changes under way; those that come later are refused. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (file != null) {
                file.commits().settle();
            }
        } finally {
            lock.unlock();
        }
        if (file != null) {
            file.close();
        }
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new BackendUnavailable(BACKEND, "the lease store is closed");
        }
    }
}
