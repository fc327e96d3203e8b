package io.holdfast.outage;

import io.holdfast.address.Duid;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A configuration with one subnet on loopback, for DHCPv4 unless something else is said, and a lease database with what a
 * test wants to set. Unchangeable: each method gives another one.
 */
public record LeaseDatabaseConfig(
        Dhcp protocol,
        int reclaimSeconds,
        Map<String, Object> leaseDatabase,
        List<Map<String, Object>> hostsDatabases,
        List<Map<String, Object>> configDatabases) {

    /** Addresses there are to lease. */
    public static final String POOL = "192.0.2.10 - 192.0.2.250";

    public static final String POOL_6 = "2001:db8:1::10 - 2001:db8:1::ffff";

    /** Of the prefixes in {@code 2001:db8:8000::/40}. */
    public static final int DELEGATED_LENGTH = 56;

    public static final int VALID_LIFETIME = 3600;

    public static final int PREFERRED_LIFETIME = 1800;

    /** The identifier that a DHCPv6 server has by this configuration. */
    public static final Duid SERVER_DUID = Duid.parse("00:02:00:00:09:bf:48:6f:6c:64");

    /** Kea's. */
    private static final int RECLAIM_SECONDS = 10;

    /** Each renewal is written, however young the lease is, so that it shows whether the database takes it. */
    private static final String WHOLE_4 = """
            "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" }, "cache-threshold": 0,
              "lease-database": { %s }, "hosts-databases": [ %s ], "expired-leases-processing": { "reclaim-timer-wait-time": %d }, "valid-lifetime": %d,
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "interface": "lo",
                "relay": { "ip-addresses": [ "127.0.0.1" ] }, "pools": [ { "pool": "%s" } ] } ]
            """;

    private static final String WHOLE_6 = """
            "interfaces-config": { "interfaces": [ "lo" ] }, "cache-threshold": 0,
              "server-id": { "type": "EN", "enterprise-id": 2495, "identifier": "486F6C64" },
              "lease-database": { %s }, "hosts-databases": [ %s ], "expired-leases-processing": { "reclaim-timer-wait-time": %d }, "valid-lifetime": %d, "preferred-lifetime": %d,
              "option-data": [ { "name": "dns-servers", "data": "2001:db8:1::53" } ],
              "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "rapid-commit": true,
                "pools": [ { "pool": "%s" } ],
                "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 40, "delegated-len": %d } ] } ]
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
        return new LeaseDatabaseConfig(Dhcp.V4, RECLAIM_SECONDS, new LinkedHashMap<>(), List.of(), List.of())
                .with("type", settings.type() == Type.POSTGRESQL ? "postgresql" : "mysql")
                .with("host", settings.host().host())
                .with("port", settings.host().port())
                .with("name", String.valueOf(settings.name()))
                .with("user", String.valueOf(settings.user()))
                .with("password", String.valueOf(settings.password()));
    }

    public static LeaseDatabaseConfig memfile() {
        return new LeaseDatabaseConfig(Dhcp.V4, RECLAIM_SECONDS, new LinkedHashMap<>(), List.of(), List.of())
                .with("type", "memfile");
    }

    /** The same lease database for the other protocol. */
    public LeaseDatabaseConfig serving(Dhcp other) {
        return new LeaseDatabaseConfig(other, reclaimSeconds, leaseDatabase, hostsDatabases, configDatabases);
    }

    /** Expired leases are looked for so often. */
    public LeaseDatabaseConfig reclaimingEvery(int seconds) {
        return new LeaseDatabaseConfig(protocol, seconds, leaseDatabase, hostsDatabases, configDatabases);
    }

    /** The databases of these as {@code hosts-databases} beside this one's lease database. */
    public LeaseDatabaseConfig hosts(LeaseDatabaseConfig... databases) {
        return new LeaseDatabaseConfig(
                protocol,
                reclaimSeconds,
                leaseDatabase,
                Arrays.stream(databases).map(LeaseDatabaseConfig::leaseDatabase).toList(),
                configDatabases);
    }

    /** The database of this one as {@code config-databases}; it is asked for changes after an outage, and once in an hour. */
    public LeaseDatabaseConfig configuredBy(LeaseDatabaseConfig database) {
        return new LeaseDatabaseConfig(
                protocol, reclaimSeconds, leaseDatabase, hostsDatabases, List.of(database.leaseDatabase));
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
        return new LeaseDatabaseConfig(protocol, reclaimSeconds, more, hostsDatabases, configDatabases);
    }

    /** The whole of it, for a file or {@code config-set}. */
    public String json() {
        return json(this);
    }

    /** One configuration for both protocols. */
    static String json(LeaseDatabaseConfig... each) {
        return Arrays.stream(each).map(LeaseDatabaseConfig::member).collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String members(Map<String, Object> map) {
        return map.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String list(List<Map<String, Object>> databases) {
        return databases.stream().map(each -> "{ " + members(each) + " }").collect(Collectors.joining(", "));
    }

    private String member() {
        String database = members(leaseDatabase);
        String hosts = list(hostsDatabases);
        String control = configDatabases.isEmpty()
                ? ""
                : ", \"config-control\": { \"config-databases\": [ " + list(configDatabases)
                        + " ], \"config-fetch-wait-time\": 3600 }";
        String whole = switch (protocol) {
            case V4 -> WHOLE_4.formatted(database, hosts, reclaimSeconds, VALID_LIFETIME, POOL);
            case V6 ->
                WHOLE_6.formatted(
                        database, hosts, reclaimSeconds, VALID_LIFETIME, PREFERRED_LIFETIME, POOL_6, DELEGATED_LENGTH);
        };
        return "\"" + protocol.object() + "\": { " + whole + control + " }";
    }
}
