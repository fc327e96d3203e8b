package io.holdfast.rest;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.control.CommandProtocol;
import io.holdfast.control.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Kea's command protocol over HTTP: POST with a JSON map to any path, answered by a list with a map for each service. */
@RestController
class CommandEndpoint {

    private final CommandProtocol protocol;
    private final ControlSockets sockets;

    CommandEndpoint(CommandProtocol protocol, ControlSockets sockets) {
        this.protocol = protocol;
        this.sockets = sockets;
    }

    @RequestMapping("/**")
    ResponseEntity<byte[]> command(HttpServletRequest request) throws IOException {
        if (!request.getMethod().equals("POST")) {
            return JsonAnswers.error(405, "commands come by POST, not by " + request.getMethod());
        }
        // JSON only: what a browser sends without asking first is something else.
        if (!isJson(request.getContentType())) {
            return JsonAnswers.error(415, "the content type of a command is application/json");
        }
        byte[] body = request.getInputStream().readNBytes(Limits.MAX_REQUEST_BYTES + 1);
        if (body.length > Limits.MAX_REQUEST_BYTES) {
            return JsonAnswers.error(413, "a command has at most " + Limits.MAX_REQUEST_BYTES + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonNode command = JsonReader.parse(text, "<command>").root();
            Protocol place = sockets.owner(request.getLocalAddr(), request.getLocalPort());
            return JsonAnswers.of(
                    200,
                    protocol.answers(command, place).stream()
                            .map(Outcome::answer)
                            .toList());
        } catch (CharacterCodingException e) {
            return JsonAnswers.error(400, "Bad Request: a command is UTF-8 text");
        } catch (ConfigException e) {
            return JsonAnswers.error(400, "Bad Request: " + e.getMessage());
        }
    }

    static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
