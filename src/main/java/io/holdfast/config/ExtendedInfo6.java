package io.holdfast.config;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.ExtendedInfo.Checked;
import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
<<<<<<< HEAD
<<<<<<< HEAD
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code extended-info-checks} makes of the user context of a DHCPv6 lease, where what relays said is kept as the list
 * {@code ISC.relay-info}; older Keas have it as {@code ISC.relays}, without the ids. What fails a check is removed, and nothing else;
 * the levels are those of {@link ExtendedInfo}.
=======
=======
>>>>>>> base6

/**
 * As {@link ExtendedInfo}, for leases of DHCPv6. What relays said is kept as the list {@code ISC.relay-info} with one map per
 * relay; before Kea 2.3.2 it was called {@code relays} and had no identifiers, only the options. A list with a fault is
 * removed as a whole.
 *
 * <pre>
 *   fix       the former list becomes the present one; it is a list of maps whose options are hexadecimal
 *   strict    and what by which leases are queried must be readable: link, relay-id, remote-id
 *   pedantic  and there must be peer and hop, and nothing that the server has not put there, but a comment
 * </pre>
<<<<<<< HEAD
>>>>>>> store6
=======
>>>>>>> base6
 */
public final class ExtendedInfo6 {

    private static final String ISC = "ISC";
    private static final String INFO = "relay-info";
    private static final String FORMER = "relays";
<<<<<<< HEAD
<<<<<<< HEAD
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
=======
=======
>>>>>>> base6
    private static final List<String> IDS = List.of("remote-id", "relay-id");
    private static final Set<String> KNOWN =
            Set.of("hop", "link", "peer", "options", "remote-id", "relay-id", "comment");

    private static final int REMOTE_ID = 37;
    private static final int RELAY_ID = 53;
    private static final int OPTION_HEADER = 4;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final ExtendedInfoChecks level;
    private boolean changed;

    private ExtendedInfo6(ExtendedInfoChecks level) {
        this.level = level;
    }

    /** @param context JSON */
    public static Checked check(String context, ExtendedInfoChecks level) {
        return level == ExtendedInfoChecks.NONE ? new Checked(context, null) : new ExtendedInfo6(level).check(context);
    }

    /**
     * As the other, for a context that has been read.
     *
     * @param context is changed; when nothing is left in it, there is none
     * @return why something was removed; absent when nothing was wrong
     */
    public static @Nullable String tidy(Map<String, @Nullable Object> context, ExtendedInfoChecks level) {
        return level == ExtendedInfoChecks.NONE ? null : new ExtendedInfo6(level).tidy(context);
    }

    private Checked check(String context) {
        Map<String, @Nullable Object> members;
        try {
            if (!(JsonReader.parse(context, "user-context").root() instanceof JsonNode.Dict dict)) {
                return new Checked(null, "the user context is not a map");
            }
            members = dict.plain();
        } catch (ConfigException e) {
            return new Checked(null, "the user context is not a map"); // it is no JSON at all
        }
        String fault = tidy(members);
        if (members.isEmpty()) {
            return new Checked(null, fault);
        }
        return new Checked(changed ? JsonWriter.compact(members) : context, fault);
    }

    private @Nullable String tidy(Map<String, @Nullable Object> context) {
        if (!context.containsKey(ISC)) {
<<<<<<< HEAD
>>>>>>> store6
=======
>>>>>>> base6
            return null;
        }
        if (!(context.get(ISC) instanceof Map<?, ?> map)) {
            context.remove(ISC);
<<<<<<< HEAD
<<<<<<< HEAD
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
=======
=======
>>>>>>> base6
            changed = true;
            return "its ISC is not a map";
        }
        Map<String, @Nullable Object> isc = copy(map);
        context.put(ISC, isc);
        String fault = tidyRelays(isc);
        if (fault != null) {
            isc.remove(INFO);
            changed = true;
        }
        if (isc.isEmpty()) {
            context.remove(ISC);
            changed = true;
<<<<<<< HEAD
>>>>>>> store6
=======
>>>>>>> base6
        }
        return fault;
    }

<<<<<<< HEAD
<<<<<<< HEAD
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
=======
=======
>>>>>>> base6
    private @Nullable String tidyRelays(Map<String, @Nullable Object> isc) {
        if (isc.containsKey(FORMER)) {
            Object former = isc.remove(FORMER);
            isc.putIfAbsent(INFO, former);
            changed = true;
        }
        if (!isc.containsKey(INFO)) {
            return null;
        }
        if (!(isc.get(INFO) instanceof List<?> list) || list.isEmpty()) {
            return "its " + INFO + " is not a list with anything in it";
        }
        List<@Nullable Object> relays = new ArrayList<>();
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> map)) {
                return "a relay in its " + INFO + " is not a map";
            }
            Map<String, @Nullable Object> relay = copy(map);
            String fault = faultOf(relay);
            if (fault != null) {
                return "in its " + INFO + " " + fault;
            }
            relays.add(relay);
        }
        isc.put(INFO, relays);
        return null;
    }

    private @Nullable String faultOf(Map<String, @Nullable Object> relay) {
        if (relay.containsKey("options")) {
            byte[] options = relay.get("options") instanceof String text ? ExtendedInfo.digits(text) : null;
            if (options == null) {
                return "options are not hexadecimal text";
            }
            if (changed) { // the former list had nothing but the options
                put(relay, "remote-id", options, REMOTE_ID);
                put(relay, "relay-id", options, RELAY_ID);
            }
        }
        if (level == ExtendedInfoChecks.FIX) {
            return null;
        }
        if (!isAddress(relay.get("link"))) {
            return "there is a link that is no IPv6 address, or none";
        }
        for (String name : IDS) {
            String fault = relay.containsKey(name) ? ExtendedInfo.faultOfId(name, relay.get(name)) : null;
            if (fault != null) {
                return fault;
            }
        }
        return level == ExtendedInfoChecks.PEDANTIC ? faultOfOthers(relay) : null;
    }

    private static @Nullable String faultOfOthers(Map<String, @Nullable Object> relay) {
        if (!isAddress(relay.get("peer"))) {
            return "there is a peer that is no IPv6 address, or none";
        }
        if (!(relay.get("hop") instanceof Long)) {
            return "there is a hop that is no number, or none";
        }
        for (String name : relay.keySet()) {
            if (!KNOWN.contains(name)) {
                return "there is an entry '" + name + "'";
            }
        }
        return null;
    }

    private static boolean isAddress(@Nullable Object value) {
        try {
            return value instanceof String text && Ipv6Address.parse(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The first option with this code (RFC 8415 §21.1); one that is cut off ends the search. */
    private static void put(Map<String, @Nullable Object> relay, String name, byte[] options, int code) {
        int at = 0;
        while (at + OPTION_HEADER <= options.length) {
            int length = number(options, at + 2);
            int end = at + OPTION_HEADER + length;
            if (end > options.length) {
                return;
            }
            if (number(options, at) == code && length > 0) {
                relay.putIfAbsent(name, HEX.formatHex(options, at + OPTION_HEADER, end));
            }
            at = end;
        }
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
<<<<<<< HEAD
>>>>>>> store6
=======
>>>>>>> base6
    }
}
