package io.holdfast.pipeline;

import io.holdfast.engine.DropReason;
import io.holdfast.telemetry.PacketStatistic;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How each reason to drop a packet is counted and logged.
 *
 * @param statistic beside pkt4-receive-drop; absent when Kea has none
 * @param messageId Kea's where it has the event
 */
record DropRow(@Nullable PacketStatistic statistic, String messageId) {

    static DropRow of(DropReason reason) {
        return switch (reason) {
            case MALFORMED -> new DropRow(PacketStatistic.PARSE_FAILED, "DHCP4_PACKET_DROP_0001");
            case NOT_A_REQUEST -> new DropRow(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0002");
            case NO_MESSAGE_TYPE -> new DropRow(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0004");
            case UNHANDLED_TYPE -> new DropRow(PacketStatistic.UNKNOWN_RECEIVED, "DHCP4_PACKET_DROP_0005");
            case NO_CLIENT_IDENTITY -> new DropRow(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0003");
            case OTHER_SERVER -> new DropRow(PacketStatistic.NOT_FOR_US, "DHCP4_PACKET_NOT_FOR_US");
            case NO_SUBNET -> new DropRow(null, "DHCP4_SUBNET_SELECTION_FAILED");
            case RFC_VIOLATION -> new DropRow(PacketStatistic.RFC_VIOLATION, "DHCP4_PACKET_DROP_0006");
            case UNKNOWN_CLIENT -> new DropRow(null, "DHCP4_NO_LEASE_INIT_REBOOT");
            case UNKNOWN_ADDRESS -> new DropRow(null, "DHCP4_UNKNOWN_ADDRESS_REQUESTED");
            case NOT_ITS_LEASE -> new DropRow(null, "DHCP4_RELEASE_FAIL_WRONG_CLIENT");
            case NO_ADDRESS -> new DropRow(null, "ALLOC_ENGINE_V4_ALLOC_FAIL");
            case CONTENDED -> new DropRow(PacketStatistic.PROCESSING_FAILED, "DHCP4_PACKET_DROP_0007");
        };
    }

    /** The reason as a label: lower case with hyphens. */
    static String label(DropReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
