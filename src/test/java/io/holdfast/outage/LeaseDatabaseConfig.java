package io.holdfast.outage;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A configuration with one subnet on loopback, and a lease database with what a test wants to set. Unchangeable: each
 * method gives another one.
 */
public record LeaseDatabaseConfig(Map<String, Object> leaseDatabase) {

    /** Addresses there are to lease. */
    public static final String POOL = "192.0.2.10 - 192.0.2.250";

    public static final int VALID_LIFETIME = 3600;

    private static final String WHOLE = """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" },
              "lease-database": { %s }, "valid-lifetime": %d,
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "interface": "lo",
                "relay": { "ip-addresses": [ "127.0.0.1" ] }, "pools": [ { "pool": "%s" } ] } ] } }
            """;

    /** Leases in the server's own database, reached directly. */
    public static LeaseDatabaseConfig of(BreakableServer server) {
        return of(server.settings());
    }

    /** Through a wire that a test may break. */
    public static LeaseDatabaseConfig of(BreakableServer server, Wire wire) {
        return of(server).with("port", wire.port());
    }

    public static LeaseDatabaseConfig of(BackendSettings settings) {
        return new LeaseDatabaseConfig(new LinkedHashMap<>())
                .with("type", settings.type() == Type.POSTGRESQL ? "postgresql" : "mysql")
                .with("host", settings.host().host())
                .with("port", settings.host().port())
                .with("name", String.valueOf(settings.name()))
                .with("user", String.valueOf(settings.user()))
                .with("password", String.valueOf(settings.password()));
    }

    public static LeaseDatabaseConfig memfile() {
        return new LeaseDatabaseConfig(new LinkedHashMap<>()).with("type", "memfile");
    }

    /** Any parameter of {@code lease-database}. */
    public LeaseDatabaseConfig with(String key, String value) {
        return put(key, "\"" + value + "\"");
    }

    public LeaseDatabaseConfig with(String key, long value) {
        return put(key, value);
    }

    public LeaseDatabaseConfig with(String key, boolean value) {
        return put(key, value);
    }

    /** {@code on-fail}, {@code max-reconnect-tries} and {@code reconnect-wait-time} at once. */
    public LeaseDatabaseConfig onFail(String mode, int tries, int waitMillis) {
        return with("on-fail", mode).with("max-reconnect-tries", tries).with("reconnect-wait-time", waitMillis);
    }

    /** Connections may take a second, and be silent for one. */
    public LeaseDatabaseConfig impatient() {
        String silence = "\"postgresql\"".equals(leaseDatabase.get("type")) ? "tcp-user-timeout" : "read-timeout";
        return with("connect-timeout", 1).with(silence, 1);
    }

    private LeaseDatabaseConfig put(String key, Object json) {
        Map<String, Object> more = new LinkedHashMap<>(leaseDatabase);
        more.put(key, json);
        return new LeaseDatabaseConfig(more);
    }

    /** The whole of it, for a file or {@code config-set}. */
    public String json() {
        String members = leaseDatabase.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                .collect(Collectors.joining(", "));
        return WHOLE.formatted(members, VALID_LIFETIME, POOL);
    }
}
