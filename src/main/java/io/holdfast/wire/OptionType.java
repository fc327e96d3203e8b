package io.holdfast.wire;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types an option's field can have, with Kea's names. */
public enum OptionType {
    EMPTY("empty"),
    BINARY("binary"),
    BOOLEAN("boolean"),
    INT8("int8"),
    INT16("int16"),
    INT32("int32"),
    UINT8("uint8"),
    UINT16("uint16"),
    UINT32("uint32"),
    IPV4_ADDRESS("ipv4-address"),
    IPV6_ADDRESS("ipv6-address"),
    IPV6_PREFIX("ipv6-prefix"),
    PSID("psid"),
    STRING("string"),
    TUPLE("tuple"),
    FQDN("fqdn"),
    INTERNAL("internal"),
    RECORD("record");

    private static final Map<String, OptionType> BY_NAME = new HashMap<>();

    static {
        for (OptionType type : values()) {
            BY_NAME.put(type.keaName, type);
        }
    }

    private final String keaName;

    OptionType(String keaName) {
        this.keaName = keaName;
    }

    public String keaName() {
        return keaName;
    }

    public static @Nullable OptionType named(String keaName) {
        return BY_NAME.get(keaName);
    }
}
