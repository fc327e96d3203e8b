package io.holdfast.host;

import io.holdfast.address.IpAddress;
import io.holdfast.availability.BackendUnavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A hosts database in memory that can be away, and counts what it is asked. */
public final class MemoryHosts implements HostStore {

    private final List<Reservation> rows = new ArrayList<>();
    private long lastId;
    private final List<HostQuestion> asked = new ArrayList<>();
    private int trips;
    private @Nullable RuntimeException fault;
    private Runnable onTheWay = () -> {};

    /** From now on nothing can be had of it. */
    public void away() {
        fault = new BackendUnavailable("hosts-1", "is away");
    }

    public void failing(RuntimeException with) {
        fault = with;
    }

    public void back() {
        fault = null;
    }

    /** What happens when the next answer is made, but has not arrived. */
    public void whileAnswering(Runnable event) {
        onTheWay = event;
    }

    /** Round trips that brought an answer. */
    public int trips() {
        return trips;
    }

    public List<HostQuestion> asked() {
        return asked;
    }

    private void reach() {
        if (fault != null) {
            throw fault;
        }
    }

    @Override
    public synchronized List<List<Reservation>> find(List<? extends HostQuestion> questions) {
        reach();
        trips++;
        asked.addAll(questions);
        List<List<Reservation>> answers = questions.stream().map(this::answer).toList();
        Runnable event = onTheWay;
        onTheWay = () -> {};
        event.run();
        return answers;
    }

    private List<Reservation> answer(HostQuestion question) {
        return switch (question) {
            case HostQuestion.OfClient(var identifiers, var subnets) ->
                rows.stream()
                        .filter(row -> identifiers.contains(row.identifier()) && subnets.contains(row.subnetId()))
                        .sorted(Comparator.<Reservation>comparingInt(row -> identifiers.indexOf(row.identifier()))
                                .thenComparingInt(row -> subnets.indexOf(row.subnetId())))
                        .toList();
            case HostQuestion.OfAddress(var address, var length, var subnets) ->
                rows.stream()
                        .filter(row -> subnets.contains(row.subnetId()) && has(row, address, length))
                        .sorted(Comparator.comparingInt(row -> subnets.indexOf(row.subnetId())))
                        .toList();
        };
    }

    private static boolean has(Reservation row, IpAddress address, int length) {
        return length == 32 && address.equals(row.address())
                || row.leases().stream()
                        .anyMatch(lease -> lease.prefix().network().equals(address)
                                && lease.prefix().length() == length);
    }

    private static boolean shareAddress(Reservation one, Reservation other) {
        return one.address() != null && one.address().equals(other.address()) && one.subnetId() == other.subnetId()
                || one.leases().stream()
                        .anyMatch(lease -> has(
                                other, lease.prefix().network(), lease.prefix().length()));
    }

    @Override
    public synchronized HostOutcome add(Reservation reservation, boolean uniqueAddresses) {
        reach();
        if (rows.stream()
                .anyMatch(row -> isSame(row, reservation.subnetId(), reservation.identifier())
                        || uniqueAddresses && shareAddress(row, reservation))) {
            return HostOutcome.DUPLICATE;
        }
        rows.add(numbered(reservation, ++lastId));
        return HostOutcome.DONE;
    }

    @Override
    public synchronized HostOutcome update(Reservation reservation, boolean uniqueAddresses) {
        reach();
        Predicate<Reservation> same = row -> isSame(row, reservation.subnetId(), reservation.identifier());
        Reservation former = rows.stream().filter(same).findFirst().orElse(null);
        if (former == null) {
            return HostOutcome.ABSENT;
        }
        if (uniqueAddresses && rows.stream().anyMatch(row -> row != former && shareAddress(row, reservation))) {
            return HostOutcome.DUPLICATE;
        }
        rows.set(rows.indexOf(former), numbered(reservation, former.databaseId()));
        return HostOutcome.DONE;
    }

    private static boolean isSame(Reservation row, int subnetId, HostIdentifier identifier) {
        return row.subnetId() == subnetId && row.identifier().equals(identifier);
    }

    @Override
    public synchronized boolean delete(int subnetId, HostIdentifier identifier) {
        reach();
        return rows.removeIf(row -> isSame(row, subnetId, identifier));
    }

    @Override
    public synchronized boolean delete(int subnetId, IpAddress address) {
        reach();
        return rows.removeIf(row -> row.subnetId() == subnetId
                && (address.equals(row.address())
                        || row.leases().stream()
                                .anyMatch(lease -> lease.prefix().network().equals(address))));
    }

    @Override
    public synchronized List<Reservation> page(
            @Nullable Integer subnetId, @Nullable String hostname, long afterId, int limit) {
        reach();
        Stream<Reservation> found = rows.stream()
                .filter(row -> subnetId == null || row.subnetId() == subnetId)
                .filter(row -> hostname == null
                        || row.hostname().toLowerCase(Locale.ROOT).equals(hostname.toLowerCase(Locale.ROOT)))
                .filter(row -> row.databaseId() > afterId);
        return found.sorted(Comparator.comparingLong(Reservation::databaseId))
                .limit(limit)
                .toList();
    }

    private static Reservation numbered(Reservation r, long id) {
        return new Reservation(
                r.identifier(),
                r.subnetId(),
                r.address(),
                r.leases(),
                r.hostname(),
                r.classes(),
                r.options(),
                r.nextServer(),
                r.serverHostname(),
                r.bootFileName(),
                r.userContext(),
                id);
    }

    @Override
    public void close() {}
}
