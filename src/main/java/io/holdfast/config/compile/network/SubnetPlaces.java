package io.holdfast.config.compile.network;

import io.holdfast.address.IpAddress;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What identifies the subnets of a protocol and the clients that belong to them: prefixes, each once, and relays. */
final class SubnetPlaces {

    private final Problems problems;
    private final Map<Object, JsonPosition> prefixes = new HashMap<>();

    SubnetPlaces(Problems problems) {
        this.problems = problems;
    }

    /**
     * The prefix of a subnet; absent when there is a problem.
     *
     * @param parse of {@code address/length} without blanks
     */
    <P> @Nullable P prefix(Section section, Function<String, P> parse) {
        String text = section.textOrNull("subnet");
        if (text == null) {
            problems.error(section.at(), section.path(), "needs 'subnet' (address/length)");
            return null;
        }
        try {
            P prefix = parse.apply(text.replace(" ", "").replace("\t", ""));
            claim(section, prefix);
            return prefix;
        } catch (IllegalArgumentException e) {
            problems.error(section.at("subnet"), section.path("subnet"), String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** No other subnet may have this prefix. */
    void claim(Section section, Object prefix) {
        JsonPosition earlier = prefixes.putIfAbsent(prefix, section.at("subnet"));
        if (earlier != null) {
            problems.error(section.at("subnet"), section.path("subnet"), prefix + " is already a subnet at " + earlier);
        }
    }

    /** Those of the subnet; when it has none, those of its network. */
    <A extends IpAddress> List<A> relays(Home home, Class<A> type, Function<String, A> parse) {
        List<A> own = relays(home.subnet(), parse);
        return home.network() == null || !own.isEmpty()
                ? own
                : home.network().relays().stream().map(type::cast).toList();
    }

    static void bothLinks(Section section, Problems problems) {
        problems.error(
                section.at("interface-id"),
                section.path("interface-id"),
                "'interface' and 'interface-id' exclude each other");
    }

    <A extends IpAddress> List<A> relays(Section section, Function<String, A> parse) {
        Section relay = section.sectionGiven("relay");
        List<A> relays = new ArrayList<>();
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
                A address = parse.apply(text.value());
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
