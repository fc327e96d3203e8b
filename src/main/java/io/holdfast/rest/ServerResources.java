package io.holdfast.rest;

import io.holdfast.control.Argument;
import io.holdfast.control.Command;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The server's state, its configuration, and what it can be commanded, as resources to look at. */
@RestController
@RequestMapping("/api/v1")
class ServerResources {

    private final CommandRegistry commands;

    ServerResources(CommandRegistry commands) {
        this.commands = commands;
    }

    @GetMapping("/status")
    ResponseEntity<byte[]> status() {
        return show("status-get");
    }

    @GetMapping("/config")
    ResponseEntity<byte[]> config() {
        return show("config-get");
    }

    /** Every command with its arguments. */
    @GetMapping("/commands")
    ResponseEntity<byte[]> describe() {
        List<Map<String, @Nullable Object>> all =
                commands.commands().stream().map(ServerResources::describe).toList();
        return JsonAnswers.of(200, Map.of("commands", all));
    }

    private ResponseEntity<byte[]> show(String command) {
        Outcome outcome = commands.run(command, null);
        return outcome instanceof Outcome.Done
                ? JsonAnswers.of(200, outcome.arguments())
                : JsonAnswers.error(JsonAnswers.status(outcome), String.valueOf(outcome.text()));
    }

    private static Map<String, @Nullable Object> describe(Command command) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", command.name());
        map.put("access", command.access().name().toLowerCase(Locale.ROOT));
        map.put("summary", command.summary());
        map.put(
                "arguments",
                command.arguments().stream().map(ServerResources::describe).toList());
        return map;
    }

    private static Map<String, @Nullable Object> describe(Argument argument) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", argument.name());
        map.put("kind", argument.kind().article());
        map.put("required", argument.required());
        map.put("meaning", argument.meaning());
        return map;
    }
}
