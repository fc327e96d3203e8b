package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.telemetry.StatisticBoard;
import java.util.Objects;

/** Counts what has no statistic, and finds out whether every packet has been counted once. */
final class PacketAccounts implements Meters {

    private final StatisticBoard board;
    private final Protocol protocol;
    private long silent;
    private long faults;

    PacketAccounts(StatisticBoard board, Protocol protocol) {
        this.board = board;
        this.protocol = protocol;
    }

    /** Every packet has been counted once, as received, and as sent, dropped or rightly left without answer. */
    void check(long handedOver, Findings findings) {
        long in = statistic(PacketStatistic.RECEIVED);
        long sent = statistic(PacketStatistic.SENT);
        long dropped = statistic(PacketStatistic.RECEIVE_DROP);
        findings.require(in == handedOver, () -> handedOver + " packets came, " + in + " are counted");
        findings.require(
                in == sent + dropped + silent,
                () -> in + " packets came, " + sent + " went, " + dropped + " are dropped, " + silent
                        + " have no answer");
        findings.require(faults == 0, () -> faults + " faults of ours");
    }

    private long statistic(PacketStatistic statistic) {
        return Objects.requireNonNull(board.samples(statistic.keaName(protocol)))
                .getFirst()
                .value();
    }

    @Override
    public void exchange(String messageType, String outcome, long nanos) {
        silent += outcome.equals("silent") ? 1 : 0;
    }

    @Override
    public void dropped(String reason) {
        faults += reason.equals("internal-error") ? 1 : 0;
    }

    @Override
    public void batch(int lane, int packets, int left) {}

    @Override
    public void storeCall(String operation, String outcome, int rows, long nanos) {}

    @Override
    public void storeRetry(String use, String state) {}

    @Override
    public void backendAttempt(String backend, boolean reached) {}

    @Override
    public void backendRecovered(String backend, long outageMillis) {}
}
