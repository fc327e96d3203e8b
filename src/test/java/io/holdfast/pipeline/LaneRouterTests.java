package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.availability.ServiceGate;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Link;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.Request4;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LaneRouterTests {

    private static final Link LINK = new Link("eth0", 2, null, List.of(), true, false, true, 1500);

    private final StatisticBoard board =
            new StatisticBoard(Protocol.DHCP4, Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC));

    private LaneRouter router(int lanes, int capacity) {
        return new LaneRouter(
                lanes,
                capacity,
                new LaneSurroundings(
                        Protocol.DHCP4,
                        () -> null,
                        new ServiceGate(_ -> {}),
                        _ -> {},
                        board,
                        Meters.NONE,
                        () -> 1_800_000_000L,
                        () -> 0),
                Thread.ofPlatform().daemon().factory());
    }

    private static Datagram datagram(byte[] data) {
        return new Datagram(data, data.length, LINK, Ipv4Address.UNSPECIFIED, 68, Ipv4Address.BROADCAST, 0);
    }

    private static Datagram of(int client, MessageType4 type) {
        return datagram(
                Request4.of(type, client * 31, LeaseBuilder.hardwareOf(client)).toBytes());
    }

    private long statistic(String name) {
        return Objects.requireNonNull(board.samples(name)).getFirst().value();
    }

    @Test
    void aClientStaysOnItsLaneAndClientsSpreadOverAll() {
        Set<Integer> used = new HashSet<>();
        for (int client = 0; client < 200; client++) {
            int lane = LaneRouter.laneOf(Protocol.DHCP4, of(client, MessageType4.DHCPDISCOVER), 4);
            assertThat(lane)
                    .isBetween(0, 3)
                    .isEqualTo(LaneRouter.laneOf(Protocol.DHCP4, of(client, MessageType4.DHCPRELEASE), 4));
            used.add(lane);
        }
        assertThat(used).hasSize(4);
    }

    @Test
    void shortAndOddPacketsHaveALane() {
        byte[] long16 = new byte[300];
        long16[2] = (byte) 255;
        for (byte[] data : List.of(new byte[0], new byte[43], new byte[44], long16)) {
            assertThat(LaneRouter.laneOf(Protocol.DHCP4, datagram(data), 3)).isBetween(0, 2);
        }
    }

    @Test
    void whenALaneIsFullItsOldestPacketIsDroppedAndCounted() throws InterruptedException {
        Inbox inbox = new Inbox(3);
        List<Datagram> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(of(i, MessageType4.DHCPDISCOVER));
            assertThat(inbox.put(sent.get(i))).isEqualTo(i >= 3);
        }
        List<Datagram> taken = new ArrayList<>();
        assertThat(inbox.take(taken, 2)).isEqualTo(1);
        assertThat(inbox.take(taken, 2)).isZero();
        assertThat(taken).containsExactlyElementsOf(sent.subList(2, 5));

        LaneRouter router = router(1, 2);
        sent.forEach(router);
        assertThat(router.waiting()).isEqualTo(2);
        assertThat(statistic("pkt4-queue-full")).isEqualTo(3);
        assertThat(statistic("pkt4-receive-drop")).isEqualTo(3);
        assertThat(statistic("pkt4-received"))
                .as("the two that wait are counted when they are read")
                .isEqualTo(3);
    }

    @Test
    @Timeout(10)
    void aClosedInboxHandsOutWhatWaitsAndTakesNoMore() throws InterruptedException {
        Inbox inbox = new Inbox(3);
        inbox.put(of(1, MessageType4.DHCPDISCOVER));
        inbox.close();
        assertThat(inbox.put(of(2, MessageType4.DHCPDISCOVER)))
                .as("lost, and therefore counted")
                .isTrue();
        List<Datagram> taken = new ArrayList<>();
        assertThat(inbox.take(taken, 10)).isZero();
        assertThat(inbox.take(taken, 10)).isEqualTo(-1);
        assertThat(taken).hasSize(1);
    }

    @Test
    @Timeout(10)
    void stoppingFinishesWhatWaits() throws InterruptedException {
        LaneRouter router = router(3, 1000);
        for (int client = 0; client < 300; client++) {
            router.accept(of(client, MessageType4.DHCPDISCOVER));
        }
        router.start();
        router.stop();
        assertThat(router.waiting()).isZero();
        assertThat(statistic("pkt4-service-disabled"))
                .as("there is no configuration to serve by")
                .isEqualTo(300);
    }

    @Test
    @Timeout(10)
    void nothingIsServedWhileLanesAreQuiet() throws InterruptedException {
        LaneRouter router = router(2, 1000);
        router.start();
        AtomicBoolean counted = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        router.whileQuiet(() -> {
            for (int client = 0; client < 50; client++) {
                router.accept(of(client, MessageType4.DHCPDISCOVER));
            }
            counted.set(statistic("pkt4-service-disabled") != 0);
            done.countDown();
        });
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        router.stop();
        assertThat(counted).isFalse();
        assertThat(statistic("pkt4-service-disabled")).isEqualTo(50);
    }
}
