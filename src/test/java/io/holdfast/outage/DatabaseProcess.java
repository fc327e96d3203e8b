package io.holdfast.outage;

import static org.awaitility.Awaitility.await;

import io.holdfast.store.Dialect.Pace;
import io.holdfast.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes of one database server: one, or with PostgreSQL one for each connection and some more. */
final class DatabaseProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int LOG_LINES_SHOWN = 30;

    private final DatabaseProgram program;
    private final Path data;
    private final Path log;
    private final int port;
    private @Nullable Process process;
    private boolean paused;

    DatabaseProcess(DatabaseProgram program, Path data, int port) {
        this.program = program;
        this.data = data;
        this.port = port;
        // Beside the data: a full disk must not hide what the server says about it.
        this.log = data.resolveSibling(data.getFileName() + ".log");
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Returns at once. */
    void launch(boolean readOnly) {
        if (isRunning()) {
            throw new IllegalStateException(this + " is running");
        }
        ProcessBuilder builder = new ProcessBuilder(program.command(data, port, readOnly))
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        paused = false;
    }

    /** Returns when a client can connect to {@code database}. */
    void awaitConnection(TestDatabase database) {
        await("connection to " + this)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> {
                    if (!isRunning()) {
                        throw new IllegalStateException(this + " has ended:\n" + log());
                    }
                    try {
                        database.dialect()
                                .connect(
                                        database.settings(),
                                        database.settings().host(),
                                        database.settings().password(),
                                        Pace.PROMPT)
                                .close();
                        return true;
                    } catch (SQLException e) {
                        return false;
                    }
                });
    }

    /** Without a chance to write anything, as when the power fails, but for what the system still has in memory. */
    void kill() {
        if (isRunning()) {
            List<ProcessHandle> all = halted();
            Signals.send(Signals.Kind.KILL, all);
            awaitEnd(all);
        }
    }

    /** In order, without waiting for clients. */
    void stop() {
        if (!isRunning()) {
            throw new IllegalStateException(this + " is not running");
        }
        resume();
        List<ProcessHandle> all = all();
        Signals.send(program.orderlyEnd(), List.of(all.getFirst()));
        awaitEnd(all);
    }

    /** All processes stand still; connections stay, new ones are taken by the system and stay silent. */
    void pause() {
        halted();
        paused = true;
    }

    void resume() {
        if (paused) {
            Signals.send(Signals.Kind.CONT, all().reversed());
            paused = false;
        }
    }

    /** The first before the others, so that none is born meanwhile. */
    private List<ProcessHandle> halted() {
        Signals.send(Signals.Kind.STOP, List.of(all().getFirst()));
        List<ProcessHandle> all = all();
        Signals.send(Signals.Kind.STOP, all.subList(1, all.size()));
        return all;
    }

    /** The first is the parent of the others. */
    private List<ProcessHandle> all() {
        if (process == null) {
            throw new IllegalStateException(this + " was not started");
        }
        List<ProcessHandle> all = new ArrayList<>();
        all.add(process.toHandle());
        process.descendants().forEach(all::add);
        return all;
    }

    private void awaitEnd(List<ProcessHandle> all) {
        await("end of " + this)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> !isRunning() && all.stream().allMatch(Signals::ended));
    }

    /** The end of what the server said. */
    String log() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return program.getClass().getSimpleName() + " on port " + port;
    }
}
