package io.holdfast.config.compile.host;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.json.JsonNode;
import io.holdfast.host.Reservation.ReservedLease;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The addresses and prefixes of a reservation. */
final class ReservedLeases {

    private static final int ADDRESS = 128;
    private static final String PREFIXES = "prefixes";
    private static final String EXCLUDED = "excluded-prefixes";

    private final Problems problems;

    ReservedLeases(Problems problems) {
        this.problems = problems;
    }

    /** That of DHCPv4; absent when none is reserved. */
    @Nullable
    Ipv4Address address(Section section) {
        String text = section.textOrNull("ip-address");
        if (text == null) {
            return null;
        }
        try {
            Ipv4Address address = Ipv4Address.parse(text);
            if (!address.isUnspecified() && !address.equals(Ipv4Address.BROADCAST)) {
                return address;
            }
            problems.error(
                    section.at("ip-address"), section.path("ip-address"), address + " cannot be reserved for anybody");
        } catch (IllegalArgumentException e) {
            problems.error(section.at("ip-address"), section.path("ip-address"), String.valueOf(e.getMessage()));
        }
        return null;
    }

    /** Those of DHCPv6, addresses first. */
    List<ReservedLease> leases(Section section) {
        List<ReservedLease> leases = new ArrayList<>();
        List<JsonNode.Text> addresses = section.texts("ip-addresses");
        for (int i = 0; i < addresses.size(); i++) {
            String place = section.path("ip-addresses") + "[" + i + "]";
            Ipv6Prefix prefix =
                    prefix(addresses.get(i), place, text -> new Ipv6Prefix(Ipv6Address.parse(text), ADDRESS));
            if (prefix != null) {
                add(leases, new ReservedLease(prefix, false, null), addresses.get(i), place);
            }
        }
        List<JsonNode.Text> prefixes = section.texts(PREFIXES);
        List<JsonNode.Text> excluded = excluded(section, prefixes.size());
        for (int i = 0; i < prefixes.size(); i++) {
            String place = section.path(PREFIXES) + "[" + i + "]";
            Ipv6Prefix prefix = prefix(prefixes.get(i), place, Ipv6Prefix::parse);
            if (prefix != null) {
                @Nullable
                Ipv6Prefix without = excluded.isEmpty()
                        ? null
                        : excluded(excluded.get(i), section.path(EXCLUDED) + "[" + i + "]", prefix);
                add(leases, new ReservedLease(prefix, true, without), prefixes.get(i), place);
            }
        }
        return leases;
    }

    private void add(List<ReservedLease> leases, ReservedLease lease, JsonNode.Text text, String place) {
        if (leases.stream()
                .anyMatch(other ->
                        other.delegated() == lease.delegated() && other.prefix().equals(lease.prefix()))) {
            problems.error(text.at(), place, text.value() + " is listed twice");
        } else {
            leases.add(lease);
        }
    }

    /** One for each prefix, an empty text where nothing is excluded; none at all when they do not match. */
    private List<JsonNode.Text> excluded(Section section, int prefixes) {
        List<JsonNode.Text> excluded = section.texts(EXCLUDED);
        if (!excluded.isEmpty() && excluded.size() != prefixes) {
            problems.error(
                    section.at(EXCLUDED),
                    section.path(EXCLUDED),
                    "has " + excluded.size() + " for " + prefixes
                            + " 'prefixes'; there is one for each, an empty text where nothing is excluded");
            return List.of();
        }
        return excluded;
    }

    /** RFC 6603 §4.2: part of the delegated prefix, so longer than it. */
    private @Nullable Ipv6Prefix excluded(JsonNode.Text text, String place, Ipv6Prefix delegated) {
        Ipv6Prefix excluded = text.value().isEmpty() ? null : prefix(text, place, Ipv6Prefix::parse);
        if (excluded != null && (excluded.length() <= delegated.length() || !delegated.contains(excluded))) {
            problems.error(text.at(), place, excluded + " is not a part of " + delegated);
        }
        return excluded;
    }

    private @Nullable Ipv6Prefix prefix(JsonNode.Text text, String place, Function<String, Ipv6Prefix> parse) {
        try {
            Ipv6Prefix prefix = parse.apply(text.value().strip());
            if (prefix.length() > 0 && !prefix.network().isMulticast()) {
                return prefix;
            }
            problems.error(text.at(), place, text.value() + " cannot be reserved for anybody");
        } catch (IllegalArgumentException e) {
            problems.error(text.at(), place, String.valueOf(e.getMessage()));
        }
        return null;
    }
}
