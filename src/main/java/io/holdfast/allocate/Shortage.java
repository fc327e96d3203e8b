package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.List;

/**
 * A picker has run out of addresses it knows to be vacant and asks for more: those of a stretch of its pools, or, among some
 * that it believes to be vacant, those that are. Equal shortages of one batch are asked once.
 *
 * @param pools whose picker asks
 * @param among the addresses to look at; none when the stretch is to be searched
 */
public record Shortage(
        PoolSet pools, AddressRange range, IpAddress from, int limit, boolean reuse, List<IpAddress> among) {

    public Shortage(PoolSet pools, AddressRange range, IpAddress from, int limit, boolean reuse) {
        this(pools, range, from, limit, reuse, List.of());
    }

    /** What the store says; one round trip. */
    public List<Vacancy> search(LeaseStore store, long now) {
        return among.isEmpty() ? store.vacancies(range, from, limit, reuse, now) : lookAt(store, now);
    }

    private List<Vacancy> lookAt(LeaseStore store, long now) {
        List<List<Lease>> rows =
                store.find(among.stream().map(LeaseQuestion.OfAddress::new).toList());
        List<Vacancy> vacant = new ArrayList<>(among.size());
        for (int i = 0; i < rows.size(); i++) {
            Lease row = rows.get(i).isEmpty() ? null : rows.get(i).getFirst();
            if (row == null || row.isVacant(now)) {
                vacant.add(new Vacancy(among.get(i), row));
            }
        }
        return vacant;
    }
}
