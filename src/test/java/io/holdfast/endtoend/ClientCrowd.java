package io.holdfast.endtoend;

import io.holdfast.transport.NetworkNamespace;
import io.holdfast.wire.MalformedPacketException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Many new clients behind one relay's address, a few at work at a time, each from its first message to the acknowledgement
 * with retransmissions, for as long as the crowd is open. It knows exactly which client was acknowledged what. With several
 * servers every message goes to all of them, as a relay agent sends it; the first offer is taken.
 */
final class ClientCrowd implements AutoCloseable {

    private static final int KIND = 0xcc;
    private static final int AT_WORK = 64;
    private static final int WAIT_MILLIS = 20;
    private static final long RETRANSMIT = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK_EVERY = RETRANSMIT / 10;
    private static final int PATIENCES = 16;
    private static final int TRIES = 4;

    /** One client on its way. */
    private static final class Client {
        final int number;

        @Nullable
        Heard offer;

        int tries;
        long sentAt;

        Client(int number) {
            this.number = number;
        }

        /** Not the same for all, or they would all be silent until they all speak (RFC 2131 §4.1, RFC 8415 §15). */
        long patience() {
            return RETRANSMIT / 2 + RETRANSMIT / PATIENCES * (number % PATIENCES);
        }
    }

    private final Family family;
    private final Speech speech;
    private final List<InetAddress> servers;
    private final DatagramSocket socket;
    private final Map<Integer, Client> atWork = new HashMap<>();
    private final Map<String, Set<String>> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final List<String> conflicts = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private int next;
    private long repeatedAt;

    private ClientCrowd(Family family, String relay, List<InetAddress> servers, DatagramSocket socket) {
        this.family = family;
        this.speech = family.speech(KIND, relay);
        this.servers = servers;
        this.socket = socket;
        thread = Thread.ofPlatform().name("client crowd").daemon().start(this::work);
    }

    /** Sends from a host with this address, which is also the relay's. */
    static ClientCrowd open(Family family, NetworkNamespace host, String relay, String... servers) throws Exception {
        DatagramSocket socket = host.inside(
                () -> new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(relay), family.relayPort())));
        socket.setSoTimeout(WAIT_MILLIS);
        List<InetAddress> addresses = new ArrayList<>();
        for (String server : servers) {
            addresses.add(InetAddress.ofLiteral(server));
        }
        return new ClientCrowd(family, relay, addresses, socket);
    }

    /** Client to leases, of everyone who was acknowledged so far; both as {@link LeaseRow} has them. */
    Map<String, Set<String>> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    int count() {
        return acknowledged.size();
    }

    /** What must not be: leases acknowledged to two clients, clients acknowledged other leases than before. */
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
                hear(speech.hear(packet.getData().clone(), packet.getLength()));
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
                    client.offer = null; // RFC 2131 §3.1, RFC 8415 §18.2.2: begin again
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
        Heard offer = client.offer;
        byte[] bytes = offer == null ? speech.begin(client.number) : speech.select(client.number, offer);
        client.sentAt = System.nanoTime();
        for (InetAddress server : servers) {
            socket.send(new DatagramPacket(bytes, bytes.length, server, family.relayPort()));
        }
    }

    private void hear(Heard answer) throws IOException {
        Client client = atWork.get(answer.number());
        Heard.Meaning meaning = answer.meaning();
        if (meaning == Heard.Meaning.ACK) {
            acknowledge(answer);
            atWork.remove(answer.number());
        } else if (client != null && meaning == Heard.Meaning.OFFER && client.offer == null) {
            client.offer = answer;
            send(client);
        } else if (client != null && meaning == Heard.Meaning.NAK && client.offer != null) {
            client.offer = null;
            send(client);
        }
    }

    private void acknowledge(Heard answer) {
        String client = answer.client();
        Set<String> before = acknowledged.putIfAbsent(client, answer.leases());
        if (before != null && !before.equals(answer.leases())) {
            note(client + " was acknowledged " + before + " and " + answer.leases());
        }
        for (String lease : answer.leases()) {
            String owner = owners.putIfAbsent(lease, client);
            if (owner != null && !owner.equals(client)) {
                note(lease + " was acknowledged to " + owner + " and " + client);
            }
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
