package io.holdfast.app.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The configuration file that a command works with, beside the one that names a database. */
final class ConfigInput {

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            required = true,
            description = "The configuration file.")
    private Path file = Path.of("");

    Path file() {
        return file;
    }
}
