package io.holdfast.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who carries out a command where one process serves both protocols. */
class TwoServicesTests {

    private final Map<Protocol, CommandRegistry> configured = new EnumMap<>(Protocol.class);
    private final CommandProtocol protocol = new CommandProtocol(() -> configured);

    TwoServicesTests() {
        configured.put(Protocol.DHCP4, registry("four", "lease4-get", "who"));
        configured.put(Protocol.DHCP6, registry("six", "lease6-get", "who"));
    }

    private static CommandRegistry registry(String answer, String... names) {
        return new CommandRegistry(Stream.of(names)
                .map(name -> Command.reading(
                        name, "Tells who answers.", Phrasing.PLAIN, List.of(), _ -> Outcome.done(answer)))
                .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"command": "who"}                                                  => four
            {"command": "who", "service": []}                                   => four
            {"command": "who", "service": [""]}                                 => four
            {"command": "who", "service": ["dhcp4"]}                            => four
            {"command": "who", "service": ["dhcp6"]}                            => six
            {"command": "who", "service": ["dhcp6", "dhcp4"]}                   => six, four
            {"command": "who", "service": ["dhcp4", "d2"]}                      => four, unsupported service 'd2', expected 'dhcp4' or 'dhcp6'
            {"command": "who", "service": ["dhcp4", 6]}                         => four, service name must be a string
            {"command": "who", "service": "dhcp6"}                              => service value must be a list
            {"command": "lease6-get"}                                           => six
            {"command": "lease4-get"}                                           => four
            {"command": "lease6-get", "service": ["dhcp4"]}                     => 'lease6-get' command not supported.
            {"command": "lease6-get", "service": ["dhcp4", "dhcp6"]}            => 'lease6-get' command not supported., six
            {"command": "nonesuch"}                                             => 'nonesuch' command not supported.
            []                                                                  => Error during command processing: invalid command: expected toplevel entry to be a map, got a list instead
            """)
    void theServiceChoosesAndThenTheName(String request, String answers) {
        assertThat(protocol.answers(read(request), null).stream()
                        .map(Outcome::text)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(answers);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"command": "who"}                                                  => four => six
            {"command": "who", "service": []}                                   => four => six
            {"command": "who", "service": ["dhcp6"]}                            => six  => six
            {"command": "lease4-get"}                                           => four => four
            {"command": "nonesuch"}                                             => 'nonesuch' command not supported. => 'nonesuch' command not supported.
            """)
    void elseThePlaceDecides(String request, String four, String six) {
        assertThat(protocol.answers(read(request), Protocol.DHCP4).getFirst().text())
                .isEqualTo(four);
        assertThat(protocol.answers(read(request), Protocol.DHCP6).getFirst().text())
                .isEqualTo(six);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"command": "who"}                                                  => six
            {"command": "who", "service": ["dhcp4"]}                            => four
            {"command": "who", "service": ["dhcp4", "dhcp6"]}                   => six
            {"command": "who", "service": ["dhcp4", "d2"]}                      => service value has more than one item
            """)
    void whereOneAnswerFitsThePlaceDecidesAmongSeveral(String request, String answer) {
        assertThat(protocol.answer(read(request), Protocol.DHCP6).text()).isEqualTo(answer);
    }

    @Test
    void whatIsNotConfiguredIsNamed() {
        configured.remove(Protocol.DHCP4);
        assertThat(protocol.answers(read("{\"command\": \"who\"}"), null)).containsExactly(Outcome.done("six"));
        assertThat(protocol.answers(read("{\"command\": \"who\", \"service\": [\"dhcp4\"]}"), null))
                .containsExactly(new Outcome.Refused("unsupported service 'dhcp4', expected 'dhcp6'"));
        assertThat(protocol.answers(read("{\"command\": \"lease4-get\"}"), null))
                .containsExactly(new Outcome.Unsupported("'lease4-get' command not supported."));
    }

    @Test
    void beforeTheConfigurationIsReadNobodyAnswers() {
        configured.clear();
        Outcome starting = new Outcome.Unavailable("the server is only starting");
        assertThat(protocol.answers(read("{\"command\": \"who\"}"), null)).containsExactly(starting);
        assertThat(protocol.answers(read("{\"command\": \"who\", \"service\": [\"dhcp4\"]}"), null))
                .containsExactly(starting);
    }

    private static JsonNode read(String request) {
        try {
            return JsonReader.parse(request, "test").root();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(request, e);
        }
    }
}
