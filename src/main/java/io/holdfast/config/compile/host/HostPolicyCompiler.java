package io.holdfast.config.compile.host;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.HostPolicy;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.network.SubnetCompiler;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.json.JsonNode;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostIdentifier.Type;
import java.util.ArrayList;
import java.util.List;

/** Where reservations are and how they are looked up. */
public final class HostPolicyCompiler {

    private static final String IDENTIFIERS = "host-reservation-identifiers";
    private static final String ALL = "auto";

    private static final List<Type> OF_4 =
            List.of(Type.HW_ADDRESS, Type.DUID, Type.CIRCUIT_ID, Type.CLIENT_ID, Type.FLEX_ID);
    private static final List<Type> OF_6 = List.of(Type.HW_ADDRESS, Type.DUID, Type.FLEX_ID);

    private final Protocol protocol;
    private final Section global;
    private final Problems problems;

    public HostPolicyCompiler(Protocol protocol, Section global, Problems problems) {
        this.protocol = protocol;
        this.global = global;
        this.problems = problems;
    }

    /** What clients of the protocol can be recognised by, in the order in which it is tried unless another is configured. */
    static List<Type> types(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> OF_4;
            case DHCP6 -> OF_6;
        };
    }

    /** @param databases {@code hosts-databases} */
    public HostPolicy compile(
            OptionCompiler options, List<? extends SubnetCompiler.Placed<?>> subnets, List<BackendSettings> databases) {
        boolean unique = global.flag("ip-reservations-unique");
        return new HostPolicy(
                new ReservationBook(protocol, options, unique, problems).compile(global, subnets),
                identifiers(),
                databases,
                unique,
                global.flag("early-global-reservations-lookup"));
    }

    /** Without the list all but flex-id are tried, because that has to be made first. */
    private List<Type> identifiers() {
        List<JsonNode.Text> texts = global.texts(IDENTIFIERS);
        if (!global.has(IDENTIFIERS)) {
            return types(protocol).stream().filter(type -> type != Type.FLEX_ID).toList();
        }
        if (texts.isEmpty()) {
            problems.error(global.at(IDENTIFIERS), global.path(IDENTIFIERS), "must name at least one identifier");
        }
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).value();
            String place = global.path(IDENTIFIERS) + "[" + i + "]";
            Type type = HostIdentifier.Type.named(text);
            if (text.equals(ALL) && texts.size() > 1) {
                problems.error(texts.get(i).at(), place, "'auto' stands alone");
            } else if (text.equals(ALL)) {
                return types(protocol);
            } else if (types.contains(type)) {
                problems.error(texts.get(i).at(), place, "'" + text + "' is listed twice");
            } else if (type != null) { // others have been reported
                types.add(type);
            }
        }
        return types;
    }
}
