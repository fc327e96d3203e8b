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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Many new clients behind one relay's address, a few at work at a time, each from DISCOVER to ACK with retransmissions,
 * for as long as the crowd is open. It knows exactly which client was acknowledged which address. With several servers
 * every message goes to all of them, as a relay agent sends it; the first offer is taken.
 */
final class ClientCrowd implements AutoCloseable {

    private static final int AT_WORK = 64;
    private static final int RELAY_PORT = 67;
    private static final int WAIT_MILLIS = 20;
    private static final long RETRANSMIT = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK_EVERY = RETRANSMIT / 10;
    private static final int PATIENCES = 16;
    private static final int TRIES = 4;

    /** One client on its way; its number is its transaction id and the end of its hardware address. */
    private static final class Client {
        final HardwareAddress hardware;
        final int number;

        @Nullable
        Message4 offer;

        int tries;
        long sentAt;

        Client(int number) {
            this.number = number;
            hardware = HardwareAddress.parse("02:cc:%02x:%02x:%02x:%02x"
                    .formatted(number >> 24 & 0xff, number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
        }

        /** Not the same for all, or they would all be silent until they all speak (RFC 2131 §4.1). */
        long patience() {
            return RETRANSMIT / 2 + RETRANSMIT / PATIENCES * (number % PATIENCES);
        }
    }

    private final Ipv4Address relay;
    private final List<InetAddress> servers;
    private final DatagramSocket socket;
    private final Map<Integer, Client> atWork = new HashMap<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final List<String> conflicts = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private int next;
    private long repeatedAt;

    private ClientCrowd(Ipv4Address relay, List<InetAddress> servers, DatagramSocket socket) {
        this.relay = relay;
        this.servers = servers;
        this.socket = socket;
        thread = Thread.ofPlatform().name("client crowd").daemon().start(this::work);
    }

    /** Sends from a host with this address, which is also the relay's. */
    static ClientCrowd open(NetworkNamespace host, String relay, String... servers) throws Exception {
        DatagramSocket socket =
                host.inside(() -> new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(relay), RELAY_PORT)));
        socket.setSoTimeout(WAIT_MILLIS);
        List<InetAddress> addresses = new ArrayList<>();
        for (String server : servers) {
            addresses.add(InetAddress.ofLiteral(server));
        }
        return new ClientCrowd(Ipv4Address.parse(relay), addresses, socket);
    }

    /** Hardware address (hexadecimal digits) to address, of everyone who has an ACK so far. */
    Map<String, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    int count() {
        return acknowledged.size();
    }

    /** What must not be: addresses acknowledged to two clients, clients acknowledged two addresses. */
    synchronized List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    private void work() {
        byte[] buffer = new byte[1500];
        while (!closed) {
            try {
                while (atWork.size() < AT_WORK) {
                    Client client = new Client(++next);
                    atWork.put(client.number, client);
                    send(client);
                }
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                hear(Message4.read(packet.getData().clone(), packet.getLength()));
            } catch (SocketTimeoutException e) {
                // nothing came; others may want to be repeated
            } catch (IOException | MalformedPacketException e) {
                if (!closed) {
                    note("the crowd met " + e);
                }
            }
            repeat(System.nanoTime());
        }
    }

    private void repeat(long now) {
        if (now - repeatedAt < LOOK_EVERY) {
            return;
        }
        repeatedAt = now;
        for (Client client : atWork.values()) {
            if (now - client.sentAt > client.patience()) {
                if (++client.tries % TRIES == 0) {
                    client.offer = null; // RFC 2131 §3.1: begin again
                }
                try {
                    send(client);
                } catch (IOException e) {
                    note("the crowd cannot send: " + e);
                }
            }
        }
    }

    private void send(Client client) throws IOException {
        Message4 offer = client.offer;
        Request4 message = Request4.of(
                        offer == null ? MessageType4.DHCPDISCOVER : MessageType4.DHCPREQUEST,
                        client.number,
                        client.hardware)
                .relayedBy(relay);
        if (offer != null) {
            byte[] server = offer.option(OptionCode4.SERVER_IDENTIFIER);
            message.option(OptionCode4.REQUESTED_ADDRESS, offer.yourAddress());
            message.option(OptionCode4.SERVER_IDENTIFIER, server == null ? new byte[4] : server);
        }
        byte[] bytes = message.toBytes();
        client.sentAt = System.nanoTime();
        for (InetAddress server : servers) {
            socket.send(new DatagramPacket(bytes, bytes.length, server, RELAY_PORT));
        }
    }

    private void hear(Message4 answer) throws IOException {
        MessageType4 type = answer.type();
        Client client = atWork.get(answer.transactionId());
        if (type == MessageType4.DHCPACK) {
            acknowledge(answer);
            atWork.remove(answer.transactionId());
        } else if (client != null && type == MessageType4.DHCPOFFER && client.offer == null) {
            client.offer = answer;
            send(client);
        } else if (client != null && type == MessageType4.DHCPNAK) {
            client.offer = null;
            send(client);
        }
    }

    private void acknowledge(Message4 answer) {
        HardwareAddress of = answer.hardware();
        String client = of == null ? "" : HexFormat.of().formatHex(of.bytes());
        String address = answer.yourAddress().toString();
        String before = acknowledged.putIfAbsent(client, address);
        if (before != null && !before.equals(address)) {
            note(client + " was acknowledged " + before + " and " + address);
        }
        String owner = owners.putIfAbsent(address, client);
        if (owner != null && !owner.equals(client)) {
            note(address + " was acknowledged to " + owner + " and " + client);
        }
    }

    private synchronized void note(String conflict) {
        conflicts.add(conflict);
    }

    /** Sends no more; afterwards nothing more is acknowledged. */
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
