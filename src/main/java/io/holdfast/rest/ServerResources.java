package io.holdfast.rest;

import io.holdfast.control.Argument;
import io.holdfast.control.Command;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.Outcome;
import io.holdfast.control.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The server's state, its configuration, and what it can be commanded, as resources to look at. Where both protocols are
 * served, {@code service} says which is meant ({@code dhcp4} if it is not given).
 */
@RestController
@RequestMapping("/api/v1")
class ServerResources {

    private final Services services;

    ServerResources(Services services) {
        this.services = services;
    }

    @GetMapping("/status")
    ResponseEntity<byte[]> status(@RequestParam(name = "service", defaultValue = "") String service) {
        return show(service, "status-get");
    }

    @GetMapping("/config")
    ResponseEntity<byte[]> config(@RequestParam(name = "service", defaultValue = "") String service) {
        return show(service, "config-get");
    }

    /** Every command with its arguments. */
    @GetMapping("/commands")
    ResponseEntity<byte[]> describe(@RequestParam(name = "service", defaultValue = "") String service) {
        CommandRegistry commands = services.named(service);
        if (commands == null) {
            return unknown(service);
        }
        List<Map<String, @Nullable Object>> all =
                commands.commands().stream().map(ServerResources::describe).toList();
        return JsonAnswers.of(200, Map.of("commands", all));
    }

    private ResponseEntity<byte[]> show(String service, String command) {
        CommandRegistry commands = services.named(service);
        if (commands == null) {
            return unknown(service);
        }
        Outcome outcome = commands.run(command, null);
        return outcome instanceof Outcome.Done
                ? JsonAnswers.of(200, outcome.arguments())
                : JsonAnswers.error(JsonAnswers.status(outcome), String.valueOf(outcome.text()));
    }

    private static ResponseEntity<byte[]> unknown(String service) {
        return JsonAnswers.error(404, "there is no service '" + service + "' here");
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
