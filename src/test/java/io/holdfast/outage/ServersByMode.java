package io.holdfast.outage;

import static org.awaitility.Awaitility.await;

import io.holdfast.outage.Clientele.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A server for each mode, all on one lease database or each on a file of its own, with their clients. */
final class ServersByMode implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Executor AT_ONCE = Thread::startVirtualThread;

    private final Map<LossMode, ServerUnderTest> servers = new EnumMap<>(LossMode.class);
    private final Map<LossMode, Clientele> clients = new EnumMap<>(LossMode.class);

    ServersByMode(Path directory, Function<LossMode, LeaseDatabaseConfig> config) {
        try {
            for (LossMode mode : LossMode.values()) {
                ServerUnderTest server =
                        ServerUnderTest.start(made(directory.resolve(mode.toString())), config.apply(mode));
                servers.put(mode, server);
                clients.put(mode, new Clientele(server, mode.ordinal()));
            }
        } catch (RuntimeException | Error e) { // nobody else would close those that have started
            close();
            throw e;
        }
    }

    static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Clientele clients(LossMode mode) {
        return clients.get(mode);
    }

    ServerUnderTest server(LossMode mode) {
        return servers.get(mode);
    }

    /** Everybody asks everything at once. */
    Map<LossMode, List<Answer>> askAll() {
        Map<LossMode, CompletableFuture<List<Answer>>> asking = new EnumMap<>(LossMode.class);
        clients.forEach((mode, those) -> asking.put(mode, CompletableFuture.supplyAsync(those::askAll, AT_ONCE)));
        Map<LossMode, List<Answer>> answers = new EnumMap<>(LossMode.class);
        asking.forEach((mode, those) -> answers.put(mode, those.join()));
        return answers;
    }

    /** All servers tell of this state; {@code meanwhile} happens again and again until they do. */
    void awaitState(String state, Runnable meanwhile) {
        servers.values()
                .forEach(server -> await("state " + state).atMost(LIMIT).until(() -> {
                    meanwhile.run();
                    return isIn(server, state);
                }));
    }

    static boolean isIn(ServerUnderTest server, String state) {
        return server.command("status-get").replace(" ", "").contains("\"state\":\"" + state + "\"");
    }

    @Override
    public void close() {
        clients.values().forEach(Clientele::close);
        servers.values().forEach(ServerUnderTest::close);
    }
}
