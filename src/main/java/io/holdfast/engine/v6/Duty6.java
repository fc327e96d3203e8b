package io.holdfast.engine.v6;

import io.holdfast.wire.v6.MessageType6;
import org.jspecify.annotations.Nullable;

/** The messages a server answers to, and what RFC 8415 §16 and §18.4 (RFC 9686 §4.2) want of them. */
enum Duty6 {
    SOLICIT(MessageType6.SOLICIT, Id.REQUIRED, Id.FORBIDDEN),
    REQUEST(MessageType6.REQUEST, Id.REQUIRED, Id.REQUIRED),
    CONFIRM(MessageType6.CONFIRM, Id.REQUIRED, Id.FORBIDDEN),
    RENEW(MessageType6.RENEW, Id.REQUIRED, Id.REQUIRED),
    REBIND(MessageType6.REBIND, Id.REQUIRED, Id.FORBIDDEN),
    RELEASE(MessageType6.RELEASE, Id.REQUIRED, Id.REQUIRED),
    DECLINE(MessageType6.DECLINE, Id.REQUIRED, Id.REQUIRED),
    INFORMATION_REQUEST(MessageType6.INFORMATION_REQUEST, Id.OPTIONAL, Id.OPTIONAL),
    ADDR_REG_INFORM(MessageType6.ADDR_REG_INFORM, Id.REQUIRED, Id.FORBIDDEN);

    /** What is said of an option that identifies somebody. */
    enum Id {
        REQUIRED,
        OPTIONAL,
        FORBIDDEN
    }

    private static final @Nullable Duty6[] BY_TYPE = new Duty6[MessageType6.values().length];

    static {
        for (Duty6 duty : values()) {
            BY_TYPE[duty.type.ordinal()] = duty;
        }
    }

    private final MessageType6 type;
    final Id clientId;
    final Id serverId;

    Duty6(MessageType6 type, Id clientId, Id serverId) {
        this.type = type;
        this.clientId = clientId;
        this.serverId = serverId;
    }

    /** Absent for types that are not for servers, or not for this one. */
    static @Nullable Duty6 of(MessageType6 type) {
        return BY_TYPE[type.ordinal()];
    }

    /** Whether a client asks for leases by it, or for more time. */
    boolean givesLeases() {
        return this == SOLICIT || this == REQUEST || this == RENEW || this == REBIND;
    }

    /** Messages to one server may be sent to its address, if it has told the client so (RFC 8415 §18.4). */
    boolean mayBeUnicast() {
        return serverId == Id.REQUIRED;
    }
}
