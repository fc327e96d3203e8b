package io.holdfast.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandProtocolTests {

    private final ControlBench bench = new ControlBench();

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            []                                  => expected toplevel entry to be a map, got a list instead
            {}                                  => does not contain mandatory 'command'
            {"arguments": {}}                   => does not contain mandatory 'command'
            {"command": 5}                      => expected 'command' to be a string, got an integer instead
            {"command": "x", "argument": {}}    => unsupported parameter 'argument'
            """)
    void whatIsNoRequestIsRefused(String request, String why) {
        assertThat(bench.ask(request))
                .isEqualTo("{\"result\":1,\"text\":\"Error during command processing: invalid command: " + why + "\"}");
    }

    @Test
    void anUnknownCommandHasAResultOfItsOwn() {
        assertThat(bench.ask("{\"command\": \"lease4-resend-ddns\"}"))
                .isEqualTo("{\"result\":2,\"text\":\"'lease4-resend-ddns' command not supported.\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"command": "version-get", "arguments": {}}                     => {"result":0,"text":"1.2.3","arguments":{"extended":"1.2.3 (commit abc)"}}
            {"command": "version-get", "arguments": [], "service": ["dhcp4"], "remote-address": "x"} => {"result":0,"text":"1.2.3","arguments":{"extended":"1.2.3 (commit abc)"}}
            {"command": "version-get", "arguments": {"a": 1}}               => {"result":1,"text":"unsupported parameter 'a'"}
            {"command": "version-get", "arguments": 7}                      => {"result":1,"text":"arguments of 'version-get' must be a map, not an integer"}
            {"command": "shutdown", "arguments": {"exit-value": "1"}}       => {"result":1,"text":"parameter 'exit-value' must be an integer"}
            {"command": "leases-reclaim"}                                   => {"result":1,"text":"Missing mandatory 'remove' parameter."}
            {"command": "lease4-get-by-hw-address", "arguments": {"hw-address": 1}} => {"result":1,"text":"'hw-address' parameter must be a string"}
            """)
    void argumentsAreCheckedByTheDescription(String request, String answer) {
        assertThat(bench.ask(request)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"service": ["dhcp4"]}              =>
            {"service": [""]}                   =>
            {"service": []}                     =>
            {}                                  =>
            {"service": ["dhcp6"]}              => unsupported service 'dhcp6', expected 'dhcp4'
            {"service": [4]}                    => service name must be a string
            {"service": "dhcp4"}                => service value must be a list
            """)
    void theServiceMustBeThisOne(String request, String why) throws ConfigException {
        JsonNode asked = JsonReader.parse(
                        request.replaceFirst(
                                "[}]$", (request.length() > 2 ? "," : "") + "\"command\": \"version-get\"}"),
                        "test")
                .root();
        assertThat(bench.protocol.answers(asked, null))
                .singleElement()
                .isEqualTo(
                        why == null
                                ? Outcome.done("1.2.3", Map.of("extended", "1.2.3 (commit abc)"))
                                : new Outcome.Refused(why));
    }

    @Test
    void everyCommandIsDescribed() {
        assertThat(bench.registry.commands()).allSatisfy(command -> {
            assertThat(command.summary()).endsWith(".").hasSizeGreaterThan(10);
            assertThat(command.arguments())
                    .allSatisfy(argument -> assertThat(argument.meaning()).endsWith("."));
        });
    }

    @Test
    void listCommandsListsThemAllInOrder() {
        List<String> names =
                bench.registry.commands().stream().map(Command::name).toList();
        assertThat(names)
                .isSorted()
                .contains("list-commands", "config-set", "lease4-get-page", "statistic-get-all", "stat-lease4-get")
                .doesNotContain("lease4-resend-ddns");
        assertThat(bench.ask("{\"command\": \"list-commands\"}"))
                .isEqualTo("{\"result\":0,\"arguments\":[\"" + String.join("\",\"", names) + "\"]}");
    }

    @Test
    void whatOnlyLooksIsMarkedSo() {
        assertThat(bench.registry.commands())
                .filteredOn(command -> command.access() == Access.READ)
                .allSatisfy(command -> assertThat(command.name())
                        .matches("(lease4-get|statistic(-global)?-get|stat-lease4-get|status|version|config-get"
                                + "|config-hash|config-test|server-tag|build|list|reservation-get|class-(get|list)"
                                + "|(subnet4|network4)-(get|list)|subnet4(o6)?-select-test).*"));
    }

    @Test
    void twoCommandsCannotHaveOneName() {
        List<Command> twice = new StatisticCommands(bench.board, bench.clock.getZone()).commands();
        List<Command> both = new java.util.ArrayList<>(twice);
        both.addAll(twice);
        assertThatThrownBy(() -> new CommandRegistry(both)).hasMessageContaining("statistic-get");
    }

    @Test
    void aBrokenCommandIsAnAnswerNotAnEnd() {
        CommandRegistry broken = new CommandRegistry(
                List.of(Command.writing("break", "Breaks always, for the test.", Phrasing.PLAIN, List.of(), _ -> {
                    throw new IllegalStateException("bad");
                })));
        assertThat(broken.run("break", null))
                .isEqualTo(
                        new Outcome.Refused("Error during command processing: java.lang.IllegalStateException: bad"));
    }
}
