package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.engine.DropReason;
import io.holdfast.telemetry.PacketStatistic;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How each reason to drop a packet is counted and logged.
 *
 * @param statistic beside the sum of all that were dropped; absent when Kea has none
 * @param id4 of the log line in DHCPv4, {@code id6} in DHCPv6: Kea's where it has the event
 */
record DropRow(@Nullable PacketStatistic statistic, String id4, String id6) {

    private static final String INVALID6 = "DHCP6_REQUIRED_OPTIONS_CHECK_FAIL";
    private static final String FAILED6 = "DHCP6_PACKET_PROCESS_FAIL";

    static DropRow of(DropReason reason) {
        return switch (reason) {
            case MALFORMED ->
                row(PacketStatistic.PARSE_FAILED, "DHCP4_PACKET_DROP_0001", "DHCP6_PACKET_DROP_PARSE_FAIL");
            case NOT_A_REQUEST ->
                row(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0002", "DHCP6_UNKNOWN_MSG_RECEIVED");
            case NO_MESSAGE_TYPE -> row(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0004", INVALID6);
            case UNHANDLED_TYPE ->
                row(PacketStatistic.UNKNOWN_RECEIVED, "DHCP4_PACKET_DROP_0005", "DHCP6_UNKNOWN_MSG_RECEIVED");
            case NO_CLIENT_IDENTITY, NO_SERVER_ID, UNWANTED_SERVER_ID ->
                row(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0003", INVALID6);
            case UNICAST_NOT_ALLOWED ->
                row(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0006", "DHCP6_PACKET_DROP_UNICAST");
            case OTHER_SERVER ->
                row(PacketStatistic.NOT_FOR_US, "DHCP4_PACKET_NOT_FOR_US", "DHCP6_PACKET_DROP_SERVERID_MISMATCH");
            case NO_SUBNET -> row(null, "DHCP4_SUBNET_SELECTION_FAILED", "DHCP6_SUBNET_SELECTION_FAILED");
            case RFC_VIOLATION -> row(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0006", INVALID6);
            case UNKNOWN_CLIENT -> row(null, "DHCP4_NO_LEASE_INIT_REBOOT", FAILED6);
            case UNKNOWN_ADDRESS -> row(null, "DHCP4_UNKNOWN_ADDRESS_REQUESTED", FAILED6);
            case NOT_ITS_LEASE -> row(null, "DHCP4_RELEASE_FAIL_WRONG_CLIENT", FAILED6);
            case CLASS_DROP -> row(null, "DHCP4_PACKET_DROP_0010", "DHCP6_PACKET_DROP_DROP_CLASS");
            case CLASS_REJECT -> row(null, "DHCP4_PACKET_REJECTED", "DHCP6_PACKET_REJECTED");
            case CLASS_RATE -> rate("LIMITS_PACKET_WITH_CLIENT_CLASSES_RATE_LIMIT_DROPPED");
            case SUBNET_RATE -> rate("LIMITS_PACKET_WITH_SUBNET_ID_RATE_LIMIT_DROPPED");
            case LEASE_LIMIT -> row(null, "LIMITS_LEASE_LIMIT_EXCEEDED", "LIMITS_LEASE_LIMIT_EXCEEDED");
            case NO_ADDRESS -> row(null, "ALLOC_ENGINE_V4_ALLOC_FAIL", "ALLOC_ENGINE_V6_ALLOC_FAIL");
            case REGISTRATION_OFF ->
                row(PacketStatistic.ADMIN_FILTERED, "DHCP4_PACKET_DROP_0005", "DHCP6_ADDR6_REGISTER_DISABLED_DROP");
            case REGISTRATION_REFUSED ->
                row(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0005", "DHCP6_ADDR_REG_INFORM_FAIL");
            case ADDRESS_CHECK -> row(null, "PING_CHECK_DUPLICATE_CHECK", FAILED6);
            case CONTENDED -> row(PacketStatistic.PROCESSING_FAILED, "DHCP4_PACKET_DROP_0007", FAILED6);
        };
    }

    private static DropRow rate(String id) {
        return row(PacketStatistic.LIMIT_EXCEEDED, id, id);
    }

    private static DropRow row(@Nullable PacketStatistic statistic, String id4, String id6) {
        return new DropRow(statistic, id4, id6);
    }

    String messageId(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> id4;
            case DHCP6 -> id6;
        };
    }

    /** The reason as a label: lower case with hyphens. */
    static String label(DropReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
