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

    private final Dhcp protocol;
    private final Map<Mode, ServerUnderTest> servers = new EnumMap<>(Mode.class);
    private final Map<Mode, Clientele> clients = new EnumMap<>(Mode.class);

    ServersByMode(Dhcp protocol, Path directory, Function<Mode, LeaseDatabaseConfig> config) {
        this.protocol = protocol;
        try {
            for (Mode mode : Mode.values()) {
                ServerUnderTest server =
                        ServerUnderTest.start(made(directory.resolve(mode.toString())), config.apply(mode));
                servers.put(mode, server);
                clients.put(mode, new Clientele(protocol, server, mode.ordinal()));
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

    Clientele clients(Mode mode) {
        return clients.get(mode);
    }

    ServerUnderTest server(Mode mode) {
        return servers.get(mode);
    }

    /** Everybody asks everything at once. */
    Map<Mode, List<Answer>> askAll() {
        Map<Mode, CompletableFuture<List<Answer>>> asking = new EnumMap<>(Mode.class);
        clients.forEach((mode, those) -> asking.put(mode, CompletableFuture.supplyAsync(those::askAll, AT_ONCE)));
        Map<Mode, List<Answer>> answers = new EnumMap<>(Mode.class);
        asking.forEach((mode, those) -> answers.put(mode, those.join()));
        return answers;
    }

    /** All servers tell of this state; {@code meanwhile} happens again and again until they do. */
    void awaitState(String state, Runnable meanwhile) {
        servers.values()
                .forEach(server -> await("state " + state).atMost(LIMIT).until(() -> {
                    meanwhile.run();
                    return Status.of(server, protocol).state().equals(state);
                }));
    }

    @Override
    public void close() {
        clients.values().forEach(Clientele::close);
        servers.values().forEach(ServerUnderTest::close);
    }
}
