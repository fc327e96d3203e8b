package io.holdfast.kea;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server of the real Kea with files of its own. {@code HOLDFAST_TEST_KEA_ROOT} is the root directory it is installed
 * under (a chroot), {@code /} when unset.
 */
public final class KeaProcess implements AutoCloseable {

    private static final int LAST_LINES = 40;

    private final Path directory;
    private final Process process;

    private KeaProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** The root directory; aborts the test, saying why, where there is no such program, or no right to run it. */
    public static Path root(String program) {
        String set = System.getenv("HOLDFAST_TEST_KEA_ROOT");
        Path root = Path.of(set == null ? "/" : set);
        boolean usable = Files.isExecutable(root.resolve("usr/sbin").resolve(program)) && mayChangeRoot();
        assumeThat(usable ? root : null)
                .as("NOT COMPARED WITH KEA: no usr/sbin/" + program + " under HOLDFAST_TEST_KEA_ROOT, or not root")
                .isNotNull();
        return root;
    }

    private static boolean mayChangeRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** @param before what the command begins with, as in {@code ip netns exec}; possibly nothing */
    public static KeaProcess start(
            List<String> before, Path root, String program, String config, List<String> arguments) throws IOException {
        return start(before, root, program, config, "-c", arguments);
    }

    /** One that only checks a configuration. */
    public static KeaProcess check(Path root, String program, String config) throws IOException {
        return start(List.of(), root, program, config, "-t", List.of());
    }

    /** @param use before the name of the file */
    private static KeaProcess start(
            List<String> before, Path root, String program, String config, String use, List<String> arguments)
            throws IOException {
        Path directory = Files.createTempDirectory(root.resolve("tmp"), "holdfast-kea");
        Path inside = Path.of("/").resolve(root.relativize(directory));
        Files.writeString(directory.resolve("kea.json"), config);
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of("chroot", root.toString(), "/usr/sbin/" + program));
        words.addAll(List.of(use, inside.resolve("kea.json").toString()));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("KEA_TEST_SEND_RESPONSES_TO_SOURCE", "ENABLE");
        builder.environment().put("KEA_LOCKFILE_DIR", "none");
        builder.environment().put("KEA_PIDFILE_DIR", inside.toString());
        builder.environment().put("KEA_LOG_FILE_DIR", inside.toString());
        builder.environment().put("KEA_DHCP_DATA_DIR", inside.toString());
        builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        return new KeaProcess(directory, builder.start());
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All that it has logged so far. */
    public String log() throws IOException {
        return Files.readString(directory.resolve("log"), StandardCharsets.ISO_8859_1);
    }

    /** The end of its log. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("log"), StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
