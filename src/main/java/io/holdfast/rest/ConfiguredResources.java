package io.holdfast.rest;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.Outcome;
import io.holdfast.control.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Subnets and reservations of both protocols as resources to look at. Fields are those of Kea's commands, which do the work. */
@RestController
@RequestMapping("/api/v1")
class ConfiguredResources {

    private static final JsonPosition HERE = new JsonPosition("<request>", 1, 1);

    private final Services services;

    ConfiguredResources(Services services) {
        this.services = services;
    }

    /** {@code subnets}: id, prefix and shared network of each; an empty list when there are none. */
    @GetMapping("/subnets{version:[46]}")
    ResponseEntity<byte[]> subnets(@PathVariable("version") String version) {
        return listed(run(version, "subnet" + version + "-list", Map.of()));
    }

    /** One with everything it inherits. */
    @GetMapping("/subnets{version:[46]}/{id}")
    ResponseEntity<byte[]> subnet(@PathVariable("version") String version, @PathVariable("id") String id) {
        Outcome outcome;
        try {
            outcome = run(version, "subnet" + version + "-get", Map.of("id", Long.parseLong(id)));
        } catch (NumberFormatException e) {
            return JsonAnswers.error(400, "the id of a subnet is a number, not '" + id + "'");
        }
        return outcome.arguments() instanceof Map<?, ?> answer
                        && answer.get("subnet" + version) instanceof List<?> subnets
                ? JsonAnswers.of(200, subnets.getFirst())
                : failed(outcome);
    }

    /** A page: {@code hosts}, {@code count}, and {@code next} to give as {@code source-index} and {@code from} for more. */
    @GetMapping("/reservations{version:[46]}")
    ResponseEntity<byte[]> reservations(
            @PathVariable("version") String version, @RequestParam Map<String, String> parameters) {
        String limit = parameters.getOrDefault("limit", PageSize.DEFAULT);
        ResponseEntity<byte[]> refusal = PageSize.refusal(limit);
        if (refusal != null) {
            return refusal;
        }
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("limit", Long.parseLong(limit)));
        for (Map.Entry<String, String> each : parameters.entrySet()) {
            try {
                arguments.put(each.getKey(), Long.parseLong(each.getValue()));
            } catch (NumberFormatException e) {
                return JsonAnswers.error(400, "'" + each.getKey() + "' is a number, not '" + each.getValue() + "'");
            }
        }
        return listed(run(version, "reservation-get-page", arguments));
    }

    private Outcome run(String version, String command, Map<String, Object> arguments) {
        CommandRegistry commands = services.configured().get(version.equals("4") ? Protocol.DHCP4 : Protocol.DHCP6);
        return commands == null
                ? Outcome.empty("DHCPv" + version + " is not configured here")
                : commands.run(command, JsonNode.of(arguments, HERE));
    }

    /** Nothing in a list is no error, where there is a list. */
    private static ResponseEntity<byte[]> listed(Outcome outcome) {
        return outcome.arguments() != null ? JsonAnswers.of(200, outcome.arguments()) : failed(outcome);
    }

    private static ResponseEntity<byte[]> failed(Outcome outcome) {
        return JsonAnswers.error(JsonAnswers.status(outcome), String.valueOf(outcome.text()));
    }
}
