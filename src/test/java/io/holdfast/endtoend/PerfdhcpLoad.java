package io.holdfast.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code perfdhcp} after {@code perfdhcp}, each with clients of its own, until it is ended. */
final class PerfdhcpLoad implements AutoCloseable {

    /** perfdhcp tells who was acknowledged what when it ends, so it ends now and then. */
    private static final int SECONDS_EACH = 15;

    private static final int GROUPS = 256;

    private final Perfdhcp.Target target;
    private final int rate;
    private final CompletableFuture<List<Perfdhcp>> runs;
    private volatile boolean closed;

    private PerfdhcpLoad(Perfdhcp.Target target, int rate) {
        this.target = target;
        this.rate = rate;
        runs = CompletableFuture.supplyAsync(
                this::work,
                task -> Thread.ofPlatform().name("perfdhcp load").daemon().start(task));
    }

    /** @param rate new clients per second */
    static PerfdhcpLoad start(Perfdhcp.Target target, int rate) {
        return new PerfdhcpLoad(target, rate);
    }

    private List<Perfdhcp> work() {
        List<Perfdhcp> ended = new ArrayList<>();
        while (!closed) {
            if (ended.size() == GROUPS) {
                throw new IllegalStateException("perfdhcp has no more new clients after " + GROUPS + " runs");
            }
            ended.add(Perfdhcp.ofGroup(target, ended.size(), rate * SECONDS_EACH, rate)
                    .run());
        }
        return ended;
    }

    /** Lets the last one run to its end, and gives them all. */
    List<Perfdhcp> end() {
        closed = true;
        return runs.join();
    }

    @Override
    public void close() {
        closed = true;
        runs.exceptionally(e -> List.of()).join(); // who wants the failure has called end()
    }
}
