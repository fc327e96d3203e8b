package io.holdfast.control;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.JsonNode;
import io.holdfast.lease.LeaseFilter;
import java.util.Set;
import java.util.function.Function;

/** The values that lease commands take: addresses, identifiers, and the choice of one lease. */
final class LeaseArguments {

    private LeaseArguments() {}

    static Ipv4Address address(Arguments arguments, String name) {
        return parse(arguments, name, Ipv4Address::parse);
    }

    static HardwareAddress hardware(Arguments arguments, String name) {
        return parse(arguments, name, HardwareAddress::parse);
    }

    static ClientIdentifier clientId(Arguments arguments, String name) {
        return parse(arguments, name, ClientIdentifier::parse);
    }

    /** The leases of {@code subnet-id}, {@code identifier-type} and {@code identifier}. */
    static LeaseFilter client(Arguments arguments) {
        if (!arguments.has("subnet-id")) {
            throw new RefusedException("Mandatory 'subnet-id' parameter missing.");
        }
        LeaseFilter inSubnet = LeaseFilter.ALL.inSubnets(Set.of((int) arguments.unsigned("subnet-id", 0)));
        String type = identifierPart(arguments, "identifier-type");
        identifierPart(arguments, "identifier");
        return switch (type) {
            case "hw-address" -> inSubnet.withHardware(hardware(arguments, "identifier"));
            case "client-id" -> inSubnet.withClientId(clientId(arguments, "identifier"));
            case "duid" -> throw new RefusedException("Query by duid is not allowed in v4.");
            default -> throw new RefusedException("Identifier type " + type + " is not supported.");
        };
    }

    private static String identifierPart(Arguments arguments, String name) {
        if (!(arguments.node(name) instanceof JsonNode.Text(var _, String text))) {
            throw new RefusedException(
                    "No 'ip-address' provided and '" + name + "' is either missing or not a string.");
        }
        return text;
    }

    private static <T> T parse(Arguments arguments, String name, Function<String, T> parser) {
        try {
            return parser.apply(arguments.text(name));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("bad '" + name + "' parameter: " + e.getMessage());
        }
    }
}
