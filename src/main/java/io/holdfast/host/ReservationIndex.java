package io.holdfast.host;

import io.holdfast.address.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reservations of a configuration. Immutable. */
public final class ReservationIndex implements HostLookup {

    public static final ReservationIndex EMPTY = new ReservationIndex(List.of());

    private record OfClient(int subnetId, HostIdentifier identifier) {}

    private record OfAddress(int subnetId, IpAddress address, int length) {}

    private final List<Reservation> all;
    private final Map<OfClient, Reservation> byClient = new HashMap<>();
    private final Map<OfAddress, List<Reservation>> byAddress = new HashMap<>();

    /** Of two for the same identifier and subnet the first counts. */
    public ReservationIndex(List<Reservation> reservations) {
        all = List.copyOf(reservations);
        for (Reservation reservation : all) {
            byClient.putIfAbsent(new OfClient(reservation.subnetId(), reservation.identifier()), reservation);
            if (reservation.address() != null) {
                index(reservation, reservation.address(), 32);
            }
            reservation
                    .leases()
                    .forEach(lease -> index(
                            reservation,
                            lease.prefix().network(),
                            lease.prefix().length()));
        }
    }

    private void index(Reservation reservation, IpAddress address, int length) {
        byAddress
                .computeIfAbsent(new OfAddress(reservation.subnetId(), address, length), key -> new ArrayList<>(1))
                .add(reservation);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** In the order they are configured. */
    public List<Reservation> all() {
        return all;
    }

    @Override
    public List<HostAnswer> find(List<? extends HostQuestion> questions) {
        List<HostAnswer> answers = new ArrayList<>(questions.size());
        for (HostQuestion question : questions) {
            answers.add(answer(question));
        }
        return answers;
    }

    /** The answer to one question. */
    public HostAnswer answer(HostQuestion question) {
        if (all.isEmpty()) {
            return HostAnswer.NOTHING;
        }
        Set<Reservation> found = new LinkedHashSet<>();
        switch (question) {
            case HostQuestion.OfClient(var identifiers, var subnetIds) -> {
                for (HostIdentifier identifier : identifiers) {
                    for (int subnetId : subnetIds) {
                        Reservation reservation = byClient.get(new OfClient(subnetId, identifier));
                        if (reservation != null) {
                            found.add(reservation);
                        }
                    }
                }
            }
            case HostQuestion.OfAddress(var address, var length, var subnetIds) -> {
                for (int subnetId : subnetIds) {
                    found.addAll(byAddress.getOrDefault(new OfAddress(subnetId, address, length), List.of()));
                }
            }
        }
        return found.isEmpty() ? HostAnswer.NOTHING : new HostAnswer(List.copyOf(found), true);
    }
}
