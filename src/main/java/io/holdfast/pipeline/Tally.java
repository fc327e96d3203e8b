package io.holdfast.pipeline;

import io.holdfast.engine.DropReason;
import io.holdfast.engine.v4.AllocationFailure;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseEffect;
import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.telemetry.Statistics;
import io.holdfast.wire.v4.MessageType4;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One batch's counts, handed to the statistics at once when the batch ends. */
final class Tally {

    private static final PacketStatistic[] STATISTICS = PacketStatistic.values();

    private record PoolKey(int subnetId, int poolId) {}

    private final Statistics statistics;
    private final long[] packets = new long[STATISTICS.length];
    private final Map<PoolKey, LeaseEffect> leases = new HashMap<>();

    Tally(Statistics statistics) {
        this.statistics = statistics;
    }

    void received(@Nullable MessageType4 type) {
        count(PacketStatistic.RECEIVED);
        if (type == null) {
            return;
        }
        switch (type) {
            case DHCPDISCOVER -> count(PacketStatistic.DISCOVER_RECEIVED);
            case DHCPOFFER -> count(PacketStatistic.OFFER_RECEIVED);
            case DHCPREQUEST -> count(PacketStatistic.REQUEST_RECEIVED);
            case DHCPDECLINE -> count(PacketStatistic.DECLINE_RECEIVED);
            case DHCPACK -> count(PacketStatistic.ACK_RECEIVED);
            case DHCPNAK -> count(PacketStatistic.NAK_RECEIVED);
            case DHCPRELEASE -> count(PacketStatistic.RELEASE_RECEIVED);
            case DHCPINFORM -> count(PacketStatistic.INFORM_RECEIVED);
            case DHCPLEASEQUERY -> count(PacketStatistic.LEASE_QUERY_RECEIVED);
            default -> {
                // The others are counted as unknown where they are dropped.
            }
        }
    }

    void sent(MessageType4 type) {
        count(PacketStatistic.SENT);
        switch (type) {
            case DHCPOFFER -> count(PacketStatistic.OFFER_SENT);
            case DHCPACK -> count(PacketStatistic.ACK_SENT);
            case DHCPNAK -> count(PacketStatistic.NAK_SENT);
            default -> throw new IllegalArgumentException("a server does not send " + type);
        }
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

    void failed(AllocationFailure failure, int subnetId) {
        statistics.add(LeaseStatistic.ALLOCATION_FAIL, subnetId, 1);
        statistics.add(
                switch (failure) {
                    case SUBNET -> LeaseStatistic.ALLOCATION_FAIL_SUBNET;
                    case SHARED_NETWORK -> LeaseStatistic.ALLOCATION_FAIL_SHARED_NETWORK;
                    case NO_POOLS -> LeaseStatistic.ALLOCATION_FAIL_NO_POOLS;
                    case CLASSES -> LeaseStatistic.ALLOCATION_FAIL_CLASSES;
                },
                subnetId,
                1);
    }

    void applied(LeaseChange change) {
        LeaseEffect.of(
                change,
                effect -> leases.merge(new PoolKey(effect.subnetId(), effect.poolId()), effect, LeaseEffect::plus));
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
        leases.values()
                .forEach(e -> statistics.leases(
                        e.subnetId(),
                        e.poolId(),
                        e.assigned(),
                        e.declined(),
                        e.granted(),
                        e.reclaimed(),
                        e.reclaimedDeclined()));
        leases.clear();
    }

    private void count(PacketStatistic statistic) {
        packets[statistic.ordinal()]++;
    }
}
