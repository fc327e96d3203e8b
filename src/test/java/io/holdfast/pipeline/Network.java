package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries packets between the clients and the servers of a world, and loses and doubles some. */
final class Network {

    /** 10.0.0.254; that of each subnet is 256 further. */
    private static final long RELAYS = 0x0a0000feL;

    private final World world;
    private final Answers answers;

    Network(World world) {
        this.world = world;
        this.answers = new Answers(world);
    }

    static Ipv4Address relay(int subnet) {
        return Ipv4Address.ofUnsigned(RELAYS + 256L * subnet);
    }

    void send(SimulatedClient.@Nullable Sending sending) {
        if (sending == null) {
            return;
        }
        world.journal.detail(() -> "sends " + sending.client());
        if (sending.from() != null) {
            send(sending, world.anyServer());
        } else {
            world.servers.forEach(server -> send(sending, server));
        }
    }

    private void send(SimulatedClient.Sending sending, ServerLife server) {
        int copies = world.calm ? 1 : world.random.nextInt(10) == 0 ? 0 : world.random.nextInt(8) == 0 ? 2 : 1;
        for (; copies > 0; copies--) {
            server.receive(sending, datagram(sending, server));
        }
    }

    private Datagram datagram(SimulatedClient.Sending sending, ServerLife server) {
        int subnet = sending.client().subnet;
        Ipv4Address self = server.place.address();
        if (sending.from() != null) {
            return datagram(sending, server, sending.from(), 68, self);
        }
        return subnet == 1
                ? datagram(sending, server, Ipv4Address.UNSPECIFIED, 68, Ipv4Address.BROADCAST)
                : datagram(sending, server, relay(subnet), 67, self);
    }

    private Datagram datagram(
            SimulatedClient.Sending sending, ServerLife server, Ipv4Address from, int port, Ipv4Address to) {
        byte[] data = sending.data();
        return new Datagram(
                data, data.length, server.place.link(), from, port, to, world.scheduler.millis() * 1_000_000);
    }

    void deliver(ServerLife from, List<Outgoing> replies) {
        for (Outgoing reply : replies) {
            try {
                answers.arrived(from, Message4.read(reply.data(), reply.data().length));
            } catch (MalformedPacketException e) {
                world.findings.require(false, () -> "an answer cannot be read: " + e);
            }
        }
    }
}
