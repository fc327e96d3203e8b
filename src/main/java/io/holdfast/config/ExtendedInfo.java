package io.holdfast.config;

import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code extended-info-checks} makes of a lease's user context. What relays said is kept there as the map
 * {@code ISC.relay-agent-info}; before Kea 2.1.6 it was option 82 in hexadecimal. What fails a check is removed, and
 * nothing else.
 *
 * <pre>
 *   none      nothing is looked at
 *   fix       empty maps are removed, the former form becomes the present one, what is neither is removed
 *   strict    and what by which leases are queried must be readable
 *   pedantic  and there must be nothing that the server has not put there, but a comment
 * </pre>
 */
public final class ExtendedInfo {

    /**
     * @param context the user context as it is to be used; absent when nothing is left
     * @param fault why something was removed, as a sentence's rest; absent when nothing was wrong
     */
    public record Checked(
            @Nullable String context, @Nullable String fault) {}

    private static final String ISC = "ISC";
    private static final String INFO = "relay-agent-info";
    private static final String SUB_OPTIONS = "sub-options";
    private static final List<String> IDS = List.of("remote-id", "relay-id");
    private static final Set<String> KNOWN = Set.of(SUB_OPTIONS, "remote-id", "relay-id", "comment");

    private static final int REMOTE_ID = 2;
    private static final int RELAY_ID = 12;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final ExtendedInfoChecks level;
    private boolean changed;

    private ExtendedInfo(ExtendedInfoChecks level) {
        this.level = level;
    }

    /** @param context JSON */
    public static Checked check(String context, ExtendedInfoChecks level) {
        return level == ExtendedInfoChecks.NONE ? new Checked(context, null) : new ExtendedInfo(level).check(context);
    }

    /**
     * The same for a user context that has been read.
     *
     * @param context is changed; when nothing is left in it, there is none
     * @return why something was removed; absent when nothing was wrong
     */
    public static @Nullable String tidy(Map<String, @Nullable Object> context, ExtendedInfoChecks level) {
        return level == ExtendedInfoChecks.NONE ? null : new ExtendedInfo(level).tidy(context);
    }

    private Checked check(String context) {
        if (!(read(context) instanceof JsonNode.Dict dict)) {
            return new Checked(null, "the user context is not a map");
        }
        Map<String, @Nullable Object> members = dict.plain();
        String fault = tidy(members);
        if (members.isEmpty()) {
            return new Checked(null, fault);
        }
        return new Checked(changed ? JsonWriter.compact(members) : context, fault);
    }

    private static @Nullable JsonNode read(String context) {
        try {
            return JsonReader.parse(context, "user-context").root();
        } catch (ConfigException e) {
            return null; // no map either
        }
    }

    private @Nullable String tidy(Map<String, @Nullable Object> context) {
        if (!context.containsKey(ISC)) {
            return null;
        }
        if (!(context.get(ISC) instanceof Map<?, ?> map)) {
            remove(context, ISC);
            return "its ISC is not a map";
        }
        Map<String, @Nullable Object> isc = new LinkedHashMap<>();
        map.forEach((key, value) -> isc.put(String.valueOf(key), value));
        context.put(ISC, isc);
        String fault = isc.containsKey(INFO) ? unfit(isc) : null;
        if (fault != null) {
            remove(isc, INFO);
        }
        if (isc.isEmpty()) {
            remove(context, ISC);
        }
        return fault;
    }

    private void remove(Map<String, @Nullable Object> from, String key) {
        from.remove(key);
        changed = true;
    }

    private @Nullable String unfit(Map<String, @Nullable Object> isc) {
        return switch (isc.get(INFO)) {
            case String former -> upgrade(isc, former);
            case Map<?, ?> info when level == ExtendedInfoChecks.FIX -> null;
            case Map<?, ?> info -> faultOf(info);
            case null, default -> "its " + INFO + " is neither a map nor text";
        };
    }

    private @Nullable String upgrade(Map<String, @Nullable Object> isc, String former) {
        byte[] option = digits(former);
        if (option == null) {
            return "its " + INFO + " '" + former + "' is not hexadecimal";
        }
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        put(info, "relay-id", option, RELAY_ID);
        put(info, "remote-id", option, REMOTE_ID);
        info.put(SUB_OPTIONS, former);
        isc.put(INFO, info);
        changed = true;
        return null;
    }

    /** The first sub-option with this code; one that is cut off ends the search, as in Kea. */
    private static void put(Map<String, @Nullable Object> info, String name, byte[] option, int code) {
        int at = 0;
        while (at + 2 <= option.length && at + 2 + (option[at + 1] & 0xff) <= option.length) {
            int length = option[at + 1] & 0xff;
            if ((option[at] & 0xff) == code && length > 0) {
                info.putIfAbsent(name, HEX.formatHex(option, at + 2, at + 2 + length));
            }
            at += 2 + length;
        }
    }

    private @Nullable String faultOf(Map<?, ?> info) {
        if (info.containsKey(SUB_OPTIONS)) {
            if (!(info.get(SUB_OPTIONS) instanceof String text)) {
                return "its " + SUB_OPTIONS + " is not text";
            }
            if (digits(text) == null) {
                return "its " + SUB_OPTIONS + " '" + text + "' is not hexadecimal";
            }
        }
        for (String name : IDS) {
            String fault = info.containsKey(name) ? faultOfId(name, info.get(name)) : null;
            if (fault != null) {
                return fault;
            }
        }
        if (level == ExtendedInfoChecks.PEDANTIC) {
            for (Object name : info.keySet()) {
                if (!KNOWN.contains(String.valueOf(name))) {
                    return "its " + INFO + " has an entry '" + name + "'";
                }
            }
        }
        return null;
    }

    static @Nullable String faultOfId(String name, @Nullable Object value) {
        if (!(value instanceof String text)) {
            return "its " + name + " is not text";
        }
        if (text.isEmpty()) {
            return "its " + name + " is empty";
        }
        return pairs(text) == null ? "its " + name + " '" + text + "' is not hexadecimal" : null;
    }

    /** Bytes with colons or blanks between them, or without, then possibly behind 0x; absent when they are none. */
    static byte @Nullable [] digits(String text) {
        String separator = text.indexOf(':') >= 0 ? ":" : text.indexOf(' ') >= 0 ? " " : null;
        if (separator == null) {
            String bare = text.length() > 2 && text.startsWith("0x") ? text.substring(2) : text;
            return pairs((bare.length() % 2 == 0 ? "" : "0") + bare);
        }
        StringBuilder all = new StringBuilder();
        for (String part : text.split(separator, -1)) {
            if (part.isEmpty() || part.length() > 2) {
                return null;
            }
            all.append(part.length() == 1 ? "0" : "").append(part);
        }
        return pairs(all.toString());
    }

    private static byte @Nullable [] pairs(String text) {
        try {
            return HEX.parseHex(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
