package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While an attempt to reach the database hangs for seconds, no command waits for it. How long each took is printed; what
 * is asserted is that it was answered before the attempt ended.
 */
@Timeout(900)
class CommandsInOutageTests {

    /** How long an attempt hangs. */
    private static final int CONNECT_SECONDS = 5;

    /** As long may all commands together take. */
    private static final int CONFIG_SET_SECONDS = 25;

    private static final Duration FOUND = Duration.ofSeconds(60);
    private static final int TRIES = 3;
    private static final int OFTEN = 200;
    private static final Pattern ATTEMPTS = Pattern.compile("\"state\":\"recovering\".*?\"attempts\":(\\d+)");

    @TempDir
    private Path directory = Path.of("");

    private final Map<String, List<Long>> micros = new LinkedHashMap<>();

    @ParameterizedTest
    @EnumSource
    void noCommandWaitsForAHostThatDoesNotAnswer(Product product) {
        attempts(product, Wire::neverAnswer, 1);
    }

    @ParameterizedTest
    @EnumSource
    void noCommandWaitsForAConnectionThatSwallowsAll(Product product) {
        attempts(product, Wire::blackHole, 1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void noCommandWaitsForAHostThatDoesNotAnswerOften(Product product) {
        attempts(product, Wire::neverAnswer, OFTEN);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void noCommandWaitsForAConnectionThatSwallowsAllOften(Product product) {
        attempts(product, Wire::blackHole, OFTEN);
    }

    private void attempts(Product product, Consumer<Wire> silence, int times) {
        try (BreakableServer database = BreakableServer.started(product);
                Wire wire = Wire.to("127.0.0.1", database.port())) {
            LeaseDatabaseConfig config = LeaseDatabaseConfig.of(database, wire)
                    .with("connect-timeout", CONNECT_SECONDS)
                    .onFail("serve-retry-exit", 100_000, 1);
            try (ServerUnderTest server = ServerUnderTest.start(directory, config.configuredBy(config))) {
                silence.accept(wire);
                await("loss").atMost(FOUND).until(() -> attempt(server) >= 0);
                Map<String, Supplier<String>> commands = EveryCommand.of(server, config);
                for (int i = 0; i < times; i++) {
                    commands.forEach((name, command) -> whileOneAttemptLasts(server, name, command));
                }
                print(product + " does not answer connections: ");
                wire.restore();
            }
        }
    }

    /** So what is tried above is not refused for what it says. */
    @ParameterizedTest
    @EnumSource
    void whatIsAskedOfAConfigurationDatabaseIsDoneWhenItIsThere(Product product) {
        try (BreakableServer database = BreakableServer.started(product)) {
            LeaseDatabaseConfig config = LeaseDatabaseConfig.of(database);
            try (ServerUnderTest server = ServerUnderTest.start(directory, config.configuredBy(config))) {
                RemoteTries.inOrder()
                        .forEach((name, arguments) -> assertThat(server.command(name, arguments))
                                .as(name)
                                .containsPattern("\"result\":[03]"));
            }
        }
    }

    /** An attempt may end just then; three times in a row it does so only for those who wait for it. */
    private void whileOneAttemptLasts(ServerUnderTest server, String name, Supplier<String> command) {
        for (int i = 1; ; i++) {
            long before = attempt(server);
            timed(name, command);
            long after = attempt(server);
            if (before == after) {
                return;
            }
            assertThat(i)
                    .as("%s was answered only when the attempt had ended", name)
                    .isLessThan(TRIES);
        }
    }

    /** How many attempts have failed; -1 while there is nothing to recover. */
    private static long attempt(ServerUnderTest server) {
        Matcher found = ATTEMPTS.matcher(server.command("status-get"));
        return found.find() ? Long.parseLong(found.group(1)) : -1;
    }

    @ParameterizedTest
    @EnumSource
    void noCommandWaitsForAConfigurationThatConnects(Product product) {
        duringConfigSet(product, 1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void noCommandWaitsForAConfigurationThatConnectsOften(Product product) {
        duringConfigSet(product, OFTEN);
    }

    /** The database in use is there; the way that the new configuration takes does not answer until all have. */
    private void duringConfigSet(Product product, int times) {
        try (BreakableServer database = BreakableServer.started(product);
                Wire wire = Wire.to("127.0.0.1", database.port())) {
            LeaseDatabaseConfig config = LeaseDatabaseConfig.of(database);
            LeaseDatabaseConfig next =
                    LeaseDatabaseConfig.of(database, wire).with("connect-timeout", CONFIG_SET_SECONDS);
            try (ServerUnderTest server = ServerUnderTest.start(directory, config)) {
                Map<String, Supplier<String>> commands = EveryCommand.of(server, config);
                for (int i = 0; i < times; i++) {
                    whileConnecting(server, wire, next, commands);
                    assertThat(server.configSet(config)).contains("\"result\":0");
                }
                print(product + " during config-set: ");
            }
        }
    }

    private void whileConnecting(
            ServerUnderTest server, Wire wire, LeaseDatabaseConfig next, Map<String, Supplier<String>> commands) {
        int before = wire.connections();
        wire.blackHole();
        CompletableFuture<String> setting =
                CompletableFuture.supplyAsync(() -> server.configSet(next), Thread::startVirtualThread);
        await("connecting").until(() -> wire.connections() > before);
        commands.forEach((name, command) -> {
            if (!EveryCommand.takesTurns(name)) {
                timed(name, command);
                assertThat(setting).as("config-set, when %s was answered", name).isNotDone();
            }
        });
        wire.pass();
        assertThat(setting.join()).contains("\"result\":0");
    }

    private void timed(String name, Supplier<String> command) {
        long began = System.nanoTime();
        String answer = command.get();
        micros.computeIfAbsent(name, _ -> new ArrayList<>()).add((System.nanoTime() - began) / 1000);
        assertThat(answer).isNotEmpty();
    }

    private void print(String what) {
        long longest = 0;
        for (Map.Entry<String, List<Long>> entry : micros.entrySet()) {
            List<Long> times = entry.getValue().stream().sorted().toList();
            longest = Math.max(longest, times.getLast());
            System.out.printf(
                    Locale.ROOT,
                    "%s%-32s %4d times, median %7.2f ms, longest %7.2f ms%n",
                    what,
                    entry.getKey(),
                    times.size(),
                    times.get(times.size() / 2) / 1000.0,
                    times.getLast() / 1000.0);
        }
        System.out.printf(Locale.ROOT, "%slongest of all %.2f ms%n", what, longest / 1000.0);
    }
}
