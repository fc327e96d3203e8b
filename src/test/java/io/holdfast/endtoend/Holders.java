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
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * A few clients behind a relay that have leases and extend them all the time, one every few milliseconds in turn, whether
 * they are answered or not: they see when service is back, to those few milliseconds, and that nobody takes from them
 * what they have.
 */
final class Holders implements AutoCloseable {

    private static final int KIND = 0xdd;
    private static final int CLIENTS = 20;
    private static final int PAUSE_MILLIS = 5;

    /** One client. */
    private static final class Holder {
        final int number;

        @Nullable
        Heard lease;

        Holder(int number) {
            this.number = number;
        }

        /** What it says next: the first message until it has a lease, then that of a client whose T2 has passed. */
        byte[] message(Speech speech) {
            Heard mine = lease;
            return mine == null ? speech.begin(number) : speech.extend(number, mine);
        }
    }

    private final Family family;
    private final Speech speech;
    private final InetAddress server;
    private final DatagramSocket socket;
    private final List<Holder> holders = new ArrayList<>();
    private final Map<String, Set<String>> held = new ConcurrentHashMap<>();
    private final List<String> wrongs = new ArrayList<>();
    /** Of {@link System#nanoTime}. */
    private final ConcurrentSkipListSet<Long> acknowledged = new ConcurrentSkipListSet<>();

    private final Thread thread;
    private volatile boolean closed;

    private Holders(Family family, String relay, InetAddress server, DatagramSocket socket) {
        this.family = family;
        this.speech = family.speech(KIND, relay);
        this.server = server;
        this.socket = socket;
        for (int number = 1; number <= CLIENTS; number++) {
            holders.add(new Holder(number));
        }
        thread = Thread.ofPlatform().name("holders").daemon().start(this::work);
    }

    /** Sends from a host with this address, which is also the relay's. */
    static Holders open(Family family, NetworkNamespace host, String relay, String server) throws Exception {
        DatagramSocket socket = host.inside(
                () -> new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(relay), family.relayPort())));
        return new Holders(family, relay, InetAddress.ofLiteral(server), socket);
    }

    /** Whether each has a lease. */
    boolean areServed() {
        return held.size() == CLIENTS;
    }

    /** Client to leases, both as {@link LeaseRow} has them. */
    Map<String, Set<String>> held() {
        return Map.copyOf(held);
    }

    /** What must not be: refusals, and other leases than they had. */
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
                send(next.message(speech));
                listen(System.nanoTime() + PAUSE_MILLIS * 1_000_000L);
            } catch (IOException | MalformedPacketException e) {
                if (!closed) {
                    wrong("the holders met " + e);
                }
            }
        }
    }

    private void send(byte[] message) throws IOException {
        socket.send(new DatagramPacket(message, message.length, server, family.relayPort()));
    }

    private void listen(long until) throws IOException, MalformedPacketException {
        byte[] buffer = new byte[1500];
        try {
            for (long left; (left = (until - System.nanoTime()) / 1_000_000) > 0; ) {
                socket.setSoTimeout((int) left);
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                hear(speech.hear(packet.getData().clone(), packet.getLength()), System.nanoTime());
            }
        } catch (SocketTimeoutException e) {
            // it is the next one's turn
        }
    }

    private void hear(Heard answer, long now) throws IOException {
        Holder holder = holders.get(answer.number() - 1);
        switch (answer.meaning()) {
            case OFFER -> {
                if (holder.lease == null) {
                    send(speech.select(holder.number, answer));
                }
            }
            case ACK -> {
                acknowledged.add(now);
                acknowledge(holder, answer);
            }
            case NAK -> {
                if (holder.lease != null) {
                    wrong(answer.client() + ", which holds " + holder.lease.leases() + ", was refused");
                }
            }
            case OTHER -> wrong(answer.client() + " was answered with something else");
        }
    }

    private void acknowledge(Holder holder, Heard answer) {
        Heard before = holder.lease;
        if (before != null && !before.leases().equals(answer.leases())) {
            wrong(answer.client() + " was acknowledged " + before.leases() + " and " + answer.leases());
        }
        holder.lease = answer;
        held.put(answer.client(), answer.leases());
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
