package io.holdfast.telemetry;

/** The server-wide counters of packets, with Kea's names. */
public enum PacketStatistic {
    RECEIVED("pkt4-received"),
    DISCOVER_RECEIVED("pkt4-discover-received"),
    OFFER_RECEIVED("pkt4-offer-received"),
    REQUEST_RECEIVED("pkt4-request-received"),
    ACK_RECEIVED("pkt4-ack-received"),
    NAK_RECEIVED("pkt4-nak-received"),
    RELEASE_RECEIVED("pkt4-release-received"),
    DECLINE_RECEIVED("pkt4-decline-received"),
    INFORM_RECEIVED("pkt4-inform-received"),
    LEASE_QUERY_RECEIVED("pkt4-lease-query-received"),
    UNKNOWN_RECEIVED("pkt4-unknown-received"),
    SENT("pkt4-sent"),
    OFFER_SENT("pkt4-offer-sent"),
    ACK_SENT("pkt4-ack-sent"),
    NAK_SENT("pkt4-nak-sent"),
    /** Every packet that was dropped, whatever the reason; the reasons have counters of their own. */
    RECEIVE_DROP("pkt4-receive-drop"),
    PARSE_FAILED("pkt4-parse-failed"),
    SERVICE_DISABLED("pkt4-service-disabled"),
    QUEUE_FULL("pkt4-queue-full"),
    DUPLICATE("pkt4-duplicate"),
    RFC_VIOLATION("pkt4-rfc-violation"),
    ADMIN_FILTERED("pkt4-admin-filtered"),
    NOT_FOR_US("pkt4-not-for-us"),
    PROCESSING_FAILED("pkt4-processing-failed"),
    LIMIT_EXCEEDED("pkt4-limit-exceeded");

    private final String keaName;

    PacketStatistic(String keaName) {
        this.keaName = keaName;
    }

    public String keaName() {
        return keaName;
    }
}
