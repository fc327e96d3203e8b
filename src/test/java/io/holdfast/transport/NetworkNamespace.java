package io.holdfast.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A network namespace for a test, deleted on close. Linux keeps the namespace by thread: sockets that a thread opens
 * after {@code setns} belong to it, so that one JVM can stand on both ends of a cable.
 */
public final class NetworkNamespace implements AutoCloseable {

    private static final int CLONE_NEWNET = 0x40000000;
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final MethodHandle OPEN = function("open", ADDRESS, JAVA_INT);
    private static final MethodHandle SETNS = function("setns", JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", JAVA_INT);

    private final String name;

    private NetworkNamespace(String name) {
        this.name = name;
    }

    /** Aborts the test, saying why, where namespaces cannot be made. */
    public static NetworkNamespace create(String role) {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "network namespaces need Linux");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "making network namespaces needs root");
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/ip")) || Files.isExecutable(Path.of("/sbin/ip")),
                "making network namespaces needs ip (iproute2)");
        String name = "hf-" + role + "-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet();
        try {
            command("ip", "netns", "add", name);
        } catch (IllegalStateException e) {
            Assumptions.abort("no network namespaces here: " + e.getMessage());
        }
        NetworkNamespace namespace = new NetworkNamespace(name);
        namespace.ip("link set lo up");
        return namespace;
    }

    /** Lays a cable: {@code ours} here, {@code theirs} there, both up. */
    public void connect(String ours, NetworkNamespace other, String theirs) {
        ip("link add " + ours + " type veth peer name " + theirs + " netns " + other.name);
        ip("link set " + ours + " up");
        other.ip("link set " + theirs + " up");
    }

    public String name() {
        return name;
    }

    /** Runs {@code ip -n <namespace>} with these arguments, separated by blanks. */
    public void ip(String arguments) {
        List<String> words = new ArrayList<>(List.of("ip", "-n", name));
        Collections.addAll(words, arguments.split(" "));
        command(words.toArray(String[]::new));
    }

    /** A process that will run inside. */
    public ProcessBuilder process(String... words) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        Collections.addAll(all, words);
        return new ProcessBuilder(all);
    }

    /** Does something on a thread inside and waits for it. */
    public <T> T inside(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        threads().newThread(task).start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Makes threads that live inside. */
    public ThreadFactory threads() {
        return runnable -> {
            Thread thread = new Thread(() -> {
                enter();
                runnable.run();
            });
            thread.setDaemon(true);
            return thread;
        };
    }

    private void enter() {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) OPEN.invokeExact(arena.allocateFrom("/run/netns/" + name), 0);
            int result = (int) SETNS.invokeExact(descriptor, CLONE_NEWNET);
            int closed = (int) CLOSE.invokeExact(descriptor);
            if (descriptor < 0 || result < 0 || closed < 0) {
                throw new IllegalStateException("cannot enter the network namespace " + name);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        command("ip", "netns", "del", name);
    }

    private static void command(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle function(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }
}
