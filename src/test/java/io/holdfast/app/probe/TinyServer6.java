package io.holdfast.app.probe;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import io.holdfast.transport.SocketOpenException;
import io.holdfast.transport.Transport;
import io.holdfast.transport.TransportSettings;
import io.holdfast.transport.Transports;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Reply6;
import io.holdfast.wire.v6.StatusCode6;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** As much of a DHCPv6 server as a probe needs: an address and a prefix for each DUID, kept in a map. */
final class TinyServer6 implements AutoCloseable {

    static final Duid ID = Duid.parse("00:03:00:01:02:00:00:00:00:99");

    private final Transport transport;
    private final Map<Duid, Integer> numbers = new HashMap<>();
    private final AtomicInteger toIgnore;
    /** Prefixes are refused by this; absent: they are given. */
    private final @Nullable StatusCode6 noPrefix;

    final List<Message6> received = new CopyOnWriteArrayList<>();

    TinyServer6(String name, int port, int ignored, @Nullable StatusCode6 noPrefix, ThreadFactory threads)
            throws SocketOpenException {
        this.noPrefix = noPrefix;
        toIgnore = new AtomicInteger(ignored);
        transport = Transports.open(
                new TransportSettings(
                        Protocol.DHCP6, List.of(name), false, false, true, port, true, 0, Duration.ofSeconds(1)),
                threads,
                Meters.NONE,
                sentence -> {});
        transport.start(this::serve);
    }

    private synchronized void serve(Datagram datagram) {
        try {
            Message6 request = Message6.read(datagram.data().clone(), datagram.length());
            received.add(request);
            if (toIgnore.getAndDecrement() <= 0) {
                transport.send(List.of(new Outgoing(
                        answer(request),
                        datagram.link(),
                        datagram.destination(),
                        datagram.source(),
                        datagram.sourcePort(),
                        null)));
            }
        } catch (MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] answer(Message6 request) throws MalformedPacketException {
        Duid client = request.clientId();
        if (client == null) {
            throw new IllegalStateException("a client without a DUID");
        }
        boolean solicit = request.type() == MessageType6.SOLICIT;
        Reply6 reply =
                Reply6.to(request, solicit && !request.rapidCommit() ? MessageType6.ADVERTISE : MessageType6.REPLY);
        reply.option(OptionCode6.CLIENT_ID, client).option(OptionCode6.SERVER_ID, ID);
        if (request.type() == MessageType6.RELEASE) {
            return reply.status(StatusCode6.SUCCESS, "gone").finish();
        }
        if (solicit && request.rapidCommit()) {
            reply.option(OptionCode6.RAPID_COMMIT, new byte[0]);
        }
        int number = numbers.computeIfAbsent(client, d -> numbers.size());
        for (Ia6 ia : request.ias()) {
            reply.beginIa(ia.type(), ia.iaid(), 1000, 2000);
            give(reply, ia, number);
            reply.endIa();
        }
        return reply.option(
                        OptionCode6.NAME_SERVERS,
                        Ipv6Address.parse("2001:db8::53").toBytes())
                .option(65_000, new byte[] {1, 2})
                .finish();
    }

    private void give(Reply6 reply, Ia6 ia, int number) {
        Ipv6Address wanted = ia.leases().stream()
                .map(IaLease6::address)
                .filter(address -> !address.isUnspecified())
                .findFirst()
                .orElse(null);
        if (ia.type() == IaType.NA) {
            reply.address(
                    wanted != null ? wanted : new Ipv6Address(0x2001_0db8L << 32, 0x10 + number), 3000, 0xffff_ffffL);
        } else if (noPrefix != null) {
            reply.status(noPrefix, "none left");
        } else {
            Ipv6Address network = new Ipv6Address(0x2001_0db8_8000_0000L + ((long) number << 8), 0);
            reply.prefix(new Ipv6Prefix(network, 56), 3000, 4000, new Ipv6Prefix(network, 64));
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
