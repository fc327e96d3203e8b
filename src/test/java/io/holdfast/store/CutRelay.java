package io.holdfast.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a database server that can be cut, or go silent without a word, and be there again on the same port. */
final class CutRelay implements AutoCloseable {

    private final String host;
    private final int target;
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;
    private volatile boolean silent;
    private volatile boolean mute;

    CutRelay(String host, int target) throws IOException {
        this.host = host;
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Connections break, and so do new ones at once; the port stays ours, or somebody else might get it. */
    void cut() throws IOException {
        cut = true;
        drop();
    }

    /** Bytes vanish, connections stay. */
    void silence() {
        silent = true;
    }

    /** What the server answers vanishes, what it is asked arrives. */
    void mute() {
        mute = true;
    }

    void restore() throws IOException {
        drop();
        cut = false;
        silent = false;
        mute = false;
    }

    private void drop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (cut) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(host, target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                pump(client, server, false);
                pump(server, client, true);
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                byte[] buffer = new byte[8192];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!silent && !(mute && answers)) {
                        out.write(buffer, 0, n);
                    }
                }
            } catch (IOException e) {
                return; // cut
            }
        });
    }

    @Override
    public void close() throws IOException {
        listener.close();
        drop();
    }
}
