package io.holdfast.engine;

import io.holdfast.config.HostModes;
import io.holdfast.config.Subnet;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostQuestion;
import io.holdfast.host.Reservation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is reserved for the client of one exchange. Immutable. */
public final class ClientHosts {

    /** Of a client without reservations. */
    public static final ClientHosts NONE = new ClientHosts(List.of(), List.of(), true);

    private final List<HostIdentifier> identifiers;
    /** At most one for each subnet, and one for all. */
    private final List<Reservation> reservations;

    private final boolean certain;

    private ClientHosts(List<HostIdentifier> identifiers, List<Reservation> reservations, boolean certain) {
        this.identifiers = identifiers;
        this.reservations = reservations;
        this.certain = certain;
    }

    /**
     * @param identifiers of the client, the most important first
     * @param answer to the question for them; of several in one subnet, that of the most important identifier counts
     */
    public static ClientHosts of(List<HostIdentifier> identifiers, HostAnswer answer) {
        List<Reservation> found = new ArrayList<>(answer.reservations().size());
        for (HostIdentifier identifier : identifiers) {
            for (Reservation reservation : answer.reservations()) {
                if (reservation.identifier().equals(identifier) && in(found, reservation.subnetId()) == null) {
                    found.add(reservation);
                }
            }
        }
        return new ClientHosts(identifiers, found, answer.certain());
    }

    /** The same, found after these: where these are uncertain, what follows from them is, too. */
    public ClientHosts then(List<HostIdentifier> identifiers, HostAnswer answer) {
        return of(identifiers, certain ? answer : new HostAnswer(answer.reservations(), false));
    }

    /** The question for the reservations of a client in subnets that are one link. */
    public static HostQuestion.OfClient question(
            List<HostIdentifier> identifiers, List<? extends Subnet> subnets, boolean global) {
        List<Integer> ids = new ArrayList<>(subnets.size() + 1);
        boolean everywhere = global;
        for (Subnet subnet : subnets) {
            HostModes modes = subnet.policy().hosts();
            everywhere |= modes.global();
            if (modes.inSubnet()) {
                ids.add(subnet.id());
            }
        }
        if (everywhere) {
            ids.add(0);
        }
        return new HostQuestion.OfClient(identifiers, ids);
    }

    /** False when a database could not be asked: there may be others. */
    public boolean certain() {
        return certain;
    }

    /** Whether the client has any of the reservations that were asked for. */
    public boolean known() {
        return !reservations.isEmpty();
    }

    /** The one that holds in all subnets; absent when there is none. */
    public @Nullable Reservation global() {
        return in(reservations, 0);
    }

    /** The global one, if it holds for clients of this subnet. */
    public @Nullable Reservation global(Subnet subnet) {
        return subnet.policy().hosts().global() ? global() : null;
    }

    /** That of the subnet itself. */
    public @Nullable Reservation own(Subnet subnet) {
        return subnet.policy().hosts().inSubnet() ? in(reservations, subnet.id()) : null;
    }

    /** The one that holds for the client as a client of this subnet: that of the subnet itself, else the global one. */
    public @Nullable Reservation in(Subnet subnet) {
        Reservation own = own(subnet);
        return own != null ? own : global(subnet);
    }

    /** Whether a reservation that somebody has is this client's. */
    public boolean owns(Reservation reservation) {
        return identifiers.contains(reservation.identifier());
    }

    /** Whether somebody else alone has reserved what was asked about. */
    public boolean othersHave(HostAnswer ofAddress) {
        List<Reservation> found = ofAddress.reservations();
        for (int i = 0; i < found.size(); i++) {
            if (owns(found.get(i))) {
                return false;
            }
        }
        return !found.isEmpty();
    }

    private static @Nullable Reservation in(List<Reservation> reservations, int subnetId) {
        for (int i = 0; i < reservations.size(); i++) {
            if (reservations.get(i).subnetId() == subnetId) {
                return reservations.get(i);
            }
        }
        return null;
    }
}
