package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OfferBookTests {

    private final OfferBook book = new OfferBook(30, 3);

    private static ClientIdentity client(int number) {
        return new ClientIdentity(null, HardwareAddress.ethernet(new byte[] {2, 0, 0, 0, 0, (byte) number}));
    }

    private static Offer offer(int client, int address) {
        return new Offer(client(client), PoolSet.of(1), new Ipv4Address(address), null, List.of(), 1, 0);
    }

    @Test
    void anAddressIsOnOfferToOneClient() {
        assertThat(book.open(offer(1, 10), 100)).isTrue();
        assertThat(book.open(offer(2, 10), 130)).isFalse();
        assertThat(book.open(offer(2, 10), 131)).as("the first offer is over").isTrue();
        assertThat(book.of(client(1), 131)).isNull();
        assertThat(Objects.requireNonNull(book.of(client(2), 131)).address()).isEqualTo(new Ipv4Address(10));
    }

    @Test
    void aClientHasOneOffer() {
        book.open(offer(1, 10), 100);
        book.open(offer(1, 11), 100);
        assertThat(book.size()).isEqualTo(1);
        assertThat(book.open(offer(2, 10), 100)).isTrue();
    }

    @Test
    void openingAgainProlongs() {
        book.open(offer(1, 10), 100);
        book.open(offer(1, 10), 120);
        assertThat(book.expire(140)).isEmpty();
        assertThat(book.expire(151)).extracting(Offer::address).containsExactly(new Ipv4Address(10));
        assertThat(book.size()).isZero();
    }

    @Test
    void closedOffersAreGone() {
        book.open(offer(1, 10), 100);
        assertThat(Objects.requireNonNull(book.close(client(1))).address()).isEqualTo(new Ipv4Address(10));
        assertThat(book.close(client(1))).isNull();
        book.open(offer(2, 11), 100);
        book.close(new Ipv4Address(11));
        assertThat(book.of(client(2), 100)).isNull();
    }

    @Test
    void theOldestGiveWayWhenItIsFull() {
        for (int i = 1; i <= 4; i++) {
            assertThat(book.open(offer(i, i), 100 + i)).isTrue();
        }
        assertThat(book.size()).isEqualTo(3);
        assertThat(book.of(client(1), 104)).isNull();
        assertThat(book.of(client(4), 104)).isNotNull();
    }

    @Test
    void ofManyThreadsOneGetsTheAddress() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            OfferBook contested = new OfferBook(30, 100);
            AtomicInteger winners = new AtomicInteger();
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> {
                        if (contested.open(offer(i, 7), 100)) {
                            winners.incrementAndGet();
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(winners).hasValue(1);
        }
    }
}
