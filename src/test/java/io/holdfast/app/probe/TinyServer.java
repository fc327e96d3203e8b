package io.holdfast.app.probe;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import io.holdfast.transport.SocketOpenException;
import io.holdfast.transport.Transport;
import io.holdfast.transport.TransportSettings;
import io.holdfast.transport.Transports;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Reply4;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** As much of a server as a probe needs: an address for each hardware address, kept in a map. */
final class TinyServer implements AutoCloseable {

    private final Transport transport;
    private final Ipv4Address address;
    private final Map<HardwareAddress, Ipv4Address> leases = new HashMap<>();
    private final AtomicInteger toIgnore;
    private final boolean refusing;
    final List<Message4> released = new CopyOnWriteArrayList<>();
    /** What the last client has asked for. */
    volatile List<Integer> asked = List.of();

    TinyServer(
            String interfaceName,
            Ipv4Address address,
            int port,
            boolean raw,
            int ignored,
            boolean refusing,
            ThreadFactory threads)
            throws SocketOpenException {
        this.address = address;
        this.refusing = refusing;
        toIgnore = new AtomicInteger(ignored);
        transport = Transports.open(
                new TransportSettings(
                        Protocol.DHCP4, List.of(interfaceName), raw, false, true, port, true, 0, Duration.ofSeconds(1)),
                threads,
                Meters.NONE,
                sentence -> {});
        transport.start(this::serve);
    }

    private synchronized void serve(Datagram datagram) {
        try {
            Message4 request = Message4.read(datagram.data(), datagram.length());
            MessageType4 type = request.type();
            HardwareAddress hardware = request.hardware();
            if (type == MessageType4.DHCPRELEASE) {
                released.add(request);
            }
            if (type == null
                    || hardware == null
                    || type == MessageType4.DHCPRELEASE
                    || toIgnore.getAndDecrement() > 0) {
                return;
            }
            byte[] codes = request.option(OptionCode4.PARAMETER_REQUEST_LIST);
            asked = codes == null
                    ? List.of()
                    : IntStream.range(0, codes.length)
                            .mapToObj(i -> codes[i] & 0xff)
                            .toList();
            Ipv4Address wanted = request.addressOption(OptionCode4.REQUESTED_ADDRESS);
            Ipv4Address lease = leases.computeIfAbsent(
                    hardware,
                    h -> wanted != null
                            ? wanted
                            : new Ipv4Address(Ipv4Address.parse("10.0.0.10").bits() + leases.size()));
            boolean broadcast = datagram.source().isUnspecified();
            transport.send(List.of(new Outgoing(
                    answer(request, type, lease),
                    datagram.link(),
                    address,
                    !broadcast ? datagram.source() : request.broadcast() ? Ipv4Address.BROADCAST : lease,
                    datagram.sourcePort(),
                    !broadcast || request.broadcast() ? null : hardware)));
        } catch (MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] answer(Message4 request, MessageType4 type, Ipv4Address lease) {
        MessageType4 answer = type == MessageType4.DHCPDISCOVER
                ? MessageType4.DHCPOFFER
                : refusing ? MessageType4.DHCPNAK : MessageType4.DHCPACK;
        Reply4 reply = Reply4.to(
                request,
                answer,
                Ipv4Address.UNSPECIFIED,
                answer == MessageType4.DHCPNAK ? Ipv4Address.UNSPECIFIED : lease,
                Ipv4Address.UNSPECIFIED,
                new byte[0],
                "boot.img".getBytes(StandardCharsets.UTF_8));
        reply.option(OptionCode4.SERVER_IDENTIFIER, address.toBytes());
        if (answer == MessageType4.DHCPNAK) {
            reply.option(OptionCode4.MESSAGE, "not today".getBytes(StandardCharsets.UTF_8));
        } else {
            reply.option(OptionCode4.LEASE_TIME, new byte[] {0, 0, 14, 16});
            reply.option(OptionCode4.SUBNET_MASK, new byte[] {-1, 0, 0, 0});
            reply.option(3, new byte[] {10, 0, 0, 1, 10, 0, 0, 2});
            reply.option(15, "example.org".getBytes(StandardCharsets.UTF_8));
            reply.option(224, new byte[] {1, 2});
        }
        return reply.finish();
    }

    @Override
    public void close() {
        transport.close();
    }
}
