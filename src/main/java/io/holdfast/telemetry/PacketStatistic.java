package io.holdfast.telemetry;

import io.holdfast.address.Protocol;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server-wide counters of packets, with Kea's names: what counts is the same event in both protocols, the name begins
 * with {@code pkt4-} or {@code pkt6-}.
 */
public enum PacketStatistic {
    RECEIVED("received"),
    DISCOVER_RECEIVED("discover-received", Protocol.DHCP4),
    OFFER_RECEIVED("offer-received", Protocol.DHCP4),
    SOLICIT_RECEIVED("solicit-received", Protocol.DHCP6),
    ADVERTISE_RECEIVED("advertise-received", Protocol.DHCP6),
    REQUEST_RECEIVED("request-received"),
    ACK_RECEIVED("ack-received", Protocol.DHCP4),
    NAK_RECEIVED("nak-received", Protocol.DHCP4),
    CONFIRM_RECEIVED("confirm-received", Protocol.DHCP6),
    RENEW_RECEIVED("renew-received", Protocol.DHCP6),
    REBIND_RECEIVED("rebind-received", Protocol.DHCP6),
    REPLY_RECEIVED("reply-received", Protocol.DHCP6),
    RELEASE_RECEIVED("release-received"),
    DECLINE_RECEIVED("decline-received"),
    INFORM_RECEIVED("inform-received", Protocol.DHCP4),
    RECONFIGURE_RECEIVED("reconfigure-received", Protocol.DHCP6),
    INFORMATION_REQUEST_RECEIVED("infrequest-received", Protocol.DHCP6),
    LEASE_QUERY_RECEIVED("lease-query-received"),
    DHCPV4_QUERY_RECEIVED("dhcpv4-query-received", Protocol.DHCP6),
    DHCPV4_RESPONSE_RECEIVED("dhcpv4-response-received", Protocol.DHCP6),
    REGISTRATION_RECEIVED("addr-reg-inform-received", Protocol.DHCP6),
    REGISTRATION_REPLY_RECEIVED("addr-reg-reply-received", Protocol.DHCP6),
    UNKNOWN_RECEIVED("unknown-received"),
    SENT("sent"),
    OFFER_SENT("offer-sent", Protocol.DHCP4),
    ACK_SENT("ack-sent", Protocol.DHCP4),
    NAK_SENT("nak-sent", Protocol.DHCP4),
    ADVERTISE_SENT("advertise-sent", Protocol.DHCP6),
    REPLY_SENT("reply-sent", Protocol.DHCP6),
    LEASE_QUERY_REPLY_SENT("lease-query-reply-sent", Protocol.DHCP6),
    DHCPV4_RESPONSE_SENT("dhcpv4-response-sent", Protocol.DHCP6),
    REGISTRATION_REPLY_SENT("addr-reg-reply-sent", Protocol.DHCP6),
    /** Every packet that was dropped, whatever the reason; the reasons have counters of their own. */
    RECEIVE_DROP("receive-drop"),
    PARSE_FAILED("parse-failed"),
    SERVICE_DISABLED("service-disabled"),
    QUEUE_FULL("queue-full"),
    DUPLICATE("duplicate"),
    RFC_VIOLATION("rfc-violation"),
    ADMIN_FILTERED("admin-filtered"),
    NOT_FOR_US("not-for-us"),
    PROCESSING_FAILED("processing-failed"),
    LIMIT_EXCEEDED("limit-exceeded");

    private final String event;
    private final @Nullable Protocol only;

    PacketStatistic(String event) {
        this(event, null);
    }

    PacketStatistic(String event, @Nullable Protocol only) {
        this.event = event;
        this.only = only;
    }

    /** Those that a server of this protocol has. */
    public static List<PacketStatistic> of(Protocol protocol) {
        return Arrays.stream(values())
                .filter(statistic -> statistic.only == null || statistic.only == protocol)
                .toList();
    }

    /** As in {@code pkt4-received}. */
    public String keaName(Protocol protocol) {
        return switch (protocol) {
                    case DHCP4 -> "pkt4-";
                    case DHCP6 -> "pkt6-";
                }
                + event;
    }
}
