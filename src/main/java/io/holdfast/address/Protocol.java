package io.holdfast.address;

/** Which of the two protocols: DHCP over IPv4 or over IPv6. The name begins the identifiers of its log lines. */
public enum Protocol {
    /** RFC 2131. */
    DHCP4(67, 68),
    /** RFC 8415 §7.2. */
    DHCP6(547, 546);

    private final int serverPort;
    private final int clientPort;

    Protocol(int serverPort, int clientPort) {
        this.serverPort = serverPort;
        this.clientPort = clientPort;
    }

    /** Where servers and relays listen. */
    public int serverPort() {
        return serverPort;
    }

    public int clientPort() {
        return clientPort;
    }

    /** The key of its configuration: {@code Dhcp4}. */
    public String object() {
        return switch (this) {
            case DHCP4 -> "Dhcp4";
            case DHCP6 -> "Dhcp6";
        };
    }

    /** As commands, metrics, names of services and the space of its options have it: {@code dhcp4}. */
    public String label() {
        return switch (this) {
            case DHCP4 -> "dhcp4";
            case DHCP6 -> "dhcp6";
        };
    }

    /** For people: {@code DHCPv4}. */
    public String words() {
        return switch (this) {
            case DHCP4 -> "DHCPv4";
            case DHCP6 -> "DHCPv6";
        };
    }
}
