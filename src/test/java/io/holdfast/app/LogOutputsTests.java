package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.holdfast.config.LoggerSettings.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogOutputsTests {

    @TempDir
    private Path directory;

    private final LoggerContext context = new LoggerContext();

    LogOutputsTests() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void aFileIsMadeInTheLogDirectoryWhateverDirectoryIsNamed() throws IOException {
        LogOutputs outputs = new LogOutputs(context, directory);
        outputs.use(Map.of("io.holdfast", List.of(new Output("/var/log/kea/kea-dhcp4.log", true, 0, 1, "%p %m\n"))));
        context.getLogger("io.holdfast.pipeline").warn("a line");
        assertThat(Files.readString(directory.resolve("kea-dhcp4.log"))).isEqualTo("WARN a line\n");
    }

    @Test
    void anotherConfigurationEndsTheFormerOutputs() throws IOException {
        LogOutputs outputs = new LogOutputs(context, directory);
        outputs.use(Map.of("io.holdfast", List.of(new Output("first.log", true, 0, 1, "%m\n"))));
        outputs.use(Map.of("io.holdfast", List.of(new Output("second.log", true, 0, 1, "%m\n"))));
        context.getLogger("io.holdfast").warn("a line");
        assertThat(Files.readString(directory.resolve("first.log"))).isEmpty();
        assertThat(Files.readString(directory.resolve("second.log"))).isEqualTo("a line\n");
        outputs.use(Map.of());
        assertThat(context.getLogger("io.holdfast").isAdditive()).isTrue();
    }

    /** As with the loggers of both protocols, or those of one that Kea's examples send to one file. */
    @Test
    void severalLoggersMayHaveOneFile() throws IOException {
        LogOutputs outputs = new LogOutputs(context, directory);
        outputs.use(Map.of(
                "io.holdfast",
                List.of(
                        new Output("/var/log/four/kea.log", true, 0, 1, "%m\n"),
                        new Output("/var/log/six/kea.log", true, 0, 2, "%m\n")),
                "io.holdfast.pipeline",
                List.of(new Output("kea.log", true, 0, 1, "%m\n"))));
        context.getLogger("io.holdfast").warn("one");
        context.getLogger("io.holdfast.pipeline").warn("another");
        assertThat(directory.resolve("kea.log")).hasContent("one\nanother");
    }

    @Test
    void aFileIsRotatedAtItsSize() {
        LogOutputs outputs = new LogOutputs(context, directory);
        outputs.use(Map.of("io.holdfast", List.of(new Output("big.log", true, 204_800, 2, "%m\n"))));
        String line = "x".repeat(1000);
        for (int i = 0; i < 2000; i++) {
            context.getLogger("io.holdfast").warn(line);
        }
        assertThat(directory.resolve("big.log.1")).exists();
        assertThat(directory.resolve("big.log.3")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "%-5p [%c] %m            | %-5level [%logger] %msg",
                "%D{%Y-%m-%d %H:%M:%S.%q} %m | %d{\"yyyy-MM-dd HH:mm:ss.SSS\"} %msg",
                "[%t] 100%% (%m)         | [%thread] 100\\% \\(%msg\\)"
            })
    void patternsOfKeaAreUnderstood(String kea, String own) {
        assertThat(LogPattern.of(kea)).isEqualTo(own + "%ex");
    }
}
