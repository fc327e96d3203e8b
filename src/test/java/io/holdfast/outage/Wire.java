package io.holdfast.outage;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The network between a client and a server of one TCP port on this machine, which a test may break and mend. It has a
 * port of its own, which stays the same.
 *
 * <p>What a {@link #blackHole} swallows is delivered, late, when the wire passes again, as TCP does after a partition; a
 * network that has forgotten the connections meanwhile is {@link #restore}. Packets cannot be lost here: the sender's
 * system sees them acknowledged, so what counts unacknowledged data ({@code tcp-user-timeout}) is not tried.
 */
public final class Wire implements AutoCloseable {

    private static final int BACKLOG = 16;
    private static final int NO_ANSWER_MILLIS = 250;

    private final InetSocketAddress target;
    private final int port;
    private final WireGate gate = new WireGate();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Socket> fillers = new ArrayList<>();
    private final Set<Integer> fillerPorts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean resetting;
    private volatile boolean holding;
    private volatile @Nullable ServerSocket listener;

    private Wire(InetSocketAddress target) {
        this.target = target;
        this.port = Ports.free();
        listen();
    }

    public static Wire to(String host, int port) {
        return new Wire(new InetSocketAddress(host, port));
    }

    public int port() {
        return port;
    }

    /** Connections made so far to this side, also those that led nowhere. */
    public int connections() {
        return connections.get();
    }

    /** Lets everything through again; what was held back arrives now. */
    public void pass() {
        emptyQueue();
        resetting = false;
        gate.open();
        listen();
    }

    /** Lets everything through again, on new connections; those there were are reset, and what was held back is lost. */
    public void restore() {
        drop();
        pass();
    }

    /** Nobody listens any more: connections are refused; those there are, are reset. */
    public void refuse() {
        closeListener();
        drop();
    }

    /** Connections are reset, and so are new ones as soon as they are made. */
    public void reset() {
        resetting = true;
        listen();
        drop();
    }

    /** Connections stay, new ones are made, and nothing comes through. */
    public void blackHole() {
        gate.shut();
        listen();
    }

    /** Like {@link #blackHole}, but making a connection is not answered either. */
    public void neverAnswer() {
        blackHole();
        fill();
        await("the last connection accepted").until(() -> holding); // or one more would be, later
        while (fill()) {
            // until the queue is full: so it will be for others
        }
    }

    /** Whether one more connection of our own found room in the queue of those that nobody has accepted. */
    private boolean fill() {
        Socket filler = new Socket();
        try {
            filler.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            fillerPorts.add(filler.getLocalPort());
            filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), NO_ANSWER_MILLIS);
            fillers.add(filler);
            return true;
        } catch (SocketTimeoutException e) {
            fillerPorts.remove(filler.getLocalPort());
            end(filler);
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server answers is lost; what it is asked arrives. */
    public void mute() {
        gate.mute();
    }

    /** Each piece of data is held back for so long, in both directions. */
    public void slow(Duration delay) {
        gate.slow(delay);
    }

    private void listen() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            listener = socket;
            Thread.ofVirtual().start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                if (fillerPorts.remove(client.getPort())) {
                    open.add(client);
                    holding = true;
                    gate.awaitOpen(); // so that the queue stays full
                    holding = false;
                    end(client);
                } else {
                    connections.incrementAndGet();
                    take(client);
                }
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void take(Socket client) {
        open.add(client);
        if (resetting) {
            end(client);
        } else {
            Thread.ofVirtual().start(() -> connect(client));
        }
    }

    private void connect(Socket client) {
        gate.awaitOpen();
        Socket server = new Socket();
        open.add(server);
        try {
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            end(client);
            end(server);
            return;
        }
        Thread.ofVirtual().start(() -> pump(server, client, true));
        pump(client, server, false);
    }

    private void pump(Socket from, Socket to, boolean answers) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (gate.lets(answers)) {
                    out.write(buffer, 0, n);
                }
            }
            gate.awaitOpen();
            close(from);
            close(to);
        } catch (IOException e) {
            end(from);
            end(to);
        }
    }

    private void close(Socket socket) throws IOException {
        open.remove(socket);
        socket.close();
    }

    private void drop() {
        open.forEach(this::end);
    }

    /** By a reset, not in order. */
    private void end(Socket socket) {
        try {
            open.remove(socket);
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            return; // it was closed already
        }
    }

    private void emptyQueue() {
        fillers.forEach(this::end);
        fillers.clear();
    }

    private void closeListener() {
        ServerSocket socket = listener;
        listener = null;
        fillerPorts.clear();
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeListener();
        emptyQueue();
        drop();
        gate.open();
    }
}
