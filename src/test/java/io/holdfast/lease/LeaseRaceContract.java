package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.clientIdOf;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Renew;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link LeaseStore#apply} by many threads, and by two servers where the store has two ways in. */
@Timeout(120)
interface LeaseRaceContract extends StoreUnderTest {

    int THREADS = 8;
    int ADDRESSES = 200;
    int BATCH = 20;

    private static Ipv4Address address(int i) {
        return new Ipv4Address(0x0a000000 + i);
    }

    /** Runs one task per thread, all let go at once; gives their results. */
    static <T> List<T> together(int threads, java.util.function.IntFunction<Callable<T>> task) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<T> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> futures = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                Callable<T> each = task.apply(t);
                futures.add(executor.submit(() -> {
                    go.await();
                    return each.call();
                }));
            }
            go.countDown();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    /** All addresses, in batches, in an order of this thread's own; gives those it won. */
    private List<Ipv4Address> grab(LeaseStore store, int client) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < ADDRESSES; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(client));
        List<Ipv4Address> won = new ArrayList<>();
        for (int start = 0; start < ADDRESSES; start += BATCH) {
            List<LeaseChange> grants = new ArrayList<>();
            for (int i : order.subList(start, start + BATCH)) {
                grants.add(new Grant(null, lease(address(i)).client(client).build()));
            }
            List<ChangeOutcome> outcomes = store.apply(grants);
            for (int i = 0; i < BATCH; i++) {
                switch (outcomes.get(i)) {
                    case ChangeOutcome.Applied _ ->
                        won.add((Ipv4Address) grants.get(i).address());
                    case ChangeOutcome.Taken taken ->
                        assertThat(taken.present()).as("who has it").isNotNull();
                    case ChangeOutcome.Exceeded exceeded -> throw exceeded.unasked();
                }
            }
        }
        return won;
    }

    @Test
    default void ofManyThreadsThatWantTheSameAddressesExactlyOneGetsEach() throws Exception {
        List<List<Ipv4Address>> won = together(THREADS, t -> () -> grab(t % 2 == 0 ? store() : other(), t + 1));

        Map<Ipv4Address, Integer> owner = new HashMap<>();
        for (int t = 0; t < THREADS; t++) {
            for (Ipv4Address address : won.get(t)) {
                assertThat(owner.put(address, t + 1))
                        .as("second owner of " + address)
                        .isNull();
            }
        }
        assertThat(owner).hasSize(ADDRESSES);
        for (Lease row : store().page(LeaseFilter.ALL, 2 * ADDRESSES)) {
            assertThat(((Lease4) row).clientId()).isEqualTo(clientIdOf(owner.get(row.address())));
        }
    }

    @Test
    default void ofManyThreadsThatRenewFromOneRowExactlyOneSucceeds() throws Exception {
        List<Lease4> held = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            held.add(lease(address(i)).build());
        }
        given(held.toArray(Lease4[]::new));
        List<List<ChangeOutcome>> outcomes = together(THREADS, t -> () -> {
            List<LeaseChange> renewals = new ArrayList<>();
            for (Lease4 row : t % 2 == 0 ? held : held.reversed()) {
                renewals.add(new Renew(row, row.renewed(NOW + 1 + t, 3600)));
            }
            List<ChangeOutcome> told = new ArrayList<>((t % 2 == 0 ? store() : other()).apply(renewals));
            return t % 2 == 0 ? told : told.reversed();
        });

        for (int i = 0; i < held.size(); i++) {
            List<Integer> winners = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                if (outcomes.get(t).get(i) instanceof ChangeOutcome.Applied) {
                    winners.add(t);
                }
            }
            assertThat(winners).as("renewals of " + held.get(i).address()).hasSize(1);
            Lease4 row = row(address(i));
            assertThat(row).isNotNull();
            assertThat(row.lastTransaction()).isEqualTo(NOW + 1 + winners.getFirst());
        }
    }

    @Test
    default void threadsWithAddressesOfTheirOwnDoNotHinderEachOther() throws Exception {
        together(THREADS, t -> () -> {
            for (int round = 0; round < 10; round++) {
                List<LeaseChange> grants = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    // Interleaved, so that neighbours in every index belong to different threads.
                    int number = (round * BATCH + i) * THREADS + t;
                    grants.add(new Grant(
                            null, lease(address(number)).client(number).build()));
                }
                assertThat(store().apply(grants)).allMatch(ChangeOutcome.Applied.class::isInstance);
            }
            return t;
        });
        assertThat(store().page(LeaseFilter.ALL, 10_000)).hasSize(THREADS * 10 * BATCH);
    }

    @Test
    default void oneAddressChangesHandsInTurn() throws Exception {
        given(lease(address(0)).client(0).build());
        List<Integer> changes = together(THREADS, t -> () -> {
            int mine = 0;
            Lease4 seen = row(address(0));
            while (mine < 10) {
                Lease4 next = lease(address(0)).client(100 * (t + 1) + mine).build();
                switch (store().apply(List.of(new Grant(seen, next))).getFirst()) {
                    case ChangeOutcome.Applied _ -> {
                        seen = next;
                        mine++;
                    }
                    case ChangeOutcome.Taken taken -> seen = (Lease4) taken.present();
                    case ChangeOutcome.Exceeded exceeded -> throw exceeded.unasked();
                }
            }
            return mine;
        });
        assertThat(changes).hasSize(THREADS).allMatch(n -> n == 10);
    }
}
