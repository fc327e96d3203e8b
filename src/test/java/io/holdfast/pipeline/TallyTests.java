package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Failure;
import io.holdfast.telemetry.StatisticBoard;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages are counted by the names that engines give them. */
class TallyTests {

    private StatisticBoard board(Protocol protocol) {
        return new StatisticBoard(protocol, Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC));
    }

    private static long value(StatisticBoard board, String name) {
        return Objects.requireNonNull(board.samples(name), name).getFirst().value();
    }

    @ParameterizedTest
    @CsvSource({
        "DHCP4, DHCPDISCOVER, pkt4-discover-received",
        "DHCP4, DHCPINFORM, pkt4-inform-received",
        "DHCP6, SOLICIT, pkt6-solicit-received",
        "DHCP6, INFORMATION-REQUEST, pkt6-infrequest-received",
        "DHCP6, ADDR-REG-INFORM, pkt6-addr-reg-inform-received",
        "DHCP6, DHCPV4-QUERY, pkt6-dhcpv4-query-received"
    })
    void whatComes(Protocol protocol, String type, String statistic) {
        StatisticBoard board = board(protocol);
        Tally tally = new Tally(board);
        tally.received(type);
        tally.received("NEVER-HEARD-OF");
        tally.received(null);
        tally.flush();
        assertThat(value(board, statistic)).isEqualTo(1);
        assertThat(value(board, statistic.substring(0, 5) + "received")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "DHCP4, DHCPOFFER, pkt4-offer-sent",
        "DHCP4, DHCPNAK, pkt4-nak-sent",
        "DHCP6, ADVERTISE, pkt6-advertise-sent",
        "DHCP6, REPLY, pkt6-reply-sent",
        "DHCP6, ADDR-REG-REPLY, pkt6-addr-reg-reply-sent"
    })
    void whatGoes(Protocol protocol, String type, String statistic) {
        StatisticBoard board = board(protocol);
        Tally tally = new Tally(board);
        tally.sent(type);
        tally.flush();
        assertThat(value(board, statistic)).isEqualTo(1);
        assertThat(value(board, statistic.substring(0, 5) + "sent")).isEqualTo(1);
    }

    @Test
    void failuresHaveTheNameOfTheirProtocol() {
        StatisticBoard board = board(Protocol.DHCP6);
        new Tally(board).failed(new Failure(1, null, AllocationFailure.NO_POOLS));
        assertThat(value(board, "v6-allocation-fail")).isEqualTo(1);
        assertThat(value(board, "subnet[1].v6-allocation-fail-no-pools")).isEqualTo(1);
    }
}
