package io.holdfast.outage;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The clients of one server, two for each thing that may be asked: one that has had its lease before the outage, and one
 * that is new to the server and believes in an address that nobody gave it.
 */
final class Clientele implements AutoCloseable {

    /** Whose answer it is. */
    record Asker(Asking asking, boolean known) {

        @Override
        public String toString() {
            return asking + " by a " + (known ? "known" : "new") + " client";
        }
    }

    /** What one client heard. */
    record Answer(Asker asker, Optional<? extends Heard> heard) {}

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final int PER_SERVER = 16;

    private final Map<Asking, TestClient> known = new LinkedHashMap<>();
    private final Map<Asking, TestClient> newcomers = new LinkedHashMap<>();
    private final Map<Asking, Heard> leases = new LinkedHashMap<>();

    /** @param number makes them differ from other servers' clients */
    Clientele(Dhcp protocol, ServerUnderTest server, int number) {
        for (Asking asking : protocol.askings()) {
            TestClient client = protocol.client(server, identity(number, 0, asking));
            known.put(asking, client);
            leases.put(asking, client.bind());
            TestClient newcomer = protocol.client(server, identity(number, 1, asking));
            newcomers.put(asking, newcomer);
            newcomer.believe(PER_SERVER * number + asking.ordinal());
            if (asking.ordinal() > 0) { // the first thing to ask: once with an open offer, once without
                asking.prepare(client);
            }
            asking.prepare(newcomer);
        }
    }

    private static int identity(int server, int kind, Asking asking) {
        return server << 16 | kind << 8 | asking.ordinal();
    }

    /** All ask at once, once; returns when everybody has been silent for a while. */
    List<Answer> askAll() {
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            known.forEach((asking, client) -> answers.add(together.submit(() -> ask(new Asker(asking, true), client))));
            newcomers.forEach((asking, client) ->
                    answers.add(together.submit(() -> ask(new Asker(asking, false), client))));
            List<Answer> all = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Answer ask(Asker asker, TestClient client) {
        return new Answer(asker, asker.asking().ask(client.patience(SILENCE)));
    }

    /** What each known client was told before the outage. */
    Map<Asking, Heard> leases() {
        return Map.copyOf(leases);
    }

    TestClient known(Asking asking) {
        return known.get(asking);
    }

    /** One that may be asked to renew, whatever else is tested. */
    TestClient anyKnown() {
        return known.values().stream().findFirst().orElseThrow();
    }

    /** Everybody who is new binds as if for the first time; fails when somebody cannot. */
    List<? extends Heard> bindNewcomers() {
        return newcomers.values().stream().map(Clientele::bind).toList();
    }

    /** Servers with one database do not know each other's open offers: the second to be taken up is refused. */
    private static Heard bind(TestClient client) {
        client.patience(Duration.ofSeconds(5));
        return await("a new client's lease")
                .until(client::tryToBind, Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        known.values().forEach(TestClient::close);
        newcomers.values().forEach(TestClient::close);
    }
}
