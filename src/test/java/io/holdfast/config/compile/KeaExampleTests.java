package io.holdfast.config.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * Kea's own example configurations: each is accepted and given back as it is written, or refused for a feature that is out of
 * reach. {@code HOLDFAST_TEST_KEA_EXAMPLES} names the directory they are in ({@code doc/examples} of Kea's sources).
 */
class KeaExampleTests {

    /** What an example may be refused for. */
    private static final Pattern OUT_OF_REACH = Pattern.compile(String.join(
            "|",
            "TLS on control sockets is not built yet",
            "configuration in a database is not built yet",
            "DHCPv4 over DHCPv6 is not built yet",
            "dynamic DNS is not built yet",
            "'.*libdhcp_(ha|radius|rbac|host_cache)\\.so' is not built yet; built in are .*",
            "'.*/(security|charging)\\.so' is unknown; built in are .*", // names of nothing that exists
            "is the password of Kea's documentation; choose your own")); // Kea refuses it as well

    @TestFactory
    Stream<DynamicTest> eachIsAcceptedOrRefusedForWhatIsOutOfReach() throws IOException {
        String directory = System.getenv("HOLDFAST_TEST_KEA_EXAMPLES");
        if (directory == null) { // inside of a test: an aborted factory is counted nowhere
            return Stream.of(DynamicTest.dynamicTest("Kea's examples", () -> {
                throw new TestAbortedException("HOLDFAST_TEST_KEA_EXAMPLES names no directory with Kea's examples");
            }));
        }
        return examples(directory)
                .map(file -> DynamicTest.dynamicTest(file.getParent().getFileName() + "/" + file.getFileName(), () -> {
                    try {
                        isGivenBackAsWritten(file, ConfigCompiler.compile(file));
                    } catch (ConfigException e) {
                        assertThat(e.problems())
                                .extracting(ConfigProblem::message)
                                .allMatch(
                                        message -> OUT_OF_REACH.matcher(message).matches());
                    }
                }));
    }

    private static void isGivenBackAsWritten(Path file, CompiledConfig config) throws ConfigException {
        Object written = JsonReader.read(file).root().plain();
        for (ServerConfig server : config.servers()) {
            Map<String, ?> wrapped = server.document().wrapped();
            assertThat(written)
                    .isInstanceOfSatisfying(
                            Map.class,
                            map -> assertThat(wrapped.get(server.protocol().object()))
                                    .isEqualTo(map.get(server.protocol().object())));
        }
    }

    /** Those of the two servers; the other folders there are of programs of Kea's that are none. */
    private static Stream<Path> examples(String directory) throws IOException {
        List<Path> examples = new ArrayList<>();
        for (String server : List.of("kea4", "kea6")) {
            try (Stream<Path> files = Files.list(Path.of(directory, server))) {
                List<Path> its = files.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .toList();
                assertThat(its).as("*.json in " + directory + "/" + server).isNotEmpty();
                examples.addAll(its);
            }
        }
        return examples.stream();
    }
}
