package io.holdfast.pipeline;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.HandScheduler;
import io.holdfast.availability.ServiceGate;
import io.holdfast.availability.Watches;
import io.holdfast.config.ServerConfig4;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.v4.Engine4;
import io.holdfast.engine.v4.EngineSettings4;
import io.holdfast.lease.LeaseStore;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Link;
import io.holdfast.transport.Outgoing;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A lane of DHCPv4 with its clients, but without sockets between them. For one thread. */
final class MeasuredLane {

    private static final Ipv4Address SERVER = Ipv4Address.parse("10.255.255.254");
    private static final Link LINK = new Link("eth0", 1, null, List.of(SERVER), true, false, true, 1500);
    private static final int DISCOVER = 1;
    private static final int REQUEST = 3;
    private static final int RELEASE = 7;

    /** A client and the address it has. */
    record Held(int client, int address) {}

    private final StatisticBoard board = new StatisticBoard(Protocol.DHCP4, Clock.systemUTC());
    private final Lane lane;
    private List<Held> answers = new ArrayList<>();

    /** @param clockSeconds seconds since 1970 */
    MeasuredLane(ServerConfig4 config, AddressPickers pickers, LeaseStore store, LongSupplier clockSeconds) {
        ServiceGate gate = new ServiceGate(_ -> {});
        DatabaseWatch watch = Watches.lease(SimulatedServer.SERVE, gate, () -> {}, new HandScheduler(0), Watches.DEAF);
        watch.start();
        Engine4 engine = new Engine4(
                config,
                new OfferBook(30, 100_000),
                pickers,
                new RateBook(() -> 0, RateBook.DEFAULT_CELLS),
                EngineSettings4.STANDARD);
        Serving serving = new Serving(
                config, engine, pickers, store, watch, config.hosts().reservations());
        LaneSurroundings around = new LaneSurroundings(
                Protocol.DHCP4, () -> serving, gate, this::hear, board, Meters.NONE, clockSeconds, System::nanoTime);
        lane = new Lane(0, 10_000, around);
    }

    StatisticBoard statistics() {
        return board;
    }

    private void hear(List<Outgoing> replies) {
        for (Outgoing reply : replies) {
            ByteBuffer data = ByteBuffer.wrap(reply.data());
            answers.add(new Held(data.getInt(4), data.getInt(16)));
        }
    }

    /** So many new clients with consecutive numbers, all in one batch; those that have a lease now. */
    List<Held> come(int firstClient, int clients) {
        List<Held> wanting = new ArrayList<>(clients);
        for (int i = 0; i < clients; i++) {
            wanting.add(new Held(firstClient + i, 0));
        }
        return send(send(wanting, DISCOVER), REQUEST);
    }

    /** These give back what they have. */
    void release(List<Held> leaving) {
        send(leaving, RELEASE);
    }

    private List<Held> send(List<Held> clients, int type) {
        answers = new ArrayList<>(clients.size());
        lane.work(clients.stream().map(client -> datagram(client, type)).toList());
        return answers;
    }

    static HardwareAddress hardware(int client) {
        return HardwareAddress.of(1, mac(client));
    }

    private static byte[] mac(int client) {
        return ByteBuffer.allocate(6).putShort((short) 0x0200).putInt(client).array();
    }

    private static Datagram datagram(Held held, int type) {
        ByteBuffer data = ByteBuffer.allocate(260);
        data.putInt(0x01010600).putInt(held.client()).putInt(0).putInt(type == RELEASE ? held.address() : 0);
        data.position(28).put(mac(held.client()));
        data.position(236).putInt(0x63825363).put(new byte[] {53, 1, (byte) type});
        if (type == REQUEST) {
            data.put(new byte[] {50, 4})
                    .putInt(held.address())
                    .put(new byte[] {54, 4})
                    .putInt(SERVER.bits());
        }
        data.put((byte) 255);
        return new Datagram(
                data.array(),
                data.capacity(),
                LINK,
                Ipv4Address.UNSPECIFIED,
                68,
                Ipv4Address.BROADCAST,
                System.nanoTime());
    }
}
