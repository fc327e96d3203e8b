package io.holdfast.outage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every command that the server lists, in a form that does no harm, and what the Actuator says of it. A command that is
 * listed but not known here is an error: nobody can add one that is not tried.
 */
final class EveryCommand {

    private static final Pattern NAME = Pattern.compile("\"([a-z0-9-]+)\"");
    private static final String NONE = "{}";
    private static final String LEASE = "{ \"ip-address\": \"192.0.2.99\", \"hw-address\": \"02:00:00:00:ff:01\" }";

    private static final String RESERVATION =
            "{ \"reservation\": { \"subnet-id\": 1, \"hw-address\": \"02:00:00:00:ff:02\","
                    + " \"ip-address\": \"192.0.2.98\" }, \"operation-target\": \"memory\" }";
    private static final String SUBNET =
            "{ \"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", \"valid-lifetime\": 3600 } ] }";

    /** Those that need arguments; for each the command succeeds when its database is there. */
    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            Map.entry("lease4-add", LEASE),
            Map.entry("lease4-update", LEASE),
            Map.entry("lease4-get", "{ \"ip-address\": \"192.0.2.99\" }"),
            Map.entry("lease4-del", "{ \"ip-address\": \"192.0.2.99\" }"),
            Map.entry("lease4-get-page", "{ \"from\": \"start\", \"limit\": 10 }"),
            Map.entry("lease4-get-by-hw-address", "{ \"hw-address\": \"02:00:00:00:ff:01\" }"),
            Map.entry("lease4-get-by-client-id", "{ \"client-id\": \"01:02:03\" }"),
            Map.entry("lease4-get-by-hostname", "{ \"hostname\": \"nobody\" }"),
            Map.entry("lease4-get-by-state", "{ \"state\": 0 }"),
            Map.entry("class-get", "{ \"name\": \"nobody\" }"),
            Map.entry("network4-get", "{ \"name\": \"nobody\" }"),
            Map.entry("reservation-get", "{ \"subnet-id\": 1, \"ip-address\": \"192.0.2.98\" }"),
            Map.entry("reservation-get-all", "{ \"subnet-id\": 1 }"),
            Map.entry("reservation-get-page", "{ \"limit\": 10 }"),
            Map.entry("reservation-get-by-address", "{ \"ip-address\": \"192.0.2.98\" }"),
            Map.entry("reservation-get-by-hostname", "{ \"hostname\": \"nobody\" }"),
            Map.entry(
                    "reservation-get-by-id",
                    "{ \"identifier-type\": \"hw-address\", \"identifier\": \"02:00:00:00:ff:02\" }"),
            Map.entry("subnet4-get", "{ \"id\": 1 }"),
            Map.entry("leases-reclaim", "{ \"remove\": false }"),
            Map.entry("config-write", "{ \"filename\": \"written.conf\" }"),
            Map.entry("statistic-get", "{ \"name\": \"pkt4-received\" }"),
            Map.entry("statistic-reset", "{ \"name\": \"pkt4-received\" }"),
            Map.entry("statistic-remove", "{ \"name\": \"pkt4-received\" }"),
            Map.entry("statistic-sample-age-set", "{ \"name\": \"pkt4-received\", \"duration\": 60 }"),
            Map.entry("statistic-sample-count-set", "{ \"name\": \"pkt4-received\", \"max-samples\": 5 }"),
            Map.entry("statistic-sample-age-set-all", "{ \"duration\": 60 }"),
            Map.entry("statistic-sample-count-set-all", "{ \"max-samples\": 5 }"),
            Map.entry("remote-export", "{ \"server-tags\": [ \"all\" ] }"));

    /** Those that change the configuration: they take turns with whoever does so, too, and wait for them. */
    private static final Map<String, String> IN_TURN = Map.ofEntries(
            Map.entry("config-backend-pull", "{ }"),
            Map.entry("class-add", "{ \"client-classes\": [ { \"name\": \"tried\" } ] }"),
            Map.entry("class-update", "{ \"client-classes\": [ { \"name\": \"tried\" } ] }"),
            Map.entry("class-del", "{ \"name\": \"tried\" }"),
            Map.entry("network4-add", "{ \"shared-networks\": [ { \"name\": \"tried\" } ] }"),
            Map.entry("network4-del", "{ \"name\": \"tried\" }"),
            Map.entry("network4-subnet-add", "{ \"name\": \"tried\", \"id\": 99 }"),
            Map.entry("network4-subnet-del", "{ \"name\": \"tried\", \"id\": 99 }"),
            Map.entry("reservation-add", RESERVATION),
            Map.entry("reservation-update", RESERVATION),
            Map.entry(
                    "reservation-del",
                    "{ \"subnet-id\": 1, \"ip-address\": \"192.0.2.98\", \"operation-target\": \"memory\" }"),
            Map.entry("subnet4-add", "{ \"subnet4\": [ { \"id\": 99, \"subnet\": \"198.51.100.0/24\" } ] }"),
            Map.entry("subnet4-del", "{ \"id\": 99 }"),
            Map.entry("subnet4-delta-add", SUBNET),
            Map.entry("subnet4-delta-del", SUBNET),
            Map.entry("subnet4-update", "{ \"subnet4\": [ { \"id\": 98, \"subnet\": \"198.51.100.0/24\" } ] }"),
            Map.entry("remote-import", "{ \"Dhcp4\": { \"renew-timer\": 900 }, \"server-tags\": [ \"all\" ] }"));

    /** They connect to a database themselves and may take as long as that, or end the server. */
    private static final Set<String> LEFT_OUT = Set.of("config-set", "config-reload", "shutdown");

    private static final Set<String> WITHOUT = Set.of(
            "build-report",
            "class-list",
            "network4-list",
            "subnet4-list",
            "subnet4-select-test",
            "subnet4o6-select-test",
            "config-get",
            "config-hash-get",
            "dhcp-disable",
            "dhcp-enable",
            "lease4-get-all",
            "lease4-wipe",
            "lease4-write",
            "list-commands",
            "server-tag-get",
            "stat-lease4-get",
            "statistic-get-all",
            "statistic-global-get-all",
            "statistic-remove-all",
            "statistic-reset-all",
            "status-get",
            "version-get",
            "remote-diff");

    private EveryCommand() {}

    /** Each with what it says: in alphabetical order, but those of configuration databases in one that makes sense. */
    static Map<String, Supplier<String>> of(ServerUnderTest server, LeaseDatabaseConfig config) {
        Map<String, Supplier<String>> all = new LinkedHashMap<>();
        Set<String> listed = listed(server);
        for (String name : listed) {
            if (!LEFT_OUT.contains(name) && !RemoteTries.inOrder().containsKey(name)) {
                String arguments = arguments(name, config);
                all.put(name, () -> server.command(name, arguments));
            }
        }
        RemoteTries.inOrder().forEach((name, arguments) -> {
            if (listed.contains(name)) {
                all.put(name, () -> server.command(name, arguments));
            }
        });
        all.put("actuator health", server::health);
        all.put("actuator readiness", () -> "ready: " + server.isReady());
        all.put("actuator liveness", () -> "alive: " + server.isAlive());
        all.put("actuator prometheus", server::prometheus);
        return all;
    }

    private static String arguments(String name, LeaseDatabaseConfig config) {
        if (name.equals("config-test")) {
            return config.json();
        }
        String arguments = ARGUMENTS.getOrDefault(name, IN_TURN.getOrDefault(name, ""));
        if (arguments.isEmpty() && !WITHOUT.contains(name)) {
            throw new AssertionError("a command that is not tried: " + name);
        }
        return arguments.isEmpty() ? NONE : arguments;
    }

    /** Whether it waits for a change of the configuration that is under way. */
    static boolean takesTurns(String name) {
        return IN_TURN.containsKey(name) || RemoteTries.isChange(name);
    }

    private static Set<String> listed(ServerUnderTest server) {
        String answer = server.command("list-commands");
        Matcher names = NAME.matcher(answer.substring(answer.indexOf('[', 1)));
        Set<String> all = new TreeSet<>();
        while (names.find()) {
            all.add(names.group(1));
        }
        all.remove("result");
        return all;
    }
}
