package io.holdfast.config;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it was written: the map {@code Dhcp4} or {@code Dhcp6} as maps, lists, text, numbers and booleans. Maps keep the order
 * of their keys. {@code config-get} and logs give back {@link #redacted()}, {@code config-write} the raw map, because what
 * it writes is read again.
 */
public record ConfigDocument(Protocol protocol, Map<String, @Nullable Object> members) {

    /** Stands where a password is. */
    public static final String MASK = "*****";

    private static final Set<String> SECRETS = Set.of("password", "secret");
    private static final Set<String> FREE = Set.of("user-context", "parameters");

    /** The same with every password as {@code *****}. */
    public ConfigDocument redacted() {
        return new ConfigDocument(protocol, redacted(members));
    }

    /** {@code {"Dhcp4": {...}}} or {@code {"Dhcp6": {...}}}, as commands and files have it. */
    public Map<String, @Nullable Object> wrapped() {
        Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
        wrapped.put(protocol.object(), members);
        return wrapped;
    }

    /** {@code config-hash}: SHA-256 over the compact JSON of {@link #wrapped()}, 64 upper-case hexadecimal digits. */
    public String hash() {
        try {
            byte[] json = JsonWriter.compact(wrapped()).getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without passwords, so that a log cannot show them. */
    @Override
    public String toString() {
        return JsonWriter.compact(redacted().wrapped());
    }

    private static Map<String, @Nullable Object> redacted(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), redacted(String.valueOf(key), value)));
        return copy;
    }

    /** A value as it may be shown, by its key. */
    public static @Nullable Object redacted(String key, @Nullable Object value) {
        return SECRETS.contains(key) && value instanceof String
                ? MASK
                : FREE.contains(key) ? value : redactedValue(value);
    }

    private static @Nullable Object redactedValue(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> redacted(map);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(item -> copy.add(redactedValue(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
