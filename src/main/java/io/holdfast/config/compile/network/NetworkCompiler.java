package io.holdfast.config.compile.network;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.config.SharedNetwork;
import io.holdfast.config.SharedNetworks;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.compile.policy.BootFieldCompiler;
import io.holdfast.config.compile.policy.LeaseTimes;
import io.holdfast.config.compile.policy.PolicyCompiler;
import io.holdfast.config.json.JsonPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@code shared-networks}: their heads first, which their subnets inherit from, and the networks of what has become of those. */
final class NetworkCompiler {

    private static final String INTERFACE = "interface";
    private static final String INTERFACE_ID = "interface-id";

    private final Protocol protocol;
    private final Section global;
    private final OptionCompiler options;
    private final PolicyCompiler policies;
    private final SubnetPlaces places;
    private final Problems problems;
    private final List<NetworkHead> heads = new ArrayList<>();

    NetworkCompiler(
            Protocol protocol,
            Section global,
            OptionCompiler options,
            PolicyCompiler policies,
            SubnetPlaces places,
            Problems problems) {
        this.protocol = protocol;
        this.global = global;
        this.options = options;
        this.policies = policies;
        this.places = places;
        this.problems = problems;
    }

    /** All subnets: those that stand alone, and those of each network. */
    List<Home> homes() {
        String keyword = ProtocolTerms.subnets(protocol);
        List<Home> homes = new ArrayList<>();
        global.sections(keyword).forEach(subnet -> homes.add(new Home(subnet, null, global)));
        Map<String, JsonPosition> names = new HashMap<>();
        for (Section section : global.sections("shared-networks")) {
            NetworkHead head = head(section, names);
            heads.add(head);
            section.sections(keyword).forEach(subnet -> homes.add(new Home(subnet, head, global)));
        }
        return homes;
    }

    private NetworkHead head(Section section, Map<String, JsonPosition> names) {
        String name = section.text("name");
        JsonPosition earlier = name.isEmpty() ? null : names.putIfAbsent(name, section.at("name"));
        if (name.isEmpty()) {
            problems.error(section.at(), section.path(), "needs 'name'");
        } else if (earlier != null) {
            problems.error(
                    section.at("name"),
                    section.path("name"),
                    "'" + name + "' is already the name of the shared network at " + earlier);
        }
        inheritable(section);
        return new NetworkHead(
                section,
                name,
                places.relays(section, text -> ProtocolTerms.address(protocol, text)),
                options.compile(section));
    }

    /** What subnets would inherit has to be right even when there are none. */
    private void inheritable(Section section) {
        Scope scope = new Scope(section, global);
        LeaseTimes times = new LeaseTimes(problems);
        times.lifetimes(scope);
        times.teeTimes(scope);
        policies.subnet(null, scope);
        if (protocol == Protocol.DHCP4) {
            new BootFieldCompiler(problems).compile(scope);
        } else {
            times.preferred(scope);
            if (section.textOrNull(INTERFACE) != null && section.textOrNull(INTERFACE_ID) != null) {
                SubnetPlaces.bothLinks(section, problems);
            }
        }
    }

    /** @param subnets all that could be made */
    SharedNetworks networks(List<? extends SubnetCompiler.Placed<?>> subnets) {
        Map<NetworkHead, List<SubnetCompiler.Placed<?>>> byHead = new IdentityHashMap<>();
        subnets.forEach(placed -> {
            NetworkHead head = placed.home().network();
            if (head != null) {
                byHead.computeIfAbsent(head, _ -> new ArrayList<>()).add(placed);
            }
        });
        List<SharedNetwork> networks = new ArrayList<>();
        for (NetworkHead head : heads) {
            List<SubnetCompiler.Placed<?>> members = byHead.getOrDefault(head, List.of());
            new NetworkHarmony(problems).check(head, members);
            networks.add(network(
                    head,
                    members.stream()
                            .map(member -> member.subnet().id())
                            .sorted(Integer::compareUnsigned)
                            .toList()));
        }
        return networks.isEmpty() ? SharedNetworks.NONE : new SharedNetworks(networks);
    }

    private SharedNetwork network(NetworkHead head, List<Integer> ids) {
        Section section = head.section();
        return new SharedNetwork(
                head.name(),
                ids,
                policies.guard(section),
                policies.additional(section),
                section.textOrNull(INTERFACE),
                List.<IpAddress>copyOf(head.relays()),
                interfaceId(section),
                head.options());
    }

    private byte @Nullable [] interfaceId(Section section) {
        String text = protocol == Protocol.DHCP4 ? null : section.textOrNull(INTERFACE_ID);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
