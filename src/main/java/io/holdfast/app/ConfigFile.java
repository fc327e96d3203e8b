package io.holdfast.app;

import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ConfigCompiler;
import io.holdfast.config.ConfigException;
import io.holdfast.config.ConfigProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the configuration is read from: a file, or the example in the jar. */
record ConfigFile(@Nullable Path path) {

    private static final Logger log = LoggerFactory.getLogger(ConfigFile.class);
    private static final String EXAMPLE = "holdfast-example.json";

    /** Reads and checks it; warnings are logged. */
    CompiledConfig read() throws ConfigException {
        CompiledConfig compiled =
                path == null ? ConfigCompiler.compile(example(), "classpath:" + EXAMPLE) : ConfigCompiler.compile(path);
        for (ConfigProblem warning : compiled.warnings()) {
            log.warn("DHCP4_CONFIG_SYNTAX_WARNING {}", warning);
        }
        return compiled;
    }

    private static String example() {
        try (InputStream in = ConfigFile.class.getResourceAsStream("/" + EXAMPLE)) {
            return new String(Objects.requireNonNull(in, EXAMPLE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path == null ? "the bundled example" : path.toString();
    }
}
