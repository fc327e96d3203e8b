package io.holdfast.rest;

import io.holdfast.config.json.JsonWriter;
import io.holdfast.control.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers in JSON; the one place where an outcome becomes a status code. */
final class JsonAnswers {

    private JsonAnswers() {}

    static ResponseEntity<byte[]> of(int status, @Nullable Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(bytes(body));
    }

    /** An error of HTTP itself, as Kea writes it: a bare map with the status as result. */
    static ResponseEntity<byte[]> error(int status, String text) {
        return of(status, map(status, text));
    }

    /** The same, before Spring is reached. */
    static void write(HttpServletResponse response, int status, String text) throws IOException {
        byte[] body = bytes(map(status, text));
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The status by which a REST resource tells what became of its command. */
    static int status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> 200;
            case Outcome.Refused _ -> 400;
            case Outcome.Unavailable _ -> 503;
            case Outcome.Unsupported _ -> 501;
            case Outcome.Empty _ -> 404;
            case Outcome.Conflict _ -> 409;
            case Outcome.Fatal _ -> 500;
        };
    }

    private static Map<String, @Nullable Object> map(int status, String text) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("result", (long) status);
        map.put("text", text);
        return map;
    }

    private static byte[] bytes(@Nullable Object body) {
        return JsonWriter.compact(body).getBytes(StandardCharsets.US_ASCII);
    }
}
