package io.holdfast.control;

import io.holdfast.availability.Reason;
import io.holdfast.availability.ServiceGate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands that tell what the server is and how it is. */
public final class ServerCommands {

    private final ServerFacts facts;
    private final ConfigControl configuration;
    private final ServiceGate gate;
    private final Clock clock;

    public ServerCommands(ServerFacts facts, ConfigControl configuration, ServiceGate gate, Clock clock) {
        this.facts = facts;
        this.configuration = configuration;
        this.gate = gate;
        this.clock = clock;
    }

    public List<Command> commands() {
        return List.of(
                Command.reading(
                        "version-get", "Tells the server's version.", Phrasing.PLAIN, List.of(), _ -> version()),
                Command.reading(
                        "build-report",
                        "Tells what the server was built with and runs on.",
                        Phrasing.PLAIN,
                        List.of(),
                        _ -> Outcome.done(facts.build().report())),
                Command.reading(
                        "status-get",
                        "Tells how the server is: times, lanes, sockets, databases, and why it does not serve if so.",
                        Phrasing.PLAIN,
                        List.of(),
                        _ -> Outcome.done(status())),
                Command.reading(
                        "server-tag-get",
                        "Tells the tag by which a configuration database knows this server.",
                        Phrasing.PLAIN,
                        List.of(),
                        _ -> Outcome.done(
                                Map.of("server-tag", configuration.current().serverTag()))));
    }

    private Outcome version() {
        ServerFacts.Build build = facts.build();
        return Outcome.done(build.version(), Map.of("extended", build.extended()));
    }

    private Map<String, @Nullable Object> status() {
        long now = clock.instant().getEpochSecond();
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("pid", facts.pid());
        status.put("uptime", now - facts.started());
        status.put("reload", now - facts.configured());
        boolean threads = configuration.current().lanes().multiThreading();
        status.put("multi-threading-enabled", threads);
        if (threads) {
            ServerFacts.Lanes lanes = facts.lanes();
            status.put("thread-pool-size", (long) lanes.count());
            status.put("packet-queue-size", (long) lanes.capacity());
            status.put("packet-queue-statistics", lanes.waiting());
        }
        status.put("extended-info-tables", false);
        String leaseFile = facts.leaseFile();
        if (leaseFile != null) {
            status.put("csv-lease-file", leaseFile);
        }
        status.put("sockets", sockets(facts.sockets()));
        status.put("dhcp-state", state(gate.reasons()));
        status.put(
                "databases",
                facts.backends().stream()
                        .map(backend -> BackendStatus.of(backend, clock.millis()))
                        .toList());
        return status;
    }

    private static Map<String, @Nullable Object> sockets(ServerFacts.Sockets sockets) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        if (sockets.errors().isEmpty()) {
            answer.put("status", "ready");
        } else {
            answer.put("status", sockets.retrying() ? "retrying" : "failed");
            answer.put("errors", sockets.errors());
        }
        return answer;
    }

    private static Map<String, @Nullable Object> state(List<Reason> reasons) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("globally-disabled", !reasons.isEmpty());
        answer.put("disabled-by-user", reasons.contains(Reason.USER));
        answer.put("disabled-by-local-command", origins(reasons, 1000, 2000));
        answer.put("disabled-by-remote-command", origins(reasons, 2000, 3000));
        answer.put("disabled-by-db-connection", origins(reasons, 3000, Integer.MAX_VALUE));
        answer.put("reasons", reasons.stream().map(Reason::text).toList());
        return answer;
    }

    private static List<Long> origins(List<Reason> reasons, int from, int below) {
        return reasons.stream()
                .map(Reason::origin)
                .filter(origin -> origin >= from && origin < below)
                .map(Integer::longValue)
                .toList();
    }
}
