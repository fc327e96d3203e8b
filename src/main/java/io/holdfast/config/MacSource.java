package io.holdfast.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a DHCPv6 client's hardware address may be taken from ({@code mac-sources}). */
public enum MacSource {
    /** All of these, in this order. */
    ANY,
    /** The sender in the frame; sockets do not tell it. */
    RAW,
    /** DUID-LLT and DUID-LL. */
    DUID,
    /** The interface identifier of a link-local address, EUI-64. */
    IPV6_LINK_LOCAL,
    /** Option 79 of the relay, RFC 6939. */
    CLIENT_LINK_ADDR_OPTION,
    /** Option 37 of the relay, RFC 4649. */
    REMOTE_ID,
    /** Option 38 of the relay, RFC 4580. */
    SUBSCRIBER_ID,
    /** What a CMTS says of a modem in its vendor options. */
    DOCSIS_CMTS,
    /** What a modem says of itself in its vendor options. */
    DOCSIS_MODEM;

    private static final Map<String, MacSource> BY_NAME = new HashMap<>();

    static {
        for (MacSource source : values()) {
            BY_NAME.put(source.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), source);
        }
        BY_NAME.put("rfc6939", CLIENT_LINK_ADDR_OPTION);
        BY_NAME.put("rfc4649", REMOTE_ID);
        BY_NAME.put("rfc4580", SUBSCRIBER_ID);
    }

    public static @Nullable MacSource named(String name) {
        return BY_NAME.get(name);
    }

    /** Every name, in alphabetical order. */
    public static String[] names() {
        return BY_NAME.keySet().stream().sorted().toArray(String[]::new);
    }
}
