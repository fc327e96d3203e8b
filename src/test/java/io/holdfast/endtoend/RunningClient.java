package io.holdfast.endtoend;

import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A real DHCP client at work on {@code eth0} of a host, and what it told its script. */
final class RunningClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Path HOOK = Path.of("src/test/endtoend/hook.sh").toAbsolutePath();

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
            Files.writeString(home.resolve("client.conf"), program.config(HOOK, home.resolve("events")));
            Process process = process(host, home, program.start(home, HOOK, wish));
            return new RunningClient(program, host, home, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process process(NetworkNamespace host, Path home, List<String> words) throws IOException {
        ProcessBuilder builder = host.process(words.toArray(String[]::new));
        builder.environment().put("EVENTS", home.resolve("events").toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolve("client.log").toFile()));
        return builder.start();
    }

    Path home() {
        return home;
    }

    Path hook() {
        return HOOK;
    }

    /** Waits for the first, or the next, event of this name since {@code from} events; gives the address with it. */
    String awaitEvent(String name, int from) {
        try {
            await(name + " of " + program)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> address(name, from) != null);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + name + " of " + program + "\n" + log(), e);
        }
        return String.valueOf(address(name, from));
    }

    private @Nullable String address(String name, int from) {
        return events().stream()
                .skip(from)
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse(null);
    }

    List<String> events() {
        return read("events").lines().toList();
    }

    void renew() {
        program.renew(this);
    }

    void release() {
        program.release(this);
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
