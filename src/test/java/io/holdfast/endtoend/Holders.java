package io.holdfast.endtoend;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.transport.NetworkNamespace;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * A few clients behind a relay that have leases and extend them all the time, one every few milliseconds in turn, whether
 * they are answered or not: they see when service is back, to those few milliseconds, and that nobody takes an address
 * from them.
 */
final class Holders implements AutoCloseable {

    private static final int CLIENTS = 20;
    private static final int RELAY_PORT = 67;
    private static final int PAUSE_MILLIS = 5;

    /** One client; its number is its transaction id and the end of its hardware address. */
    private static final class Holder {
        final HardwareAddress hardware;
        final int number;

        @Nullable
        Ipv4Address address;

        Holder(int number) {
            this.number = number;
            hardware = HardwareAddress.parse("02:dd:00:00:00:%02x".formatted(number));
        }

        /** What it says next: DISCOVER until it has an address, then the REQUEST of a client in REBINDING. */
        Request4 message(Ipv4Address relay) {
            Ipv4Address mine = address;
            return mine == null
                    ? Request4.of(MessageType4.DHCPDISCOVER, number, hardware).relayedBy(relay)
                    : Request4.of(MessageType4.DHCPREQUEST, number, hardware)
                            .relayedBy(relay)
                            .clientAddress(mine);
        }

        /** The REQUEST that follows an offer. */
        Request4 select(Message4 offer, Ipv4Address relay) {
            byte[] server = offer.option(OptionCode4.SERVER_IDENTIFIER);
            return Request4.of(MessageType4.DHCPREQUEST, number, hardware)
                    .relayedBy(relay)
                    .option(OptionCode4.REQUESTED_ADDRESS, offer.yourAddress())
                    .option(OptionCode4.SERVER_IDENTIFIER, server == null ? new byte[4] : server);
        }
    }

    private final Ipv4Address relay;
    private final InetAddress server;
    private final DatagramSocket socket;
    private final List<Holder> holders = new ArrayList<>();
    private final Map<String, String> held = new ConcurrentHashMap<>();
    private final List<String> wrongs = new ArrayList<>();
    /** Of {@link System#nanoTime}. */
    private final ConcurrentSkipListSet<Long> acknowledged = new ConcurrentSkipListSet<>();

    private final Thread thread;
    private volatile boolean closed;

    private Holders(Ipv4Address relay, InetAddress server, DatagramSocket socket) {
        this.relay = relay;
        this.server = server;
        this.socket = socket;
        for (int number = 1; number <= CLIENTS; number++) {
            holders.add(new Holder(number));
        }
        thread = Thread.ofPlatform().name("holders").daemon().start(this::work);
    }

    /** Sends from a host with this address, which is also the relay's. */
    static Holders open(NetworkNamespace host, String relay, String server) throws Exception {
        DatagramSocket socket =
                host.inside(() -> new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(relay), RELAY_PORT)));
        return new Holders(Ipv4Address.parse(relay), InetAddress.ofLiteral(server), socket);
    }

    /** Whether each has a lease. */
    boolean areServed() {
        return held.size() == CLIENTS;
    }

    /** Hardware address (hexadecimal digits) to address. */
    Map<String, String> held() {
        return Map.copyOf(held);
    }

    /** What must not be: refusals, and other addresses than they had. */
    synchronized List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    /** The time of the first ACK to any of them that came at this time or later, both of {@link System#nanoTime}. */
    OptionalLong firstAckSince(long nanos) {
        Long first = acknowledged.ceiling(nanos);
        return first == null ? OptionalLong.empty() : OptionalLong.of(first);
    }

    int acks() {
        return acknowledged.size();
    }

    private void work() {
        for (int turn = 0; !closed; turn++) {
            try {
                Holder next = holders.get(turn % CLIENTS);
                send(next.message(relay));
                listen(System.nanoTime() + PAUSE_MILLIS * 1_000_000L);
            } catch (IOException | MalformedPacketException e) {
                if (!closed) {
                    wrong("the holders met " + e);
                }
            }
        }
    }

    private void send(Request4 message) throws IOException {
        byte[] bytes = message.toBytes();
        socket.send(new DatagramPacket(bytes, bytes.length, server, RELAY_PORT));
    }

    private void listen(long until) throws IOException, MalformedPacketException {
        byte[] buffer = new byte[1500];
        try {
            for (long left; (left = (until - System.nanoTime()) / 1_000_000) > 0; ) {
                socket.setSoTimeout((int) left);
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                hear(Message4.read(packet.getData().clone(), packet.getLength()), System.nanoTime());
            }
        } catch (SocketTimeoutException e) {
            // it is the next one's turn
        }
    }

    private void hear(Message4 answer, long now) throws IOException {
        Holder holder = holders.get(answer.transactionId() - 1);
        switch (answer.type()) {
            case DHCPOFFER -> {
                if (holder.address == null) {
                    send(holder.select(answer, relay));
                }
            }
            case DHCPACK -> {
                acknowledged.add(now);
                acknowledge(holder, answer.yourAddress());
            }
            case DHCPNAK -> {
                if (holder.address != null) {
                    wrong(holder.hardware + ", which holds " + holder.address + ", was refused");
                }
            }
            default -> wrong(holder.hardware + " was answered with " + answer.type());
        }
    }

    private void acknowledge(Holder holder, Ipv4Address address) {
        Ipv4Address before = holder.address;
        if (before != null && !before.equals(address)) {
            wrong(holder.hardware + " was acknowledged " + before + " and " + address);
        }
        holder.address = address;
        held.put(HexFormat.of().formatHex(holder.hardware.bytes()), address.toString());
    }

    private synchronized void wrong(String what) {
        wrongs.add(what);
    }

    /** They send no more. */
    void disperse() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        disperse();
        socket.close();
    }
}
