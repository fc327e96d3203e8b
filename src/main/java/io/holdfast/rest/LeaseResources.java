package io.holdfast.rest;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.json.JsonReader;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.Outcome;
import io.holdfast.control.Services;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Leases of both protocols as resources. Fields are those of Kea's lease commands, which do the work. */
@RestController
@RequestMapping("/api/v1/leases{version:[46]}")
class LeaseResources {

    private static final JsonPosition HERE = new JsonPosition("<request>", 1, 1);

    private final Services services;

    LeaseResources(Services services) {
        this.services = services;
    }

    /** A page: {@code leases}, and {@code next} to give as {@code after} when there may be more. */
    @GetMapping
    ResponseEntity<byte[]> page(
            @PathVariable("version") String version,
            @RequestParam(name = "after", defaultValue = "start") String after,
            @RequestParam(name = "limit", defaultValue = PageSize.DEFAULT) String limit) {
        ResponseEntity<byte[]> refusal = PageSize.refusal(limit);
        if (refusal != null) {
            return refusal;
        }
        long most = Long.parseLong(limit);
        Outcome outcome = run(
                version,
                "get-page",
                dict(Map.of("from", new JsonNode.Text(HERE, after), "limit", new JsonNode.Whole(HERE, most))));
        if (!(outcome.arguments() instanceof Map<?, ?> answer && answer.get("leases") instanceof List<?> leases)) {
            return failed(outcome);
        }
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("leases", leases);
        page.put(
                "next",
                leases.size() == most && leases.getLast() instanceof Map<?, ?> last ? last.get("ip-address") : null);
        return JsonAnswers.of(200, page);
    }

    @GetMapping("/{address}")
    ResponseEntity<byte[]> one(
            @PathVariable("version") String version,
            @PathVariable("address") String address,
            @RequestParam(name = "type", defaultValue = "") String type) {
        Outcome outcome = run(version, "get", dict(at(address, type)));
        return outcome instanceof Outcome.Done ? JsonAnswers.of(200, outcome.arguments()) : failed(outcome);
    }

    /** Makes the lease of this address what the body says: 201 when there was none, else 200. */
    @PutMapping("/{address}")
    ResponseEntity<byte[]> put(
            @PathVariable("version") String version,
            @PathVariable("address") String address,
            HttpServletRequest request)
            throws IOException {
        if (!CommandEndpoint.isJson(request.getContentType())) {
            return JsonAnswers.error(415, "the content type of a lease is application/json");
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        try {
            byte[] body = request.getInputStream().readNBytes(Limits.MAX_REQUEST_BYTES);
            JsonNode given = JsonReader.parse(new String(body, StandardCharsets.UTF_8), "<request>")
                    .root();
            if (!(given instanceof JsonNode.Dict dict)) {
                return JsonAnswers.error(400, "a lease is a map, not " + given.kind());
            }
            dict.members().forEach((name, member) -> fields.put(name, member.value()));
        } catch (ConfigException e) {
            return JsonAnswers.error(400, String.valueOf(e.getMessage()));
        }
        JsonNode inside = fields.putIfAbsent("ip-address", new JsonNode.Text(HERE, address));
        if (inside != null && !address.equals(inside.plain())) {
            return JsonAnswers.error(400, "'ip-address' in the body is another than in the path");
        }
        fields.put("force-create", new JsonNode.Flag(HERE, true));
        Outcome outcome = run(version, "update", dict(fields));
        if (!(outcome instanceof Outcome.Done)) {
            return failed(outcome);
        }
        String type = fields.get("type") instanceof JsonNode.Text(var _, String text) ? text : "";
        Outcome present = run(version, "get", dict(at(address, type)));
        return JsonAnswers.of(
                ("IPv" + version + " lease added.").equals(outcome.text()) ? 201 : 200, present.arguments());
    }

    @DeleteMapping("/{address}")
    ResponseEntity<byte[]> delete(
            @PathVariable("version") String version,
            @PathVariable("address") String address,
            @RequestParam(name = "type", defaultValue = "") String type) {
        Outcome outcome = run(version, "del", dict(at(address, type)));
        return outcome instanceof Outcome.Done ? ResponseEntity.noContent().build() : failed(outcome);
    }

    private Outcome run(String version, String what, JsonNode arguments) {
        CommandRegistry commands = services.configured().get(version.equals("4") ? Protocol.DHCP4 : Protocol.DHCP6);
        return commands == null
                ? Outcome.empty("DHCPv" + version + " is not configured here")
                : commands.run("lease" + version + "-" + what, arguments);
    }

    private static ResponseEntity<byte[]> failed(Outcome outcome) {
        return JsonAnswers.error(JsonAnswers.status(outcome), String.valueOf(outcome.text()));
    }

    /** @param type of DHCPv6's leases; empty for an address */
    private static Map<String, JsonNode> at(String address, String type) {
        JsonNode there = new JsonNode.Text(HERE, address);
        return type.isEmpty()
                ? Map.of("ip-address", there)
                : Map.of("ip-address", there, "type", new JsonNode.Text(HERE, type));
    }

    private static JsonNode dict(Map<String, JsonNode> fields) {
        Map<String, JsonNode.Member> members = new LinkedHashMap<>();
        fields.forEach((name, value) -> members.put(name, new JsonNode.Member(HERE, value)));
        return new JsonNode.Dict(HERE, members);
    }
}
