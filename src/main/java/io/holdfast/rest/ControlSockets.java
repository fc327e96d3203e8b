package io.holdfast.rest;

import io.holdfast.address.Protocol;
import io.holdfast.config.ControlSocketSettings;
import io.holdfast.config.ControlSocketSettings.Http;
import io.holdfast.config.ControlSocketSettings.Unix;
import io.holdfast.config.json.JsonNode;
import io.holdfast.control.CommandProtocol;
import io.holdfast.control.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private Map<Protocol, List<ControlSocketSettings>> present = Map.of();
    private @Nullable Connector main;
    private @Nullable HttpListeners listeners;
    private volatile @Nullable HttpRules rules;
    private volatile Map<Path, Protocol> unixProtocols = Map.of();

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

    /** {@link #use(Map)} for one protocol; those of the other stay. */
    public synchronized void use(Protocol protocol, List<ControlSocketSettings> sockets) throws ControlSocketException {
        Map<Protocol, List<ControlSocketSettings>> all = new EnumMap<>(Protocol.class);
        all.putAll(present);
        all.put(protocol, sockets);
        use(all);
    }

    /**
     * Opens what is new in the configuration and closes what is no longer there.
     *
     * @param sockets of all protocols that are served
     * @throws ControlSocketException when one cannot be opened, or strangers could command the server; everything is as
     *     before then
     */
    public synchronized void use(Map<Protocol, List<ControlSocketSettings>> sockets) throws ControlSocketException {
        Map<Http, Protocol> http = https(sockets);
        Map<Path, Protocol> paths = paths(sockets);
        HttpRules next = HttpRules.of(http, mainPort());
        checkMain(next);
        Map<Place, OpenHttp> openedHttp = new HashMap<>();
        Map<Path, UnixListener> openedUnix = new HashMap<>();
        boolean done = false;
        try {
            for (Http socket : http.keySet()) {
                if (!https.containsKey(Place.of(socket)) && !isMain(socket)) {
                    openedHttp.put(
                            Place.of(socket), new OpenHttp(socket, listeners().open(socket)));
                }
            }
            for (Path path : paths.keySet()) {
                if (!unixes.containsKey(path)) {
                    makeHome(path);
                    openedUnix.put(path, UnixListener.open(path, request -> answer(path, request), executor));
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
        unixProtocols = paths;
        present = sockets;
        closeOthers(http.keySet(), paths.keySet());
    }

    private Outcome answer(Path path, JsonNode request) {
        return protocol.answer(request, unixProtocols.get(path));
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
        present = Map.of();
        closeOthers(Set.of(), Set.of());
    }

    @Nullable
    HttpRules rules() {
        return rules;
    }

    /** Whose HTTP socket it is; absent when it is nobody's. */
    @Nullable
    Protocol owner(String localAddress, int localPort) {
        HttpRules now = rules;
        return now == null ? null : now.find(localAddress, localPort).protocol();
    }

    private void closeOthers(Set<Http> http, Set<Path> paths) {
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

    /** Two protocols cannot have one socket: nobody could tell whom a command is for. */
    private static Map<Http, Protocol> https(Map<Protocol, List<ControlSocketSettings>> sockets)
            throws ControlSocketException {
        Map<Http, Protocol> all = new LinkedHashMap<>();
        Map<Place, Protocol> places = new HashMap<>();
        for (Map.Entry<Protocol, List<ControlSocketSettings>> each : sockets.entrySet()) {
            for (ControlSocketSettings socket : each.getValue()) {
                if (socket instanceof Http http) {
                    checkAlone(HttpListeners.name(http), places.put(Place.of(http), each.getKey()), each.getKey());
                    all.put(http, each.getKey());
                }
            }
        }
        return all;
    }

    private Map<Path, Protocol> paths(Map<Protocol, List<ControlSocketSettings>> sockets)
            throws ControlSocketException {
        Map<Path, Protocol> paths = new HashMap<>();
        for (Map.Entry<Protocol, List<ControlSocketSettings>> each : sockets.entrySet()) {
            for (ControlSocketSettings socket : each.getValue()) {
                if (socket instanceof Unix(String name)) {
                    Path path = path(name);
                    checkAlone(path, paths.put(path, each.getKey()), each.getKey());
                }
            }
        }
        return paths;
    }

    private static void checkAlone(Object place, @Nullable Protocol first, Protocol second)
            throws ControlSocketException {
        if (first != null && first != second) {
            throw new ControlSocketException("control socket " + place + " is configured in " + first.object() + " and "
                    + second.object() + ": give each its own");
        }
    }

    private Path path(String name) throws ControlSocketException {
        try {
            return home.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new ControlSocketException("control socket '" + name + "' is not a path", e);
        }
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
