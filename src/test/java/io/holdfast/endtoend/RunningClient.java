package io.holdfast.endtoend;

import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A real DHCP client at work on {@code eth0} of a host, and what it told its script. */
final class RunningClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Path HOOK = Path.of("src/test/endtoend/hook.sh").toAbsolutePath();
    static final Path COVERED = HOOK.resolveSibling("covered.sh");

    private final ClientProgram program;
    private final NetworkNamespace host;
    private final Path home;
    private final Process process;

    private RunningClient(ClientProgram program, NetworkNamespace host, Path home, Process process) {
        this.program = program;
        this.host = host;
        this.home = home;
        this.process = process;
    }

    /**
     * @param home an own folder for its state
     * @param wish the address to ask for
     */
    static RunningClient start(ClientProgram program, NetworkNamespace host, Path home, @Nullable String wish) {
        try {
            Files.createDirectories(home);
            Path config = home.resolve(program.handling().configFile());
            Files.createDirectories(config.getParent());
            Files.writeString(config, program.handling().config(home, wish));
            writeHook(home);
            Files.createFile(home.resolve("leases")); // dhclient wants it to be there
            Process process = process(host, home, program.handling().start(home, wish));
            return new RunningClient(program, host, home, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process process(NetworkNamespace host, Path home, List<String> words) throws IOException {
        ProcessBuilder builder = host.process(words.toArray(String[]::new));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolve("client.log").toFile()));
        return builder.start();
    }

    Path home() {
        return home;
    }

    /** The script that the client in this home is to run on every event. */
    static Path hook(Path home) {
        return home.resolve("hook");
    }

    /** Not all clients pass their environment on, so it says itself where the events go. */
    private static void writeHook(Path home) throws IOException {
        Path hook = Files.writeString(hook(home), """
                #!/bin/sh
                EVENTS=%s exec %s "$@"
                """.formatted(home.resolve("events"), HOOK));
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * Waits until an event of this name has come for each lease that the program asks for, since {@code from} events; gives
     * the leases.
     */
    Set<String> awaitEvents(String name, int from) {
        awaitWork(name + " of " + program, () -> leases(name, from).size() == program.leases());
        return leases(name, from);
    }

    /** Waits for something that the client brings about; shows what it has said when it does not. */
    void awaitWork(String what, Callable<Boolean> done) {
        try {
            await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(done);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("in vain: " + what + "\n" + log(), e);
        }
    }

    private Set<String> leases(String name, int from) {
        return events().stream()
                .skip(from)
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> events() {
        return read("events").lines().toList();
    }

    void renew() {
        program.handling().renew(this);
    }

    void release() {
        program.handling().release(this);
    }

    void signal(String name) {
        run(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    /** Runs a command on the client's host to its end, which must be a good one. */
    void run(List<String> words) {
        try {
            Process command = process(host, home, words);
            if (!command.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                command.destroyForcibly();
                throw new AssertionError(String.join(" ", words) + " does not end\n" + log());
            }
            if (command.exitValue() != 0) {
                throw new AssertionError(String.join(" ", words) + ": " + command.exitValue() + "\n" + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String log() {
        return "--- events\n" + read("events") + "--- " + program + "\n" + read("client.log");
    }

    private String read(String name) {
        try {
            Path file = home.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At once: a client that is asked to end may release its lease. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
