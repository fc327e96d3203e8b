package io.holdfast.config;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@code subnet4} into subnets that have inherited everything. */
final class SubnetCompiler {

    private final Section global;
    private final OptionCompiler options;
    private final LeaseTimes times;
    private final BootFieldCompiler boot;
    private final PoolCompiler pools;
    private final Problems problems;
    private final SubnetIds ids;
    private final Map<Ipv4Prefix, JsonPosition> prefixes = new HashMap<>();

    SubnetCompiler(Section global, OptionCompiler options, Problems problems) {
        this.global = global;
        this.options = options;
        this.problems = problems;
        this.times = new LeaseTimes(problems);
        this.boot = new BootFieldCompiler(problems);
        this.pools = new PoolCompiler(options, problems);
        this.ids = new SubnetIds(problems);
    }

    List<Subnet4> compile() {
        List<Section> sections = global.sections("subnet4");
        ids.reserve(sections);
        List<Subnet4> subnets = new ArrayList<>();
        for (Section section : sections) {
            int id = ids.of(section);
            Ipv4Prefix prefix = prefix(section);
            if (prefix != null) {
                subnets.add(subnet(section, id, prefix));
            } else {
                pools.compile(section, null);
            }
        }
        return subnets;
    }

    private Subnet4 subnet(Section section, int id, Ipv4Prefix prefix) {
        Scope scope = new Scope(section, global);
        return new Subnet4(
                id,
                prefix,
                pools.compile(section, prefix),
                times.lifetimes(scope),
                times.teeTimes(scope),
                section.textOrNull("interface"),
                relays(section),
                scope.flag("authoritative"),
                scope.flag("match-client-id"),
                scope.whole("offer-lifetime"),
                scope.flag("store-extended-info"),
                scope.text("allocator").equals("random") ? AllocatorKind.RANDOM : AllocatorKind.ITERATIVE,
                boot.compile(scope),
                options.compile(section));
    }

    private @Nullable Ipv4Prefix prefix(Section section) {
        String text = section.textOrNull("subnet");
        if (text == null) {
            problems.error(section.at(), section.path(), "needs 'subnet' (address/length)");
            return null;
        }
        try {
            Ipv4Prefix prefix = Ipv4Prefix.parse(text.replace(" ", "").replace("\t", ""));
            JsonPosition earlier = prefixes.putIfAbsent(prefix, section.at("subnet"));
            if (earlier != null) {
                problems.error(
                        section.at("subnet"), section.path("subnet"), prefix + " is already a subnet at " + earlier);
            }
            return prefix;
        } catch (IllegalArgumentException e) {
            problems.error(section.at("subnet"), section.path("subnet"), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private List<Ipv4Address> relays(Section section) {
        Section relay = section.sectionGiven("relay");
        List<Ipv4Address> relays = new ArrayList<>();
        if (relay == null) {
            return relays;
        }
        List<JsonNode.Text> texts = new ArrayList<>(relay.texts("ip-addresses"));
        if (relay.dict().get("ip-address") instanceof JsonNode.Text single) {
            if (relay.has("ip-addresses")) {
                problems.error(
                        single.at(), relay.path("ip-address"), "'ip-address' and 'ip-addresses' exclude each other");
            }
            texts.add(single);
        }
        for (JsonNode.Text text : texts) {
            try {
                Ipv4Address address = Ipv4Address.parse(text.value());
                if (relays.contains(address)) {
                    problems.error(text.at(), relay.path(), address + " is listed twice");
                } else if (!address.isUnspecified()) {
                    relays.add(address);
                }
            } catch (IllegalArgumentException e) {
                problems.error(text.at(), relay.path(), String.valueOf(e.getMessage()));
            }
        }
        return relays;
    }
}
