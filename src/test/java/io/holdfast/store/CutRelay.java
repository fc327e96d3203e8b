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
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile boolean mute;
    private ServerSocket listener;

    CutRelay(String host, int target) throws IOException {
        this.host = host;
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = listener.getLocalPort();
        accept(listener);
    }

    int port() {
        return port;
    }

    /** Connections break and new ones are refused. */
    void cut() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
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
        cut();
        silent = false;
        mute = false;
        listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        accept(listener);
    }

    private void accept(ServerSocket from) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = from.accept();
                    Socket server = new Socket(host, target);
                    client.setTcpNoDelay(true);
                    server.setTcpNoDelay(true);
                    open.add(client);
                    open.add(server);
                    pump(client, server, false);
                    pump(server, client, true);
                }
            } catch (IOException e) {
                return; // cut
            }
        });
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
        cut();
    }
}
