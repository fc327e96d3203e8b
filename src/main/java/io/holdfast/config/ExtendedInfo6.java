package io.holdfast.config;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code extended-info-checks} makes of the user context of a DHCPv6 lease, where what relays said is kept as the list
 * {@code ISC.relay-info}; older Keas have it as {@code ISC.relays}, without the ids. What fails a check is removed, and nothing else;
 * the levels are those of {@link ExtendedInfo}.
 */
public final class ExtendedInfo6 {

    private static final String ISC = "ISC";
    private static final String INFO = "relay-info";
    private static final String FORMER = "relays";
    private static final Set<String> KNOWN =
            Set.of("hop", "link", "peer", "options", "remote-id", "relay-id", "comment");

    /** RFC 4649 §3. */
    private static final int REMOTE_ID = 37;
    /** RFC 5460 §5.4.1. */
    private static final int RELAY_ID = 53;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ExtendedInfo6() {}

    /**
     * @param context is changed; when nothing is left in it, there is none
     * @return why something was removed; absent when nothing was wrong
     */
    public static @Nullable String tidy(Map<String, @Nullable Object> context, ExtendedInfoChecks level) {
        if (level == ExtendedInfoChecks.NONE || !context.containsKey(ISC)) {
            return null;
        }
        if (!(context.get(ISC) instanceof Map<?, ?> map)) {
            context.remove(ISC);
            return "its ISC is not a map";
        }
        Map<String, @Nullable Object> isc = new LinkedHashMap<>();
        map.forEach((key, value) -> isc.put(String.valueOf(key), value));
        boolean upgraded = isc.containsKey(FORMER) && !isc.containsKey(INFO);
        Object former = isc.remove(FORMER);
        Object info = upgraded ? former : isc.get(INFO);
        String fault = upgraded || isc.containsKey(INFO) ? faultOf(info, level) : null;
        if (fault != null) {
            isc.remove(INFO);
        } else if (upgraded && info instanceof List<?> relays) {
            isc.put(INFO, relays.stream().map(ExtendedInfo6::withIds).toList());
        }
        if (isc.isEmpty()) {
            context.remove(ISC);
        } else {
            context.put(ISC, isc);
        }
        return fault;
    }

    /** A relay with the ids that its options tell, by which leases are queried. */
    private static Object withIds(Object relay) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        if (relay instanceof Map<?, ?> map) {
            map.forEach((key, value) -> whole.put(String.valueOf(key), value));
            if (map.get("options") instanceof String text) {
                ByteBuffer options = ByteBuffer.wrap(bytes(text));
                put(whole, "remote-id", options, REMOTE_ID);
                put(whole, "relay-id", options, RELAY_ID);
            }
        }
        return whole;
    }

    /** The first option with this code (RFC 8415 §21.1); one that is cut off ends the search. */
    private static void put(Map<String, @Nullable Object> relay, String name, ByteBuffer options, int code) {
        options.rewind();
        while (options.remaining() >= 4) {
            int found = options.getShort() & 0xffff;
            int length = options.getShort() & 0xffff;
            if (length > options.remaining()) {
                return;
            }
            if (found == code && length > 0) {
                relay.put(name, HEX.formatHex(options.array(), options.position(), options.position() + length));
                return;
            }
            options.position(options.position() + length);
        }
    }

    private static @Nullable String faultOf(@Nullable Object info, ExtendedInfoChecks level) {
        if (!(info instanceof List<?> relays) || relays.isEmpty()) {
            return "its " + INFO + " is not a list with a map for each relay";
        }
        List<String> faults = new ArrayList<>();
        for (Object relay : relays) {
            if (relay instanceof Map<?, ?> map) {
                judge(map, level, faults);
            } else {
                faults.add("is not a map");
            }
        }
        return faults.isEmpty() ? null : "a relay in its " + INFO + " " + faults.getFirst();
    }

    private static void judge(Map<?, ?> relay, ExtendedInfoChecks level, List<String> faults) {
        readable(relay, "options", false, ExtendedInfo6::bytes, faults);
        if (level == ExtendedInfoChecks.FIX) {
            return;
        }
        readable(relay, "link", true, Ipv6Address::parse, faults);
        readable(relay, "remote-id", false, HexText::parse, faults);
        readable(relay, "relay-id", false, HexText::parse, faults);
        if (level != ExtendedInfoChecks.PEDANTIC) {
            return;
        }
        readable(relay, "peer", true, Ipv6Address::parse, faults);
        if (!(relay.get("hop") instanceof Long)) {
            faults.add("has no number of hops");
        }
        for (Object name : relay.keySet()) {
            if (!KNOWN.contains(String.valueOf(name))) {
                faults.add("has an entry '" + name + "'");
            }
        }
    }

    private static byte[] bytes(String text) {
        return HexText.parse(text.startsWith("0x") ? text.substring(2) : text);
    }

    private static void readable(
            Map<?, ?> relay, String name, boolean needed, Function<String, Object> reader, List<String> faults) {
        switch (relay.get(name)) {
            case null -> {
                if (needed || relay.containsKey(name)) {
                    faults.add("has no " + name);
                }
            }
            case String text -> {
                try {
                    reader.apply(text);
                } catch (IllegalArgumentException e) {
                    faults.add("has the " + name + " '" + text + "': " + e.getMessage());
                }
            }
            case Object _ -> faults.add("has a " + name + " that is not text");
        }
    }
}
