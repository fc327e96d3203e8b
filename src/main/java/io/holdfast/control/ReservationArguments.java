package io.holdfast.control;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.host.IdentifierText;
import io.holdfast.config.json.JsonNode;
import io.holdfast.host.HostIdentifier;
import org.jspecify.annotations.Nullable;

/** The values that reservation commands take. */
final class ReservationArguments {

    static final long MAX_SUBNET = 4_294_967_294L;

    private ReservationArguments() {}

    /** Absent when it is not given. */
    static @Nullable Integer subnet(Arguments arguments) {
        return arguments.has("subnet-id") ? (Integer) (int) ranged(arguments, "subnet-id", MAX_SUBNET) : null;
    }

    static long ranged(Arguments arguments, String name, long most) {
        long value = arguments.integer(name, 0);
        if (value < 0 || value > most) {
            throw new RefusedException(
                    "The '" + name + "' value (" + value + ") is not within expected range: (0 - " + most + ")");
        }
        return value;
    }

    /** The same for a subnet that must be configured, or 0 for global reservations. */
    static @Nullable Integer knownSubnet(ServerConfig config, Arguments arguments) {
        Integer id = subnet(arguments);
        if (id != null) {
            known(config, id);
        }
        return id;
    }

    static void known(ServerConfig config, int id) {
        if (id != 0 && config.subnets().withId(id) == null) {
            throw new RefusedException(new SubnetWords(config.protocol()).version() + " subnet with ID of '"
                    + Integer.toUnsignedString(id) + "' is not configured");
        }
    }

    /** Of either version, as nobody can have reserved one of the other. */
    static IpAddress address(String text) {
        try {
            return text.indexOf(':') >= 0 ? Ipv6Address.parse(text) : Ipv4Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("Failed to convert string to address '" + text + "': " + e.getMessage());
        }
    }

    /** From {@code identifier-type} and {@code identifier}, which are there. */
    static HostIdentifier identifier(Arguments arguments) {
        String text = arguments.text("identifier");
        if (text.isBlank()) {
            throw new RefusedException("Unable to query for empty 'identifier'.");
        }
        HostIdentifier.Type type = HostIdentifier.Type.named(arguments.text("identifier-type"));
        if (type == null) {
            throw new RefusedException("Value of 'identifier-type' was not recognized.");
        }
        try {
            return IdentifierText.parse(type, text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("Unable to parse 'identifier' value.");
        }
    }

    static boolean isText(Arguments arguments, String name) {
        return arguments.node(name) instanceof JsonNode.Text;
    }
}
