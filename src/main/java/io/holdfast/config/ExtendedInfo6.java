package io.holdfast.config;

import io.holdfast.address.Ipv6Address;
import io.holdfast.config.ExtendedInfo.Checked;
import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 */
public final class ExtendedInfo6 {

    private static final String ISC = "ISC";
    private static final String INFO = "relay-info";
    private static final String FORMER = "relays";
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
            return null;
        }
        if (!(context.get(ISC) instanceof Map<?, ?> map)) {
            context.remove(ISC);
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
        }
        return fault;
    }

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
    }
}
