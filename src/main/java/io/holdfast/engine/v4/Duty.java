package io.holdfast.engine.v4;

import io.holdfast.wire.v4.MessageType4;
import org.jspecify.annotations.Nullable;

/** The messages a server answers to (RFC 2131 §4.3), one room each. */
enum Duty {
    DISCOVER(MessageType4.DHCPDISCOVER),
    REQUEST(MessageType4.DHCPREQUEST),
    DECLINE(MessageType4.DHCPDECLINE),
    RELEASE(MessageType4.DHCPRELEASE),
    INFORM(MessageType4.DHCPINFORM);

    private static final @Nullable Duty[] BY_TYPE = new Duty[MessageType4.values().length];

    static {
        for (Duty duty : values()) {
            BY_TYPE[duty.type.ordinal()] = duty;
        }
    }

    private final MessageType4 type;

    Duty(MessageType4 type) {
        this.type = type;
    }

    /** Absent for types that are not for servers, or not for this one. */
    static @Nullable Duty of(MessageType4 type) {
        return BY_TYPE[type.ordinal()];
    }
}
