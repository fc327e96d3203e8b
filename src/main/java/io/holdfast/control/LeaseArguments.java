package io.holdfast.control;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import java.util.function.Function;

/** The values that lease commands take: addresses and identifiers. */
final class LeaseArguments {

    private LeaseArguments() {}

    static IpAddress address(LeaseWords words, Arguments arguments, String name) {
        return parse(arguments, name, words::address);
    }

    static HardwareAddress hardware(Arguments arguments, String name) {
        return parse(arguments, name, HardwareAddress::parse);
    }

    static ClientIdentifier clientId(Arguments arguments, String name) {
        return parse(arguments, name, ClientIdentifier::parse);
    }

    static Duid duid(Arguments arguments, String name) {
        return parse(arguments, name, Duid::parse);
    }

    /** Addresses when it is not said; by name, or by Kea's number as text. */
    static IaType type(Arguments arguments) {
        String text = arguments.text("type", IaType.NA.text());
        for (IaType type : IaType.values()) {
            if (text.equals(type.text()) || text.equals(String.valueOf(type.number()))) {
                return type;
            }
        }
        throw new RefusedException(
                "Incorrect lease type: " + text + ", the only supported values are: IA_NA and IA_PD");
    }

    private static <T> T parse(Arguments arguments, String name, Function<String, T> parser) {
        try {
            return parser.apply(arguments.text(name));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("bad '" + name + "' parameter: " + e.getMessage());
        }
    }
}
