package io.holdfast.rest;

import io.holdfast.config.json.JsonNode;
import io.holdfast.control.Outcome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UNIX socket for commands. Who may write to the socket file (mode 0660) may command the server. A lock file beside it
 * tells a socket in use from one that a crash left behind, which is replaced.
 */
final class UnixListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UnixListener.class);
    private static final int MAX_PATH_BYTES = 107;
    private static final int WORLD_WRITABLE = 0002;
    private static final int STICKY = 01000;

    private final Path path;
    private final FileChannel lock;
    private final ServerSocketChannel server;
    private final Function<JsonNode, Outcome> commands;
    private final Executor executor;
    private final Semaphore places = new Semaphore(Limits.MAX_CONNECTIONS);

    private UnixListener(
            Path path,
            FileChannel lock,
            ServerSocketChannel server,
            Function<JsonNode, Outcome> commands,
            Executor executor) {
        this.path = path;
        this.lock = lock;
        this.server = server;
        this.commands = commands;
        this.executor = executor;
    }

    /**
     * @param commands carries out one request
     * @param executor runs the listener and each connection on a thread of its own, where it may block
     * @throws ControlSocketException when the path cannot be used, or another server uses it
     */
    static UnixListener open(Path path, Function<JsonNode, Outcome> commands, Executor executor)
            throws ControlSocketException {
        checkPlace(path);
        FileChannel lock = null;
        ServerSocketChannel server = null;
        try {
            lock = lock(path);
            removeStale(path);
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException e) {
            closeQuietly(server);
            closeQuietly(lock);
            throw new ControlSocketException("control socket " + path + " cannot be opened: " + e.getMessage(), e);
        }
        UnixListener listener = new UnixListener(path, lock, server, commands, executor);
        executor.execute(listener::accept);
        log.info("COMMAND_ACCEPTOR_START accepting commands at {}", path);
        return listener;
    }

    /** No further connections; those under way end by themselves. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("control socket {} could not be removed: {}", path, e.toString());
        }
        closeQuietly(lock);
        log.info("COMMAND_SOCKET_CONNECTION_CLOSED no more commands at {}", path);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (places.tryAcquire()) {
                    executor.execute(() -> serve(client));
                } else {
                    log.warn("more than {} connections at {}: one was turned away", Limits.MAX_CONNECTIONS, path);
                    client.close();
                }
            } catch (IOException e) {
                if (server.isOpen()) {
                    log.error("COMMAND_SOCKET_ACCEPT_FAIL at {}: {}", path, e.toString());
                }
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            new UnixConnection(client, commands, Limits.IDLE).serve();
        } catch (IOException e) {
            log.debug("COMMAND_SOCKET_READ_FAIL at {}: {}", path, e.toString());
        } finally {
            places.release();
        }
    }

    private static void checkPlace(Path path) throws ControlSocketException {
        Path directory = path.getParent();
        if (path.toString().getBytes().length > MAX_PATH_BYTES) {
            throw new ControlSocketException(
                    "control socket " + path + ": a socket's path has at most " + MAX_PATH_BYTES + " bytes");
        }
        if (directory == null || !Files.isDirectory(directory)) {
            throw new ControlSocketException("control socket " + path + ": there is no directory " + directory);
        }
        try {
            int mode = (Integer) Files.getAttribute(directory, "unix:mode");
            if ((mode & WORLD_WRITABLE) != 0 && (mode & STICKY) == 0) {
                throw new ControlSocketException("control socket " + path + ": everybody may write to " + directory
                        + " and put another socket in its place; take that right away (chmod o-w)");
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new ControlSocketException(
                    "control socket " + path + ": " + directory + " cannot be judged: " + e, e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolveSibling(path.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process uses it already", e);
        } finally {
            if (held == null) {
                channel.close();
            }
        }
        if (held == null) {
            throw new IOException("another process uses it (it holds " + file + ")");
        }
        return channel;
    }

    private static void removeStale(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                throw new IOException("there is a file that is no socket");
            }
            Files.delete(path);
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception e) { // nothing can be done about it, and what comes next does not depend on it
            log.debug("closing failed", e);
        }
    }
}
