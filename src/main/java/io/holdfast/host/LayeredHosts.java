package io.holdfast.host;

import java.util.ArrayList;
import java.util.List;

/** The reservations of a configuration, and behind it those of databases in their order: for an identifier in a subnet the first counts. */
public final class LayeredHosts implements HostLookup {

    private final ReservationIndex configured;
    private final List<? extends HostLookup> databases;

    public LayeredHosts(ReservationIndex configured, List<? extends HostLookup> databases) {
        this.configured = configured;
        this.databases = List.copyOf(databases);
    }

    @Override
    public List<HostAnswer> find(List<? extends HostQuestion> questions) {
        if (configured.isEmpty() && databases.size() == 1) {
            return databases.getFirst().find(questions);
        }
        List<HostAnswer> answers = new ArrayList<>(configured.find(questions));
        for (HostLookup database : databases) {
            List<HostAnswer> further = database.find(questions);
            for (int i = 0; i < further.size(); i++) {
                answers.set(i, both(answers.get(i), further.get(i)));
            }
        }
        return answers;
    }

    private static HostAnswer both(HostAnswer first, HostAnswer further) {
        if (first.reservations().isEmpty() && first.certain()) {
            return further;
        }
        if (further.reservations().isEmpty() && further.certain()) {
            return first;
        }
        List<Reservation> all = new ArrayList<>(first.reservations());
        for (Reservation reservation : further.reservations()) {
            if (first.reservations().stream().noneMatch(earlier -> isFor(earlier, reservation))) {
                all.add(reservation);
            }
        }
        return new HostAnswer(all, first.certain() && further.certain());
    }

    private static boolean isFor(Reservation earlier, Reservation reservation) {
        return earlier.subnetId() == reservation.subnetId()
                && earlier.identifier().equals(reservation.identifier());
    }
}
