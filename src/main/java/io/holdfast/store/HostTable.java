package io.holdfast.store;

import io.holdfast.address.Protocol;

/** The half of the table {@code hosts} that is one protocol's, and its table of options. */
public enum HostTable {
    HOSTS4("dhcp4"),
    HOSTS6("dhcp6");

    private final String prefix;

    HostTable(String prefix) {
        this.prefix = prefix;
    }

    static HostTable of(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> HOSTS4;
            case DHCP6 -> HOSTS6;
        };
    }

    /** NULL in rows that are no reservations of the protocol. */
    public String subnet() {
        return prefix + "_subnet_id";
    }

    /** As {@link #subnet}, of the other protocol. */
    String otherSubnet() {
        return (this == HOSTS4 ? HOSTS6 : HOSTS4).subnet();
    }

    String classes() {
        return prefix + "_client_classes";
    }

    String options() {
        return prefix + "_options";
    }

    /** The space of an option that names none. */
    String standardSpace() {
        return prefix;
    }
}
