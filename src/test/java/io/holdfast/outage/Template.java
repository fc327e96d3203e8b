package io.holdfast.outage;

import io.holdfast.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A data directory made once in a test run, from which each server gets a copy of its own. */
record Template(DatabaseProgram program, Path data) {

    static final String USER = "holdfast";
    static final String PASSWORD = "let me in";
    /** Has our tables. */
    static final String LEASES = "leases";
    /** Has none. */
    static final String EMPTY = "nothing";

    private static final Map<Product, Template> MADE = new EnumMap<>(Product.class);
    private static final int BLOCK = 4096;

    /** Aborts the test where the product cannot be run. */
    static synchronized Template of(Product product) {
        return MADE.computeIfAbsent(product, p -> {
            DatabaseProgram program = p.program();
            Path data = program.home().resolve(p + "-template");
            program.initialise(data);
            fill(program, data);
            return new Template(program, data);
        });
    }

    private static void fill(DatabaseProgram program, Path data) {
        int port = Ports.free();
        DatabaseProcess server = new DatabaseProcess(program, data, port);
        TestDatabase administrator = program.administrator(port);
        try {
            server.launch(false);
            server.awaitConnection(administrator);
            administrator.execute(
                    program.user(USER, PASSWORD, List.of(LEASES, EMPTY)).toArray(String[]::new));
            TestDatabase.at(administrator.settings().type(), "127.0.0.1", port, LEASES, USER, PASSWORD)
                    .withSchema();
            server.stop();
        } finally {
            server.kill();
        }
    }

    /** Into a directory that is there and empty. */
    void copyTo(Path directory) {
        Commands.run("cp", "-a", data + "/.", directory.toString());
    }

    /** Bytes it takes on a disk. */
    long size() {
        try (Stream<Path> files = Files.walk(data)) {
            return files.mapToLong(Template::blocks).sum() * BLOCK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long blocks(Path file) {
        return 1 + file.toFile().length() / BLOCK;
    }
}
