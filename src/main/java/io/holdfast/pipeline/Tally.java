package io.holdfast.pipeline;

import static java.util.Map.entry;

import io.holdfast.address.IaType;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Failure;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseEffect;
import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.telemetry.Statistics;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One batch's counts, handed to the statistics at once when the batch ends. */
final class Tally {

    private static final PacketStatistic[] STATISTICS = PacketStatistic.values();

    private static final Map<String, PacketStatistic> RECEIVED = Map.ofEntries(
            entry("DHCPDISCOVER", PacketStatistic.DISCOVER_RECEIVED),
            entry("DHCPOFFER", PacketStatistic.OFFER_RECEIVED),
            entry("DHCPREQUEST", PacketStatistic.REQUEST_RECEIVED),
            entry("DHCPDECLINE", PacketStatistic.DECLINE_RECEIVED),
            entry("DHCPACK", PacketStatistic.ACK_RECEIVED),
            entry("DHCPNAK", PacketStatistic.NAK_RECEIVED),
            entry("DHCPRELEASE", PacketStatistic.RELEASE_RECEIVED),
            entry("DHCPINFORM", PacketStatistic.INFORM_RECEIVED),
            entry("DHCPLEASEQUERY", PacketStatistic.LEASE_QUERY_RECEIVED),
            entry("SOLICIT", PacketStatistic.SOLICIT_RECEIVED),
            entry("ADVERTISE", PacketStatistic.ADVERTISE_RECEIVED),
            entry("REQUEST", PacketStatistic.REQUEST_RECEIVED),
            entry("CONFIRM", PacketStatistic.CONFIRM_RECEIVED),
            entry("RENEW", PacketStatistic.RENEW_RECEIVED),
            entry("REBIND", PacketStatistic.REBIND_RECEIVED),
            entry("REPLY", PacketStatistic.REPLY_RECEIVED),
            entry("RELEASE", PacketStatistic.RELEASE_RECEIVED),
            entry("DECLINE", PacketStatistic.DECLINE_RECEIVED),
            entry("RECONFIGURE", PacketStatistic.RECONFIGURE_RECEIVED),
            entry("INFORMATION_REQUEST", PacketStatistic.INFORMATION_REQUEST_RECEIVED),
            entry("LEASEQUERY", PacketStatistic.LEASE_QUERY_RECEIVED),
            entry("DHCPV4_QUERY", PacketStatistic.DHCPV4_QUERY_RECEIVED),
            entry("DHCPV4_RESPONSE", PacketStatistic.DHCPV4_RESPONSE_RECEIVED),
            entry("ADDR_REG_INFORM", PacketStatistic.REGISTRATION_RECEIVED),
            entry("ADDR_REG_REPLY", PacketStatistic.REGISTRATION_REPLY_RECEIVED));

    private static final Map<String, PacketStatistic> SENT = Map.ofEntries(
            entry("DHCPOFFER", PacketStatistic.OFFER_SENT),
            entry("DHCPACK", PacketStatistic.ACK_SENT),
            entry("DHCPNAK", PacketStatistic.NAK_SENT),
            entry("ADVERTISE", PacketStatistic.ADVERTISE_SENT),
            entry("REPLY", PacketStatistic.REPLY_SENT),
            entry("ADDR_REG_REPLY", PacketStatistic.REGISTRATION_REPLY_SENT));

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
        statistics.add(LeaseStatistic.ALLOCATION_FAIL, failure.subnetId(), 1);
        statistics.add(
                switch (failure.reason()) {
                    case SUBNET -> LeaseStatistic.ALLOCATION_FAIL_SUBNET;
                    case SHARED_NETWORK -> LeaseStatistic.ALLOCATION_FAIL_SHARED_NETWORK;
                    case NO_POOLS -> LeaseStatistic.ALLOCATION_FAIL_NO_POOLS;
                    case CLASSES -> LeaseStatistic.ALLOCATION_FAIL_CLASSES;
                },
                failure.subnetId(),
                1);
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
