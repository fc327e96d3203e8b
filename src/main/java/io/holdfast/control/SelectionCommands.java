package io.holdfast.control;

import static io.holdfast.control.Argument.optional;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.config.Subnet;
import io.holdfast.config.compile.host.IdentifierText;
import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code subnet4-select-test} and {@code subnet6-select-test}: to which subnet a packet would belong. */
public final class SelectionCommands {

    private static final Argument INTERFACE = text("interface", "That the packet comes by.");
    private static final Argument REMOTE = text("remote", "The address the packet comes from.");
    private static final Argument CLASSES =
            optional("classes", Argument.Kind.LIST, "Names of the classes the packet is in.");

    private final LeaseWords words;
    private final SubnetTrial trial;

    public SelectionCommands(Protocol protocol, SubnetTrial trial) {
        this.words = LeaseWords.of(protocol);
        this.trial = trial;
    }

    public List<Command> commands() {
        return switch (words) {
            case V4 -> List.of(selecting4(), over6());
            case V6 -> List.of(selecting6());
        };
    }

    private static Argument text(String name, String meaning) {
        return optional(name, Argument.Kind.TEXT, meaning);
    }

    private Command selecting4() {
        return selecting(
                "subnet4-select-test",
                List.of(
                        INTERFACE,
                        text("address", "The client's address (ciaddr)."),
                        text("relay", "The relay's address (giaddr)."),
                        text("local", "The address the packet is sent to."),
                        REMOTE,
                        text("link", "The link selection that the relay adds."),
                        text("subnet", "The subnet selection that the client sends."),
                        CLASSES));
    }

    private Command selecting6() {
        return selecting(
                "subnet6-select-test",
                List.of(
                        INTERFACE,
                        text("interface-id", "What the relay adds: hexadecimal, or 'text'."),
                        REMOTE,
                        text("link", "The link-address of the relay."),
                        CLASSES));
    }

    private Command selecting(String name, List<Argument> arguments) {
        return Command.reading(
                name, "Tells to which subnet a packet would belong.", Phrasing.SELECTION, arguments, this::select);
    }

    private static Command over6() {
        return Command.reading(
                "subnet4o6-select-test",
                "Is refused, because DHCPv4 over DHCPv6 is not supported.",
                Phrasing.SELECTION,
                List.of(),
                _ -> new Outcome.Refused("DHCPv4 over DHCPv6 is not supported: none of its packets gets a subnet"));
    }

    private Outcome select(Arguments arguments) {
        Subnet subnet = trial.select(new SubnetTrial.Packet(
                arguments.text("interface"),
                address(arguments, "address"),
                address(arguments, "relay"),
                address(arguments, "local"),
                address(arguments, "remote"),
                address(arguments, "link"),
                address(arguments, "subnet"),
                interfaceId(arguments),
                classes(arguments)));
        if (subnet == null) {
            return Outcome.empty("no subnet selected");
        }
        String network = subnet.policy().network();
        return Outcome.done("selected " + (network == null ? "" : "shared network '" + network + "' starting with ")
                + "subnet '" + ConfigDraft.prefix(subnet) + "' id " + Integer.toUnsignedLong(subnet.id()));
    }

    private @Nullable IpAddress address(Arguments arguments, String name) {
        if (!arguments.has(name)) {
            return null;
        }
        IpAddress address;
        try {
            address = ReservationArguments.address(arguments.text(name));
        } catch (RefusedException e) {
            throw new RefusedException("bad '" + name + "' entry: " + e.text());
        }
        if (!words.isOf(address)) {
            throw new RefusedException("bad '" + name + "' entry: not " + words.version());
        }
        return address;
    }

    private static byte @Nullable [] interfaceId(Arguments arguments) {
        if (!arguments.has("interface-id")) {
            return null;
        }
        String text = arguments.text("interface-id");
        if (text.isBlank()) {
            throw new RefusedException("'interface-id' must be not empty");
        }
        try {
            return IdentifierText.bytes(text);
        } catch (IllegalArgumentException _) { // Kea's words, which name the argument
            throw new RefusedException("value of 'interface-id' was not recognized");
        }
    }

    private static List<String> classes(Arguments arguments) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : arguments.items("classes")) {
            if (!(item instanceof JsonNode.Text(var _, String name))) {
                throw new RefusedException("'classes' entry must be a list of strings");
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
