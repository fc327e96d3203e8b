package io.holdfast.config;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.json.JsonPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration without errors, and the warnings about it: of DHCPv4, of DHCPv6, or of both.
 *
 * @param places where each object is written
 */
public record CompiledConfig(
        @Nullable ServerConfig4 dhcp4,
        @Nullable ServerConfig6 dhcp6,
        List<ConfigProblem> warnings,
        Map<Protocol, JsonPosition> places) {

    public CompiledConfig {
        warnings = List.copyOf(warnings);
        places = Map.copyOf(places);
    }

    /** The configuration of DHCPv4, for who knows that it is there. */
    public ServerConfig4 config() {
        if (dhcp4 == null) {
            throw new IllegalStateException("there is no object 'Dhcp4'");
        }
        return dhcp4;
    }

    /** Those that are there, DHCPv4 first; at least one. */
    public List<ServerConfig> servers() {
        List<ServerConfig> servers = new ArrayList<>(2);
        if (dhcp4 != null) {
            servers.add(dhcp4);
        }
        if (dhcp6 != null) {
            servers.add(dhcp6);
        }
        return servers;
    }

    /** The one lease database of the configuration, for who works on that alone. */
    public BackendSettings leaseDatabase() throws ConfigException {
        List<BackendSettings> databases =
                servers().stream().map(ServerConfig::leaseDatabase).distinct().toList();
        JsonPosition second = places.get(Protocol.DHCP6);
        if (databases.size() > 1 && second != null) {
            throw new ConfigException(List.of(error(
                    second,
                    Protocol.DHCP6,
                    "has another 'lease-database' than Dhcp4; say by options which one is meant")));
        }
        return databases.getFirst();
    }

    private static ConfigProblem error(JsonPosition at, Protocol protocol, String message) {
        return new ConfigProblem(
                ConfigProblem.Severity.ERROR, at.file(), at.line(), at.column(), protocol.object(), message);
    }

    /**
     * This one and what another file has.
     *
     * @throws ConfigException when both have the same object
     */
    public CompiledConfig with(CompiledConfig other) throws ConfigException {
        List<ConfigProblem> twice = new ArrayList<>();
        places.forEach((protocol, at) -> {
            JsonPosition again = other.places.get(protocol);
            if (again != null) {
                twice.add(error(again, protocol, "is already there at " + at));
            }
        });
        List<ConfigProblem> all = new ArrayList<>(warnings);
        all.addAll(other.warnings);
        if (!twice.isEmpty()) {
            throw new ConfigException(twice, all);
        }
        Map<Protocol, JsonPosition> both = new HashMap<>(places);
        both.putAll(other.places);
        return new CompiledConfig(dhcp4 == null ? other.dhcp4 : dhcp4, dhcp6 == null ? other.dhcp6 : dhcp6, all, both);
    }
}
