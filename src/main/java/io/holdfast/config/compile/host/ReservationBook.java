package io.holdfast.config.compile.host;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.config.Subnet;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.network.SubnetCompiler;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.Reservation;
import io.holdfast.host.ReservationIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All reservations of a configuration: those of all subnets and the global ones, each client and each address once. */
final class ReservationBook {

    private final ReservationCompiler compiler;
    private final boolean uniqueAddresses;
    private final Problems problems;
    private final List<Reservation> all = new ArrayList<>();
    private final Map<Client, JsonPosition> clients = new HashMap<>();
    private final Map<Place, JsonPosition> places = new HashMap<>();

    private record Client(int subnetId, HostIdentifier identifier) {}

    /** As in Kea, two prefixes that begin with the same address count as the same, whatever their lengths. */
    private record Place(int subnetId, IpAddress address) {}

    /** @param uniqueAddresses whether an address is reserved for one client of a subnet only */
    ReservationBook(Protocol protocol, OptionCompiler options, boolean uniqueAddresses, Problems problems) {
        this.compiler = new ReservationCompiler(protocol, options, problems);
        this.uniqueAddresses = uniqueAddresses;
        this.problems = problems;
    }

    ReservationIndex compile(Section global, List<? extends SubnetCompiler.Placed<?>> subnets) {
        for (SubnetCompiler.Placed<?> placed : subnets) {
            add(placed.home().subnet(), placed.subnet());
        }
        add(global, null);
        return all.isEmpty() ? ReservationIndex.EMPTY : new ReservationIndex(all);
    }

    /** @param subnet whose reservations they are; absent for the global ones */
    private void add(Section owner, @Nullable Subnet subnet) {
        for (Section section : owner.sections("reservations")) {
            Reservation reservation = compiler.compile(section, subnet == null ? 0 : subnet.id());
            if (reservation != null) {
                clientIsNew(section, reservation);
                addressesAre(section, reservation, subnet);
                all.add(reservation);
            }
        }
    }

    private void clientIsNew(Section section, Reservation reservation) {
        String name = reservation.identifier().type().text();
        JsonPosition earlier =
                clients.putIfAbsent(new Client(reservation.subnetId(), reservation.identifier()), section.at(name));
        if (earlier != null) {
            problems.error(
                    section.at(name),
                    section.path(name),
                    "there is already a reservation for this client at " + earlier);
        }
    }

    private void addressesAre(Section section, Reservation reservation, @Nullable Subnet subnet) {
        if (reservation.address() != null) {
            isOfSubnet(section, "ip-address", reservation.address(), subnet);
            isFree(section, "ip-address", reservation, reservation.address());
        }
        for (Reservation.ReservedLease lease : reservation.leases()) {
            String name = lease.delegated() ? "prefixes" : "ip-addresses";
            if (!lease.delegated()) {
                isOfSubnet(section, name, lease.prefix().network(), subnet);
            }
            isFree(section, name, reservation, lease.prefix().network());
        }
    }

    private void isOfSubnet(Section section, String name, IpAddress address, @Nullable Subnet subnet) {
        if (subnet != null && !subnet.contains(address)) {
            problems.error(
                    section.at(name),
                    section.path(name),
                    address + " is not within the subnet " + subnet.network() + "/" + subnet.prefixLength());
        }
    }

    private void isFree(Section section, String name, Reservation reservation, IpAddress address) {
        if (!uniqueAddresses) {
            return;
        }
        JsonPosition earlier = places.putIfAbsent(new Place(reservation.subnetId(), address), section.at(name));
        if (earlier != null) {
            problems.error(
                    section.at(name),
                    section.path(name),
                    address + " is already reserved for the client at " + earlier);
        }
    }
}
