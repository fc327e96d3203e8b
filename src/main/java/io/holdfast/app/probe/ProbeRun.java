package io.holdfast.app.probe;

import io.holdfast.address.Ipv4Address;
import io.holdfast.transport.ClientSocket;
import io.holdfast.transport.Datagram;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Runs all clients of a probe on one thread, with a second that receives. */
final class ProbeRun {

    private static final long SECOND = 1_000_000_000L;
    /** Enough to keep a server busy, few enough for its answers to fit our receive buffer. */
    private static final int MOST_AT_ONCE = 1_000;

    private final ProbeOptions options;
    private final ClientSocket socket;
    private final Identity first;
    private final boolean broadcast;
    private final RandomGenerator random;
    private final PrintStream out;

    private final List<ProbeClient> clients = new ArrayList<>();
    private final Map<Integer, ProbeClient> waiting = new HashMap<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparingLong(Alarm::at));
    private final BlockingQueue<Datagram> answers = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable IOException> receiveFailure = new AtomicReference<>();
    private volatile boolean finished;

    /** When to look at a client again; late ones, of clients that have moved on, do no harm. */
    private record Alarm(long at, ProbeClient client) {}

    ProbeRun(
            ProbeOptions options,
            ClientSocket socket,
            Identity first,
            boolean broadcast,
            RandomGenerator random,
            PrintStream out) {
        this.options = options;
        this.socket = socket;
        this.first = first;
        this.broadcast = broadcast;
        this.random = random;
        this.out = out;
    }

    /** Runs all clients to their end, reports, and returns them. */
    List<ProbeClient> clients() throws IOException, InterruptedException {
        Thread receiver = Thread.ofPlatform().name("probe-receive").daemon().start(this::receive);
        try {
            long began = System.nanoTime();
            long nextReport = began + SECOND;
            while (clients.size() < options.count() || !waiting.isEmpty()) {
                long now = System.nanoTime();
                begin(began, now);
                ring(now);
                take(answers.poll(Math.max(0, nextEvent(began) - System.nanoTime()), TimeUnit.NANOSECONDS));
                if (options.count() > 1 && System.nanoTime() - nextReport >= 0) {
                    out.printf("%d of %d clients done%n", clients.size() - waiting.size(), options.count());
                    nextReport += SECOND;
                }
            }
            report(System.nanoTime() - began);
            return clients;
        } finally {
            finished = true;
            receiver.join();
        }
    }

    private void receive() {
        try {
            while (!finished) {
                socket.receive(answers::add);
            }
        } catch (IOException e) {
            receiveFailure.set(e);
        }
    }

    private void begin(long began, long now) throws IOException {
        while (clients.size() < options.count() && waiting.size() < MOST_AT_ONCE && now - nextBeginning(began) >= 0) {
            ProbeClient client =
                    new ProbeClient(first.plus(clients.size()), freshId(), options, broadcast, random, now);
            clients.add(client);
            waiting.put(client.transactionId(), client);
            send(client, now);
        }
    }

    private int freshId() {
        int id = random.nextInt();
        while (waiting.containsKey(id)) {
            id = random.nextInt();
        }
        return id;
    }

    private long nextBeginning(long began) {
        return options.rate() == 0 ? began : began + clients.size() * SECOND / options.rate();
    }

    private long nextEvent(long began) {
        long soon = System.nanoTime() + SECOND / 5;
        Alarm alarm = alarms.peek();
        long next = alarm == null ? soon : Math.min(soon, alarm.at());
        boolean more = clients.size() < options.count() && waiting.size() < MOST_AT_ONCE;
        return more ? Math.min(next, nextBeginning(began)) : next;
    }

    private void ring(long now) throws IOException {
        IOException failure = receiveFailure.get();
        if (failure != null) {
            throw failure;
        }
        for (Alarm alarm = alarms.peek(); alarm != null && now - alarm.at() >= 0; alarm = alarms.peek()) {
            alarms.remove();
            send(alarm.client(), now);
        }
    }

    private void send(ProbeClient client, long now) throws IOException {
        byte[] message = client.due(now);
        if (message != null) {
            if (options.count() == 1) {
                LeaseReport.sending(client, socket.target(), out);
            }
            socket.send(message, Ipv4Address.UNSPECIFIED, Ipv4Address.BROADCAST);
        }
        if (client.over()) {
            waiting.remove(client.transactionId());
        } else if (message != null) {
            alarms.add(new Alarm(client.wakeAt(), client));
        }
    }

    private void take(@Nullable Datagram datagram) throws IOException {
        Datagram next = datagram;
        while (next != null) {
            take(next, next.receivedNanos());
            next = answers.poll();
        }
    }

    private void take(Datagram datagram, long now) throws IOException {
        try {
            Message4 answer = Message4.read(datagram.data(), datagram.length());
            ProbeClient client = waiting.get(answer.transactionId());
            if (answer.op() != Message4.BOOTREPLY || client == null || !client.answered(answer, now)) {
                return;
            }
            if (options.count() == 1) {
                LeaseReport.answer(client, answer, out);
            }
            if (client.state() == ProbeClient.State.BOUND && options.release()) {
                release(client);
            }
            send(client, now);
        } catch (MalformedPacketException e) {
            out.println("an answer cannot be read: " + e.getMessage());
        }
    }

    private void release(ProbeClient client) throws IOException, MalformedPacketException {
        Message4 ack = client.lease();
        Ipv4Address server = ack.addressOption(OptionCode4.SERVER_IDENTIFIER);
        socket.send(client.release(), ack.yourAddress(), server == null ? Ipv4Address.BROADCAST : server);
    }

    private void report(long nanos) {
        if (options.count() == 1) {
            LeaseReport.end(clients.getFirst(), options, out);
        } else {
            CountReport.print(clients, nanos, out);
        }
    }
}
