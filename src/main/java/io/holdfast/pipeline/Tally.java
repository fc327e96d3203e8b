package io.holdfast.pipeline;

import static java.util.Map.entry;

import io.holdfast.address.IaType;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Failure;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseEffect;
import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.telemetry.Statistics;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v6.MessageType6;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One batch's counts, handed to the statistics at once when the batch ends. */
final class Tally {

    private static final PacketStatistic[] STATISTICS = PacketStatistic.values();

    private static final Map<String, PacketStatistic> RECEIVED = Map.ofEntries(
            entry(MessageType4.DHCPDISCOVER.name(), PacketStatistic.DISCOVER_RECEIVED),
            entry(MessageType4.DHCPOFFER.name(), PacketStatistic.OFFER_RECEIVED),
            entry(MessageType4.DHCPREQUEST.name(), PacketStatistic.REQUEST_RECEIVED),
            entry(MessageType4.DHCPDECLINE.name(), PacketStatistic.DECLINE_RECEIVED),
            entry(MessageType4.DHCPACK.name(), PacketStatistic.ACK_RECEIVED),
            entry(MessageType4.DHCPNAK.name(), PacketStatistic.NAK_RECEIVED),
            entry(MessageType4.DHCPRELEASE.name(), PacketStatistic.RELEASE_RECEIVED),
            entry(MessageType4.DHCPINFORM.name(), PacketStatistic.INFORM_RECEIVED),
            entry(MessageType4.DHCPLEASEQUERY.name(), PacketStatistic.LEASE_QUERY_RECEIVED),
            entry(MessageType6.SOLICIT.text(), PacketStatistic.SOLICIT_RECEIVED),
            entry(MessageType6.ADVERTISE.text(), PacketStatistic.ADVERTISE_RECEIVED),
            entry(MessageType6.REQUEST.text(), PacketStatistic.REQUEST_RECEIVED),
            entry(MessageType6.CONFIRM.text(), PacketStatistic.CONFIRM_RECEIVED),
            entry(MessageType6.RENEW.text(), PacketStatistic.RENEW_RECEIVED),
            entry(MessageType6.REBIND.text(), PacketStatistic.REBIND_RECEIVED),
            entry(MessageType6.REPLY.text(), PacketStatistic.REPLY_RECEIVED),
            entry(MessageType6.RELEASE.text(), PacketStatistic.RELEASE_RECEIVED),
            entry(MessageType6.DECLINE.text(), PacketStatistic.DECLINE_RECEIVED),
            entry(MessageType6.RECONFIGURE.text(), PacketStatistic.RECONFIGURE_RECEIVED),
            entry(MessageType6.INFORMATION_REQUEST.text(), PacketStatistic.INFORMATION_REQUEST_RECEIVED),
            entry(MessageType6.LEASEQUERY.text(), PacketStatistic.LEASE_QUERY_RECEIVED),
            entry(MessageType6.DHCPV4_QUERY.text(), PacketStatistic.DHCPV4_QUERY_RECEIVED),
            entry(MessageType6.DHCPV4_RESPONSE.text(), PacketStatistic.DHCPV4_RESPONSE_RECEIVED),
            entry(MessageType6.ADDR_REG_INFORM.text(), PacketStatistic.REGISTRATION_RECEIVED),
            entry(MessageType6.ADDR_REG_REPLY.text(), PacketStatistic.REGISTRATION_REPLY_RECEIVED));

    private static final Map<String, PacketStatistic> SENT = Map.ofEntries(
            entry(MessageType4.DHCPOFFER.name(), PacketStatistic.OFFER_SENT),
            entry(MessageType4.DHCPACK.name(), PacketStatistic.ACK_SENT),
            entry(MessageType4.DHCPNAK.name(), PacketStatistic.NAK_SENT),
            entry(MessageType6.ADVERTISE.text(), PacketStatistic.ADVERTISE_SENT),
            entry(MessageType6.REPLY.text(), PacketStatistic.REPLY_SENT),
            entry(MessageType6.ADDR_REG_REPLY.text(), PacketStatistic.REGISTRATION_REPLY_SENT));

    private record PoolKey(int subnetId, @Nullable IaType type, int poolId) {}

    private final Statistics statistics;
    private final long[] packets = new long[STATISTICS.length];
    private final Map<PoolKey, LeaseEffect> leases = new HashMap<>();

    Tally(Statistics statistics) {
        this.statistics = statistics;
    }

    /** @param type absent when it has none */
    void received(@Nullable String type) {
        count(PacketStatistic.RECEIVED);
        PacketStatistic statistic = type == null ? null : RECEIVED.get(type);
        if (statistic != null) { // the others are counted as unknown where they are dropped
            count(statistic);
        }
    }

    void sent(String type) {
        count(PacketStatistic.SENT);
        PacketStatistic statistic = SENT.get(type);
        if (statistic == null) {
            throw new IllegalArgumentException("a server does not send " + type);
        }
        count(statistic);
    }

    void dropped(DropReason reason) {
        count(PacketStatistic.RECEIVE_DROP);
        PacketStatistic statistic = DropRow.of(reason).statistic();
        if (statistic != null) {
            count(statistic);
        }
    }

    void dropped(PacketStatistic statistic) {
        count(PacketStatistic.RECEIVE_DROP);
        count(statistic);
    }

    void failed(Failure failure) {
        if (failure.reason() != AllocationFailure.RESERVATION_CONFLICT) {
            statistics.add(LeaseStatistic.ALLOCATION_FAIL, failure.subnetId(), 1);
        }
        statistics.add(
                switch (failure.reason()) {
                    case SUBNET -> LeaseStatistic.ALLOCATION_FAIL_SUBNET;
                    case SHARED_NETWORK -> LeaseStatistic.ALLOCATION_FAIL_SHARED_NETWORK;
                    case NO_POOLS -> LeaseStatistic.ALLOCATION_FAIL_NO_POOLS;
                    case CLASSES -> LeaseStatistic.ALLOCATION_FAIL_CLASSES;
                    case RESERVATION_CONFLICT -> LeaseStatistic.RESERVATION_CONFLICTS;
                },
                failure.subnetId(),
                1);
    }

    void reused(Lease lease) {
        LeaseStatistic statistic = switch (lease) {
            case Lease4 _ -> LeaseStatistic.LEASE_REUSES;
            case Lease6 six ->
                six.type() == IaType.NA ? LeaseStatistic.IA_NA_LEASE_REUSES : LeaseStatistic.IA_PD_LEASE_REUSES;
        };
        statistics.add(statistic, lease.subnetId(), 1);
    }

    void applied(LeaseChange change) {
        LeaseEffect.of(
                change,
                effect -> leases.merge(
                        new PoolKey(effect.subnetId(), effect.type(), effect.poolId()), effect, LeaseEffect::plus));
    }

    /** Hands everything over and begins anew. */
    void flush() {
        for (PacketStatistic statistic : STATISTICS) {
            long amount = packets[statistic.ordinal()];
            if (amount != 0) {
                statistics.add(statistic, amount);
                packets[statistic.ordinal()] = 0;
            }
        }
        leases.values().forEach(effect -> effect.addTo(statistics));
        leases.clear();
    }

    private void count(PacketStatistic statistic) {
        packets[statistic.ordinal()]++;
    }
}
