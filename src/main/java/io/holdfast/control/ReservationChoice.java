package io.holdfast.control;

import static io.holdfast.control.Argument.optional;

import io.holdfast.address.IpAddress;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.Reservation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reservation of a subnet, chosen by its address or by its client; one of the two is absent.
 *
 * @param subnetId 0 for a global reservation
 */
record ReservationChoice(
        int subnetId, @Nullable IpAddress address, @Nullable HostIdentifier identifier) {

    static final List<Argument> ARGUMENTS = List.of(
            optional("subnet-id", Argument.Kind.INTEGER, "Its subnet; 0 for a global reservation."),
            optional("ip-address", Argument.Kind.ANY, "Its address, or that of its prefix."),
            optional("identifier-type", Argument.Kind.ANY, "Or its client: hw-address, duid, circuit-id, ..."),
            optional("identifier", Argument.Kind.ANY, "Its bytes in hexadecimal, or 'text'."),
            ReservationTarget.ARGUMENT);

    static ReservationChoice of(Arguments arguments) {
        Integer subnet = ReservationArguments.subnet(arguments);
        boolean chosen = arguments.has("ip-address") || arguments.has("identifier-type") || arguments.has("identifier");
        if (subnet == null && !chosen) {
            throw new RefusedException("missing parameter 'subnet-id'");
        }
        return arguments.has("ip-address") ? byAddress(subnet, arguments) : byClient(subnet, arguments);
    }

    private static ReservationChoice byAddress(@Nullable Integer subnet, Arguments arguments) {
        if (!ReservationArguments.isText(arguments, "ip-address")) {
            throw new RefusedException("'ip-address' is not a string.");
        }
        String text = arguments.text("ip-address");
        IpAddress address = ReservationArguments.address(text);
        if (subnet == null) {
            throw new RefusedException("missing parameter 'subnet-id', use 'reservation-get-by-address' with"
                    + " 'ip-address' set to \"" + text + "\" to get the list of reservations with this address");
        }
        return new ReservationChoice(subnet, address, null);
    }

    private static ReservationChoice byClient(@Nullable Integer subnet, Arguments arguments) {
        for (String name : List.of("identifier-type", "identifier")) {
            if (!ReservationArguments.isText(arguments, name)) {
                throw new RefusedException(
                        "No 'ip-address' provided and '" + name + "' is either missing or not a string.");
            }
        }
        HostIdentifier identifier = ReservationArguments.identifier(arguments);
        if (subnet == null) {
            throw new RefusedException("missing parameter 'subnet-id', use 'reservation-get-by-id' with"
                    + " 'identifier-type' set to \"" + arguments.text("identifier-type") + "\" and 'identifier' to \""
                    + arguments.text("identifier") + "\" to get the list of reservations with this identifier");
        }
        return new ReservationChoice(subnet, null, identifier);
    }

    boolean fits(Reservation reservation) {
        return reservation.subnetId() == subnetId
                && (identifier != null
                        ? reservation.identifier().equals(identifier)
                        : address != null && ReservationSources.has(reservation, address));
    }
}
