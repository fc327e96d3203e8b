package io.holdfast.rest;

import io.holdfast.config.ControlSocketSettings;
import io.holdfast.config.ControlSocketSettings.Http;
import io.holdfast.config.ControlSocketSettings.Unix;
import io.holdfast.control.CommandProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The sockets at which commands arrive: the main HTTP socket of the web server, which is always there, and those of
 * {@code control-sockets}, which come and go with the configuration. Until {@link #use} has been called, HTTP requests are
 * answered by 503.
 */
public final class ControlSockets implements AutoCloseable {

    /** Where a socket is; what is not part of it can change without closing it. */
    private record Place(String address, int port) {

        static Place of(Http socket) {
            return new Place(socket.address(), socket.port());
        }
    }

    private record OpenHttp(Http socket, Connector connector) {}

    private final CommandProtocol protocol;
    private final Path home;
    private final Executor executor;
    private final Map<Place, OpenHttp> https = new HashMap<>();
    private final Map<Path, UnixListener> unixes = new HashMap<>();
    private @Nullable Connector main;
    private @Nullable HttpListeners listeners;
    private volatile @Nullable HttpRules rules;

    /**
     * @param home relative paths of UNIX sockets begin here
     * @param executor runs each connection on a thread of its own, where it may block
     */
    public ControlSockets(CommandProtocol protocol, Path home, Executor executor) {
        this.protocol = protocol;
        this.home = home.toAbsolutePath().normalize();
        this.executor = executor;
    }

    /** The web server has been started. */
    synchronized void mainStarted(Service web, Connector connector) {
        main = connector;
        listeners = new HttpListeners(web, executor);
    }

    /**
     * Opens what is new in the configuration and closes what is no longer there.
     *
     * @throws ControlSocketException when one cannot be opened, or strangers could command the server; everything is as
     *     before then
     */
    public synchronized void use(List<ControlSocketSettings> sockets) throws ControlSocketException {
        List<Http> http = sockets.stream()
                .filter(Http.class::isInstance)
                .map(Http.class::cast)
                .toList();
        HttpRules next = HttpRules.of(http, mainPort());
        checkMain(next);
        Map<Place, OpenHttp> openedHttp = new HashMap<>();
        Map<Path, UnixListener> openedUnix = new HashMap<>();
        boolean done = false;
        try {
            for (Http socket : http) {
                if (!https.containsKey(Place.of(socket)) && !isMain(socket)) {
                    openedHttp.put(
                            Place.of(socket), new OpenHttp(socket, listeners().open(socket)));
                }
            }
            for (Path path : paths(sockets)) {
                if (!unixes.containsKey(path)) {
                    makeHome(path);
                    openedUnix.put(path, UnixListener.open(path, protocol, executor));
                }
            }
            done = true;
        } finally {
            if (!done) {
                openedHttp.values().forEach(open -> listeners().close(open.socket, open.connector));
                openedUnix.values().forEach(UnixListener::close);
            }
        }
        https.putAll(openedHttp);
        unixes.putAll(openedUnix);
        rules = next;
        closeOthers(http, paths(sockets));
    }

    /** Where commands are accepted now, for people: {@code http://127.0.0.1:8000}, {@code /run/holdfast/control}. */
    public synchronized List<String> places() {
        List<String> places = new ArrayList<>();
        if (main != null) {
            InetAddress address = mainAddress();
            places.add("http://"
                    + HttpListeners.name(new Http(
                            address == null ? "0.0.0.0" : address.getHostAddress(), mainPort(), null, List.of())));
        }
        https.values().forEach(open -> places.add("http://" + HttpListeners.name(open.socket)));
        unixes.keySet().forEach(path -> places.add(path.toString()));
        return places;
    }

    /** Closes all but the main socket, which is the web server's own. */
    @Override
    public synchronized void close() {
        closeOthers(List.of(), Set.of());
    }

    @Nullable
    HttpRules rules() {
        return rules;
    }

    private void closeOthers(List<Http> http, Set<Path> paths) {
        Set<Place> wanted = new HashSet<>();
        http.forEach(socket -> wanted.add(Place.of(socket)));
        https.entrySet().removeIf(open -> {
            boolean gone = !wanted.contains(open.getKey());
            if (gone) {
                listeners().close(open.getValue().socket, open.getValue().connector);
            }
            return gone;
        });
        unixes.entrySet().removeIf(open -> {
            boolean gone = !paths.contains(open.getKey());
            if (gone) {
                open.getValue().close();
            }
            return gone;
        });
    }

    private void checkMain(HttpRules next) throws ControlSocketException {
        InetAddress address = mainAddress();
        boolean local = address != null && address.isLoopbackAddress();
        if (main != null && !local && next.main().credentials() == null) {
            throw new ControlSocketException("the control port listens on "
                    + (address == null ? "all addresses" : address.getHostAddress())
                    + " (server.address), where anybody could command the server: set server.address to 127.0.0.1, or"
                    + " configure a control socket of type http with 'authentication'");
        }
    }

    private boolean isMain(Http socket) {
        InetAddress address = mainAddress();
        return socket.port() == mainPort()
                && (address == null
                        || address.isAnyLocalAddress()
                        || address.equals(InetAddress.ofLiteral(socket.address())));
    }

    /** At the very first start there may be no state directory yet. */
    private void makeHome(Path path) throws ControlSocketException {
        try {
            if (home.equals(path.getParent())) {
                Files.createDirectories(home);
            }
        } catch (IOException e) {
            throw new ControlSocketException("control socket " + path + ": " + home + " cannot be made: " + e, e);
        }
    }

    private Set<Path> paths(List<ControlSocketSettings> sockets) throws ControlSocketException {
        Set<Path> paths = new HashSet<>();
        for (ControlSocketSettings socket : sockets) {
            if (socket instanceof Unix(String path)) {
                try {
                    paths.add(home.resolve(path).normalize());
                } catch (InvalidPathException e) {
                    throw new ControlSocketException("control socket '" + path + "' is not a path", e);
                }
            }
        }
        return paths;
    }

    private int mainPort() {
        return main == null ? 0 : main.getLocalPort();
    }

    private @Nullable InetAddress mainAddress() {
        return main != null && main.getProtocolHandler() instanceof AbstractProtocol<?> protocolHandler
                ? protocolHandler.getAddress()
                : null;
    }

    private HttpListeners listeners() {
        if (listeners == null) {
            throw new IllegalStateException("the web server has not been started");
        }
        return listeners;
    }
}
