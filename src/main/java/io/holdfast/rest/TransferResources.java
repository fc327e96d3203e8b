package io.holdfast.rest;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.json.JsonReader;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.Outcome;
import io.holdfast.control.RefusedException;
import io.holdfast.control.Services;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Configuration databases as resources: {@code remote-export}, {@code remote-import} and {@code remote-diff}, which do the
 * work. {@code service} is that of {@link ServerResources}; the database is {@code type}, {@code host} and {@code port}.
 */
@RestController
@RequestMapping("/api/v1/config")
class TransferResources {

    private static final JsonPosition HERE = new JsonPosition("<request>", 1, 1);
    private static final List<String> OBJECTS =
            Stream.of(Protocol.values()).map(Protocol::object).toList();
    private static final Set<String> DATABASE = Set.of("type", "host", "port");
    private static final String EXPECTED = "expected-revision";

    /** As {@link #export} gives it. */
    private static final Pattern ENTITY_TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private final Services services;

    TransferResources(Services services) {
        this.services = services;
    }

    /** The configuration that the database has for {@code server-tag}; its revision is the entity tag. */
    @GetMapping("/database")
    ResponseEntity<byte[]> export(@RequestParam MultiValueMap<String, String> parameters) {
        Outcome outcome = run("remote-export", parameters, Set.of("server-tag"), Map.of());
        if (!(outcome instanceof Outcome.Done && outcome.arguments() instanceof Map<?, ?> answer)) {
            return failed(outcome);
        }
        Map<Object, @Nullable Object> file = new LinkedHashMap<>(answer);
        Object revision = file.remove("revision");
        ResponseEntity<byte[]> shown = JsonAnswers.of(200, file);
        return ResponseEntity.status(shown.getStatusCode())
                .headers(shown.getHeaders())
                .eTag("\"" + revision + "\"")
                .body(shown.getBody());
    }

    /**
     * Puts the configuration in the body, or that of the server's file when there is no body, into the database; with
     * {@code If-Match} if that still is at this revision (RFC 9110 §13.1.1).
     */
    @PutMapping("/database")
    ResponseEntity<byte[]> put(@RequestParam MultiValueMap<String, String> parameters, HttpServletRequest request)
            throws IOException {
        if (!CommandEndpoint.isJson(request.getContentType())) {
            return JsonAnswers.error(415, "the content type of a configuration is application/json");
        }
        byte[] body = request.getInputStream().readNBytes(Limits.MAX_REQUEST_BYTES + 1);
        if (body.length > Limits.MAX_REQUEST_BYTES) {
            return JsonAnswers.error(413, "a configuration has at most " + Limits.MAX_REQUEST_BYTES + " bytes");
        }
        try {
            Map<String, JsonNode> arguments = new LinkedHashMap<>(body.length == 0 ? Map.of() : members(body));
            String match = request.getHeader("If-Match");
            if (match != null) {
                arguments.put(EXPECTED, new JsonNode.Whole(HERE, revision(match, parameters)));
            }
            Outcome outcome = run("remote-import", parameters, Set.of("server-tag", "replace", EXPECTED), arguments);
            return match != null && outcome instanceof Outcome.Conflict
                    ? JsonAnswers.error(412, String.valueOf(outcome.text()))
                    : answered(outcome);
        } catch (CharacterCodingException e) {
            return JsonAnswers.error(400, "Bad Request: a configuration is UTF-8 text");
        } catch (ConfigException | RefusedException e) {
            return JsonAnswers.error(400, "Bad Request: " + e.getMessage());
        }
    }

    private static long revision(String match, MultiValueMap<String, String> parameters) {
        Matcher tag = ENTITY_TAG.matcher(match.strip());
        if (!tag.matches()) {
            throw new RefusedException("If-Match must be the entity tag of one answer, not " + match);
        }
        if (parameters.containsKey(EXPECTED)) {
            throw new RefusedException("If-Match and 'expected-revision' mean the same; give one of them");
        }
        return Long.parseLong(tag.group(1));
    }

    private static Map<String, JsonNode> members(byte[] body) throws CharacterCodingException, ConfigException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body))
                .toString();
        JsonNode given = JsonReader.parse(text, "<request>").root();
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (!(given instanceof JsonNode.Dict dict)) {
            throw new RefusedException("a configuration is a map, not " + given.kind());
        }
        dict.members().forEach((name, member) -> {
            if (!OBJECTS.contains(name)) { // it must not pass for another argument
                throw new RefusedException("unknown key '" + name + "'; known here: " + String.join(", ", OBJECTS));
            }
            members.put(name, member.value());
        });
        return members;
    }

    @GetMapping("/differences")
    ResponseEntity<byte[]> differences(@RequestParam MultiValueMap<String, String> parameters) {
        return answered(run("remote-diff", parameters, Set.of("server-tag", "from", "to"), Map.of()));
    }

    /** @param body arguments besides */
    private Outcome run(
            String command, MultiValueMap<String, String> parameters, Set<String> known, Map<String, JsonNode> body) {
        String service = Objects.requireNonNullElse(parameters.getFirst("service"), "");
        CommandRegistry commands = services.named(service);
        if (commands == null) {
            return Outcome.empty("there is no service '" + service + "' here");
        }
        try {
            Map<String, JsonNode.Member> arguments = new LinkedHashMap<>();
            body.forEach((name, value) -> arguments.put(name, new JsonNode.Member(HERE, value)));
            Map<String, JsonNode.Member> remote = new LinkedHashMap<>();
            parameters.forEach((name, values) -> {
                if (DATABASE.contains(name)) {
                    remote.put(name, new JsonNode.Member(HERE, value(name, values)));
                } else if (known.contains(name)) {
                    String argument = name.equals("server-tag") ? "server-tags" : name;
                    arguments.put(argument, new JsonNode.Member(HERE, value(name, values)));
                } else if (!name.equals("service")) {
                    throw new RefusedException("unsupported parameter '" + name + "'");
                }
            });
            if (!remote.isEmpty()) {
                arguments.put("remote", new JsonNode.Member(HERE, new JsonNode.Dict(HERE, remote)));
            }
            return commands.run(command, new JsonNode.Dict(HERE, arguments));
        } catch (RefusedException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode value(String name, List<String> values) {
        if (name.equals("server-tag")) {
            return JsonNode.of(List.copyOf(values), HERE);
        }
        if (values.size() != 1) {
            throw new RefusedException("'" + name + "' is given " + values.size() + " times");
        }
        String text = values.getFirst();
        return switch (name) {
            case "replace" -> new JsonNode.Flag(HERE, flag(text));
            case "port", EXPECTED -> new JsonNode.Whole(HERE, number(name, text));
            default -> new JsonNode.Text(HERE, text);
        };
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new RefusedException("'replace' is true or false, not '" + text + "'");
        };
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RefusedException("'" + name + "' is a number, not '" + text + "'");
        }
    }

    private static ResponseEntity<byte[]> answered(Outcome outcome) {
        return outcome instanceof Outcome.Done ? JsonAnswers.of(200, outcome.arguments()) : failed(outcome);
    }

    private static ResponseEntity<byte[]> failed(Outcome outcome) {
        return JsonAnswers.error(JsonAnswers.status(outcome), String.valueOf(outcome.text()));
    }
}
