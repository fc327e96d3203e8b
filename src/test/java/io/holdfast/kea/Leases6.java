package io.holdfast.kea;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Leases of DHCPv6 in a map. */
final class Leases6 {

    private final TreeMap<Ipv6Address, Lease6> rows = new TreeMap<>();

    List<Lease> find(LeaseQuestion question) {
        return switch (question) {
            case LeaseQuestion.OfAddress(IpAddress address) -> {
                Lease6 row = rows.get(address);
                yield row == null ? List.of() : List.of(row);
            }
            case LeaseQuestion.OfDuid(var duid, var subnets) ->
                rows.values().stream()
                        .filter(row -> duid.equals(row.duid()) && subnets.contains(row.subnetId()))
                        .<Lease>map(row -> row)
                        .toList();
            case LeaseQuestion.OfClient _ -> throw new AssertionError("DHCPv6 asks for a client identifier");
        };
    }

    List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        List<Vacancy> found = new ArrayList<>();
        for (IpAddress address = from;
                range.contains(address) && found.size() < limit;
                address = range.after(address)) {
            Lease6 row = rows.get(address);
            if (row == null || reuse && row.isVacant(now)) {
                found.add(new Vacancy(address, row));
            }
        }
        return found;
    }

    /** All or none; whether they found what they expect. */
    boolean commit(List<LeaseChange> changes) {
        if (!changes.stream().allMatch(change -> isSame(present(change), change.expected()))) {
            return false;
        }
        for (LeaseChange change : changes) {
            if (change.next() == null) {
                rows.remove((Ipv6Address) change.address());
            } else {
                rows.put((Ipv6Address) change.address(), (Lease6) change.next());
            }
        }
        return true;
    }

    @Nullable
    Lease present(LeaseChange change) {
        return rows.get(change.address());
    }

    private static boolean isSame(@Nullable Lease a, @Nullable Lease b) {
        return a == null || b == null
                ? a == b
                : Objects.equals(((Lease6) a).holder(), ((Lease6) b).holder())
                        && a.expire() == b.expire()
                        && a.state() == b.state();
    }
}
