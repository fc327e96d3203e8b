package io.holdfast.config.stored;

import io.holdfast.address.Protocol;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which keywords of a configuration file the tables of a configuration database have a place for, lists of maps included. */
public enum StoredKeywords {
    OPTION(List.of(
            "code", "space", "csv-format", "data", "always-send", "never-send", "client-classes", "user-context")),
    DEFINITION(List.of("name", "code", "space", "type", "array", "encapsulate", "record-types", "user-context")),
    CLIENT_CLASS(
            List.of(
                    "name",
                    "test",
                    "only-in-additional-list",
                    "valid-lifetime",
                    "min-valid-lifetime",
                    "max-valid-lifetime",
                    "user-context",
                    "option-data"),
            List.of("next-server", "server-hostname", "boot-file-name", "offer-lifetime", "option-def"),
            List.of("preferred-lifetime", "min-preferred-lifetime", "max-preferred-lifetime")),
    NETWORK(Links.with("name"), Links.OF_4, Links.OF_6),
    SUBNET(
            Links.with("id", "subnet", "shared-network-name", "pools"),
            Links.and(Links.OF_4, "4o6-interface", "4o6-interface-id", "4o6-subnet"),
            Links.and(Links.OF_6, "pd-pools")),
    POOL(List.of("pool", "client-classes", "evaluate-additional-classes", "user-context", "option-data")),
    PD_POOL(List.of(
            "prefix",
            "prefix-len",
            "delegated-len",
            "excluded-prefix",
            "excluded-prefix-len",
            "client-classes",
            "evaluate-additional-classes",
            "user-context",
            "option-data"));

    private final Set<String> of4;
    private final Set<String> of6;

    StoredKeywords(List<String> both) {
        this(both, List.of(), List.of());
    }

    StoredKeywords(List<String> both, List<String> of4, List<String> of6) {
        this.of4 = union(both, of4);
        this.of6 = union(both, of6);
    }

    private static Set<String> union(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    public Set<String> of(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> of4;
            case DHCP6 -> of6;
        };
    }

    /** What shared networks and subnets have alike. */
    private static final class Links {

        static final List<String> OF_4 = List.of(
                "match-client-id",
                "authoritative",
                "next-server",
                "server-hostname",
                "boot-file-name",
                "offer-lifetime");

        static final List<String> OF_6 = List.of(
                "preferred-lifetime",
                "min-preferred-lifetime",
                "max-preferred-lifetime",
                "rapid-commit",
                "interface-id",
                "pd-allocator");

        private static final List<String> BOTH = List.of(
                "interface",
                "client-classes",
                "evaluate-additional-classes",
                "relay",
                "renew-timer",
                "rebind-timer",
                "calculate-tee-times",
                "t1-percent",
                "t2-percent",
                "valid-lifetime",
                "min-valid-lifetime",
                "max-valid-lifetime",
                "cache-threshold",
                "cache-max-age",
                "reservations-global",
                "reservations-in-subnet",
                "reservations-out-of-pool",
                "allocator",
                "ddns-send-updates",
                "ddns-override-no-update",
                "ddns-override-client-update",
                "ddns-replace-client-name",
                "ddns-generated-prefix",
                "ddns-qualifying-suffix",
                "ddns-ttl-percent",
                "ddns-ttl",
                "ddns-ttl-min",
                "ddns-ttl-max",
                "user-context",
                "option-data");

        static List<String> with(String... more) {
            return and(BOTH, more);
        }

        static List<String> and(List<String> some, String... more) {
            return Stream.concat(some.stream(), Stream.of(more)).toList();
        }
    }
}
