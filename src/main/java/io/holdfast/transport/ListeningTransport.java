package io.holdfast.transport;

import io.holdfast.telemetry.Meters;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on all configured links: opens a {@link Station} for each, runs its receivers, and looks after it. Interfaces
 * may come, go, and change their addresses; one line is logged for each change.
 */
final class ListeningTransport implements Transport {

    static final String SEND_FAILED = "send-failed";
    static final String NO_SOCKET = "send-without-socket";

    private static final Logger LOG = LoggerFactory.getLogger(ListeningTransport.class);
    private static final Duration LEAST_WAIT = Duration.ofMillis(100);

    private final TransportSettings settings;
    private final Station.Opener opener;
    private final ThreadFactory threads;
    private final Meters meters;
    private final Consumer<String> givenUp;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    /** Read without the lock by senders; replaced, never changed. */
    private volatile Map<String, Listener> listeners = Map.of();

    /** By the name of the link, or the interface as configured. */
    private final Map<String, String> problems = new TreeMap<>();
    /** Links that were never open and whose retries are used up: only a redetect tries them again. */
    private final Set<String> abandoned = new HashSet<>();

    private final Set<String> onceOpen = new HashSet<>();
    private int retries;
    private @Nullable Consumer<Datagram> handler;
    private boolean closed;
    private @Nullable Thread keeper;

    ListeningTransport(
            TransportSettings settings,
            Station.Opener opener,
            ThreadFactory threads,
            Meters meters,
            Consumer<String> givenUp) {
        this.settings = settings;
        this.opener = opener;
        this.threads = threads;
        this.meters = meters;
        this.givenUp = givenUp;
    }

    void open() throws SocketOpenException {
        lock.lock();
        try {
            LinkChoice choice = reconcile();
            if (settings.maxRetries() == 0 && !problems.isEmpty()) {
                if (settings.requireAll() || !choice.unknown().isEmpty()) {
                    closeAll();
                    throw new SocketOpenException(String.join("; ", problems.values()));
                }
                abandonNeverOpen();
            }
            if (listeners.isEmpty()) {
                LOG.warn("DHCPSRV_NO_SOCKETS_OPEN no interface is listened on");
            }
            keeper = threads.newThread(this::keep);
            keeper.start();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start(Consumer<Datagram> receiver) {
        lock.lock();
        try {
            handler = receiver;
            listeners.values().forEach(listener -> listener.start(threads, receiver));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(List<Outgoing> replies) {
        int from = 0;
        while (from < replies.size()) {
            String name = replies.get(from).via().name();
            int to = from + 1;
            while (to < replies.size() && replies.get(to).via().name().equals(name)) {
                to++;
            }
            sendBy(name, from == 0 && to == replies.size() ? replies : replies.subList(from, to));
            from = to;
        }
    }

    private void sendBy(String name, List<Outgoing> replies) {
        Listener listener = listeners.get(name);
        if (listener == null || !listener.send(replies)) {
            replies.forEach(reply -> meters.dropped(NO_SOCKET));
            LOG.debug(
                    "{}_PACKET_SEND_FAIL {} answers: no socket is open on {}",
                    settings.protocol(),
                    replies.size(),
                    name);
        }
    }

    @Override
    public Status status() {
        lock.lock();
        try {
            if (problems.isEmpty()) {
                return new Status("ready", List.of(), listeners.size());
            }
            boolean trying = problems.keySet().stream().anyMatch(key -> !isAbandoned(key));
            return new Status(trying ? "retrying" : "failed", List.copyOf(problems.values()), listeners.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void redetect() {
        lock.lock();
        try {
            abandoned.clear();
            retries = 0;
            wake.signalAll();
            if (!closed) {
                reconcile();
                if (settings.maxRetries() == 0) {
                    abandonNeverOpen();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stopReceiving() {
        lock.lock();
        try {
            handler = null;
            closed = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        joinKeeper();
        // All are asked before one is waited for: it takes one patience, however many links there are.
        listeners.values().forEach(Listener::askToStop);
        listeners.values().forEach(Listener::stop);
    }

    @Override
    public void close() {
        stopReceiving();
        lock.lock();
        try {
            closeAll();
        } finally {
            lock.unlock();
        }
    }

    private void joinKeeper() {
        Thread thread = keeper;
        if (thread != null && thread != Thread.currentThread()) {
            Listener.join(thread);
        }
    }

    private void closeAll() {
        Map<String, Listener> old = listeners;
        listeners = Map.of();
        old.values().forEach(Listener::close);
    }

    /** Runs in the keeper's thread until closed: retries, and follows the interfaces. */
    private void keep() {
        lock.lock();
        try {
            while (!closed) {
                Duration wait = settings.retryWait().compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : settings.retryWait();
                if (wake.await(wait.toNanos(), TimeUnit.NANOSECONDS) || closed) {
                    continue;
                }
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        try {
            reconcile();
            countRetry();
        } catch (RuntimeException | Error e) { // the next look may fare better; without a keeper there is none
            LOG.error("looking after the interfaces failed", e);
        }
    }

    private void countRetry() {
        if (problems.keySet().stream().allMatch(key -> onceOpen.contains(linkOf(key)) || isAbandoned(key))) {
            retries = 0;
            return;
        }
        retries++;
        if (retries < settings.maxRetries()) {
            return;
        }
        abandonNeverOpen();
        String sentence = String.join("; ", problems.values());
        LOG.error("{}_OPEN_SOCKETS_FAILED after {} retries: {}", settings.protocol(), retries, sentence);
        retries = 0;
        if (settings.requireAll()) {
            givenUp.accept(sentence);
        }
    }

    private void abandonNeverOpen() {
        problems.keySet().stream()
                .map(ListeningTransport::linkOf)
                .filter(name -> !onceOpen.contains(name))
                .forEach(abandoned::add);
    }

    private boolean isAbandoned(String key) {
        return abandoned.contains(linkOf(key));
    }

    private static String linkOf(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    /** Makes what is open what should be open, as far as possible now. */
    private LinkChoice reconcile() {
        List<Link> known;
        try {
            known = Links.detect(settings.nativeAccess(), settings.protocol());
        } catch (SocketOpenException e) {
            note("interfaces", String.valueOf(e.getMessage()));
            return new LinkChoice(List.of(), Map.of(), List.of());
        }
        problems.remove("interfaces");
        LinkChoice choice = LinkChoice.of(settings.protocol(), settings.interfaces(), known);
        List<String> chosen = choice.links().stream().map(Link::name).toList();
        problems.keySet()
                .removeIf(key -> !chosen.contains(key) && !choice.problems().containsKey(key));
        choice.problems().forEach(this::note);
        for (String name : List.copyOf(listeners.keySet())) {
            if (!chosen.contains(name)) {
                LOG.warn("interface {} is gone, down, or without its addresses: it is no longer listened on", name);
                remove(name);
            }
        }
        for (Link link : choice.links()) {
            if (!abandoned.contains(link.name())) {
                tend(link);
            }
        }
        return choice;
    }

    private void tend(Link link) {
        Listener open = listeners.get(link.name());
        if (open != null && !open.broken() && open.sameAs(link)) {
            if (link.up()) {
                well(link.name(), () -> LOG.info("interface {} is up again", link.name()));
            } else {
                note(link.name(), "interface " + link.name() + " is down");
            }
            return;
        }
        if (open != null) {
            remove(link.name());
        }
        try {
            Listener listener = new Listener(settings.protocol(), opener.open(link));
            Map<String, Listener> more = new HashMap<>(listeners);
            more.put(link.name(), listener);
            listeners = Map.copyOf(more);
            onceOpen.add(link.name());
            problems.remove(link.name());
            LOG.info(
                    "DHCPSRV_CFGMGR_ADD_IFACE listening on {} {} port {}",
                    link.name(),
                    link.addresses(settings.protocol()),
                    settings.serverPort());
            Consumer<Datagram> receiver = handler;
            if (receiver != null) {
                listener.start(threads, receiver);
            }
        } catch (SocketOpenException e) {
            note(link.name(), String.valueOf(e.getMessage()));
        }
    }

    private void remove(String name) {
        Map<String, Listener> fewer = new HashMap<>(listeners);
        Listener gone = fewer.remove(name);
        listeners = Map.copyOf(fewer);
        if (gone != null) {
            gone.close();
        }
    }

    private void note(String name, String sentence) {
        if (!sentence.equals(problems.put(name, sentence))) {
            LOG.warn("DHCPSRV_OPEN_SOCKET_FAIL {}", sentence);
        }
    }

    private void well(String name, Runnable log) {
        if (problems.remove(name) != null) {
            log.run();
        }
    }
}
