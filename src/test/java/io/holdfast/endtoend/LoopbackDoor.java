package io.holdfast.endtoend;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP port on a namespace's loopback that leads to the same port on the host's, where the test databases are. */
final class LoopbackDoor implements AutoCloseable {

    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private LoopbackDoor(ServerSocket door) {
        this.door = door;
    }

    static LoopbackDoor open(NetworkNamespace inside, int port) {
        try {
            ServerSocket socket = inside.inside(() -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
            LoopbackDoor door = new LoopbackDoor(socket);
            Thread.ofPlatform().daemon().start(door::accept);
            return door;
        } catch (Exception e) {
            throw new IllegalStateException("cannot lead port " + port + " into " + inside.name(), e);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                lead(door.accept());
            } catch (IOException e) {
                if (!door.isClosed()) {
                    System.err.println("a connection to port " + door.getLocalPort() + " failed: " + e);
                }
            }
        }
    }

    private void lead(Socket near) throws IOException {
        Socket far;
        try {
            far = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort());
        } catch (ConnectException e) {
            near.setSoLinger(true, 0); // reset, which is as near to refused as one comes who has accepted
            near.close();
            return;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.add(near);
        open.add(far);
        Thread.ofPlatform().daemon().start(() -> copy(near, far));
        Thread.ofPlatform().daemon().start(() -> copy(far, near));
    }

    /** Until one side ends, which ends both, as the death of a server's process would. */
    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            byte[] buffer = new byte[1 << 16];
            for (int n; (n = from.getInputStream().read(buffer)) >= 0; ) {
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            // One of the two was closed or died: the other is closed, too, which is all that can be passed on.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
