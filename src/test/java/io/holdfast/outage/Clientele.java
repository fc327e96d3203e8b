package io.holdfast.outage;

import static org.awaitility.Awaitility.await;

import io.holdfast.address.Ipv4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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
    record Answer(Asker asker, Optional<Heard4> heard) {}

    private static final Duration SILENCE = Duration.ofSeconds(1);
    /** At the end of the pool, where nobody is sent while there is room at its beginning. */
    private static final long BELIEVED =
            Integer.toUnsignedLong(Ipv4Address.parse("192.0.2.200").bits());

    private final Map<Asking, TestClient4> known = new EnumMap<>(Asking.class);
    private final Map<Asking, TestClient4> newcomers = new EnumMap<>(Asking.class);
    private final Map<Asking, Heard4> leases = new EnumMap<>(Asking.class);

    /** @param number makes their hardware addresses differ from those of other servers' clients */
    Clientele(ServerUnderTest server, int number) {
        for (Asking asking : Asking.values()) {
            TestClient4 client = TestClient4.of(server, hardware(number, 0, asking));
            known.put(asking, client);
            leases.put(asking, client.bind());
            TestClient4 newcomer = TestClient4.of(server, hardware(number, 1, asking));
            newcomers.put(asking, newcomer);
            newcomer.believe(Ipv4Address.ofUnsigned(BELIEVED + 16L * number + asking.ordinal()));
            if (asking != Asking.DISCOVER) { // once with an open offer, once without
                asking.preparation().accept(client);
            }
            asking.preparation().accept(newcomer);
        }
    }

    private static String hardware(int server, int kind, Asking asking) {
        return "02:00:00:%02x:%02x:%02x".formatted(server, kind, asking.ordinal());
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

    private static Answer ask(Asker asker, TestClient4 client) {
        return new Answer(asker, asker.asking().ask(client.patience(SILENCE)));
    }

    /** What each known client was told before the outage. */
    Map<Asking, Heard4> leases() {
        return Map.copyOf(leases);
    }

    TestClient4 known(Asking asking) {
        return known.get(asking);
    }

    /** Everybody who is new binds as if for the first time; fails when somebody cannot. */
    List<Heard4> bindNewcomers() {
        return newcomers.values().stream().map(Clientele::bind).toList();
    }

    /** Servers with one database do not know each other's open offers: the second to be taken up is refused. */
    private static Heard4 bind(TestClient4 client) {
        client.patience(Duration.ofSeconds(5));
        return await("a new client's lease")
                .until(
                        () -> client.discover().flatMap(client::select),
                        answer -> answer.filter(Heard4::isAck).isPresent())
                .orElseThrow();
    }

    @Override
    public void close() {
        known.values().forEach(TestClient4::close);
        newcomers.values().forEach(TestClient4::close);
    }
}
