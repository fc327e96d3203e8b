package io.holdfast.app.probe;

import io.holdfast.transport.ClientSocket;
import io.holdfast.transport.Datagram;
import io.holdfast.wire.MalformedPacketException;
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

/**
 * Runs all clients of a probe on one thread, with a second that receives.
 *
 * @param <M> what answers are read as
 */
final class ProbeRun<M> {

    private static final long SECOND = 1_000_000_000L;
    /** Enough to keep a server busy, few enough for its answers to fit our receive buffer. */
    private static final int MOST_AT_ONCE = 1_000;

    private final ProbePlan plan;
    private final ClientSocket socket;
    private final Clients<M> kind;
    private final RandomGenerator random;
    private final PrintStream out;

    private final List<ProbeClient<M>> clients = new ArrayList<>();
    private final Map<Integer, ProbeClient<M>> waiting = new HashMap<>();
    private final PriorityQueue<Alarm<M>> alarms = new PriorityQueue<>(Comparator.comparingLong(Alarm::at));
    private final BlockingQueue<Datagram> answers = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable IOException> receiveFailure = new AtomicReference<>();
    private volatile boolean finished;

    /** When to look at a client again; late ones, of clients that have moved on, do no harm. */
    private record Alarm<M>(long at, ProbeClient<M> client) {}

    ProbeRun(ProbePlan plan, ClientSocket socket, Clients<M> kind, RandomGenerator random, PrintStream out) {
        this.plan = plan;
        this.socket = socket;
        this.kind = kind;
        this.random = random;
        this.out = out;
    }

    /** Runs all clients to their end, reports, and returns them. */
    List<ProbeClient<M>> clients() throws IOException, InterruptedException {
        Thread receiver = Thread.ofPlatform().name("probe-receive").daemon().start(this::receive);
        try {
            long began = System.nanoTime();
            long nextReport = began + SECOND;
            while (clients.size() < plan.count() || !waiting.isEmpty()) {
                long now = System.nanoTime();
                begin(began, now);
                ring(now);
                take(answers.poll(Math.max(0, nextEvent(began) - System.nanoTime()), TimeUnit.NANOSECONDS));
                if (plan.count() > 1 && System.nanoTime() - nextReport >= 0) {
                    out.printf("%d of %d clients done%n", clients.size() - waiting.size(), plan.count());
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
        while (clients.size() < plan.count() && waiting.size() < MOST_AT_ONCE && now - nextBeginning(began) >= 0) {
            ProbeClient<M> client = kind.begin(clients.size(), this::freshId, now);
            clients.add(client);
            waiting.put(client.transactionId(), client);
            send(client, now);
        }
    }

    private int freshId() {
        int id = random.nextInt() & kind.idMask();
        while (waiting.containsKey(id)) {
            id = random.nextInt() & kind.idMask();
        }
        return id;
    }

    private long nextBeginning(long began) {
        return plan.rate() == 0 ? began : began + clients.size() * SECOND / plan.rate();
    }

    private long nextEvent(long began) {
        long soon = System.nanoTime() + SECOND / 5;
        Alarm<M> alarm = alarms.peek();
        long next = alarm == null ? soon : Math.min(soon, alarm.at());
        boolean more = clients.size() < plan.count() && waiting.size() < MOST_AT_ONCE;
        return more ? Math.min(next, nextBeginning(began)) : next;
    }

    private void ring(long now) throws IOException {
        IOException failure = receiveFailure.get();
        if (failure != null) {
            throw failure;
        }
        for (Alarm<M> alarm = alarms.peek(); alarm != null && now - alarm.at() >= 0; alarm = alarms.peek()) {
            alarms.remove();
            send(alarm.client(), now);
        }
    }

    private void send(ProbeClient<M> client, long now) throws IOException {
        ProbeClient.Message message = client.due(now);
        if (message != null) {
            if (plan.count() == 1) {
                client.tellSending(socket.target(), out);
            }
            socket.send(message.data(), message.source(), message.destination());
        }
        if (client.over()) {
            waiting.remove(client.transactionId());
        } else if (message != null) {
            alarms.add(new Alarm<>(client.wakeAt(), client));
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
            M answer = kind.read(datagram);
            ProbeClient<M> client = answer == null ? null : waiting.get(kind.transactionId(answer));
            if (answer == null || client == null || !client.answered(answer, now)) {
                return;
            }
            if (plan.count() == 1) {
                client.tellAnswer(answer, out);
            }
            // A further message may have a transaction id of its own.
            waiting.remove(kind.transactionId(answer));
            waiting.put(client.transactionId(), client);
            send(client, now);
        } catch (MalformedPacketException e) {
            out.println("an answer cannot be read: " + e.getMessage());
        }
    }

    private void report(long nanos) {
        if (plan.count() == 1) {
            clients.getFirst().tellEnd(out);
        } else {
            CountReport.print(kind, clients, nanos, out);
        }
    }
}
