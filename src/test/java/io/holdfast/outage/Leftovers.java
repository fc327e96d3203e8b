package io.holdfast.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must be gone when the test run ends, whatever became of the tests: processes, mounts, directories. */
final class Leftovers {

    private static final Map<Path, Path> DIRECTORIES = new HashMap<>();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::clear));
    }

    private Leftovers() {}

    /** The kit's directory of this run. */
    static Path directory() {
        return directoryIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The kit's directory of this run, under another. */
    static synchronized Path directoryIn(Path parent) {
        return DIRECTORIES.computeIfAbsent(parent, in -> {
            try {
                return Files.createTempDirectory(in, "holdfast-outage-").toRealPath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static synchronized void add(AutoCloseable open) {
        OPEN.add(open);
    }

    static synchronized void remove(AutoCloseable closed) {
        OPEN.remove(closed);
    }

    private static void clear() {
        for (AutoCloseable last = last(); last != null; last = last()) {
            try {
                last.close();
            } catch (Exception e) { // the others must be cleared all the same
                System.err.println("left over: " + last + ": " + e);
            }
        }
        DIRECTORIES.values().forEach(Leftovers::delete);
    }

    private static synchronized @Nullable AutoCloseable last() {
        return OPEN.isEmpty() ? null : OPEN.removeLast();
    }

    static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left over: " + directory + ": " + e);
        }
    }
}
