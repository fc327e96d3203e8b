package io.holdfast.store.memory;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image against a plain map that is asked the same, after many random changes. */
class LeaseImageTests {

    private final LeaseImage image = new LeaseImage(Protocol.DHCP4);
    private final TreeMap<Long, Lease4> model = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyIndexAgreesWithAPlainMap(long seed) {
        Random random = new Random(seed);
        // Few addresses far apart, and many side by side, so that leaves are split, emptied and refilled.
        for (int round = 0; round < 6; round++) {
            boolean growing = round % 2 == 0;
            for (int i = 0; i < 6000; i++) {
                int address =
                        random.nextInt(4) == 0 ? random.nextInt() & 0xff00_ff00 : 0x7fff_f000 + random.nextInt(8000);
                if (random.nextInt(5) < (growing ? 4 : 1)) {
                    put(random, address);
                } else {
                    assertThat(image.remove(0, Integer.toUnsignedLong(address)) != null)
                            .isEqualTo(model.remove(Integer.toUnsignedLong(address)) != null);
                }
            }
            compare(random);
        }
    }

    private void put(Random random, int address) {
        LeaseBuilder builder = lease(new Ipv4Address(address))
                .client(random.nextInt(3000))
                .subnet(random.nextInt(3))
                .lifetime(random.nextInt(10) == 0 ? Lease4.INFINITE : random.nextInt(1000))
                .since(NOW - random.nextInt(1000))
                .state(LeaseState.of(random.nextInt(4)));
        if (random.nextInt(10) == 0) {
            builder.clientId(null);
        }
        if (random.nextInt(10) == 0) {
            builder.hardware(null);
        }
        Lease4 lease = builder.build();
        image.put(PackedLease.of(lease));
        model.put(Integer.toUnsignedLong(address), lease);
    }

    private void compare(Random random) {
        assertThat(image.size()).isEqualTo(model.size());
        List<Long> addresses = new ArrayList<>();
        for (AddressIndex.Cursor at = image.from(0, 0); !at.atEnd(); at.advance()) {
            addresses.add(at.low());
        }
        assertThat(addresses).containsExactlyElementsOf(model.keySet());
        for (int i = 0; i < 500; i++) {
            int start = random.nextInt();
            AddressIndex.Cursor at = image.from(0, Integer.toUnsignedLong(start));
            Long expected = model.ceilingKey(Integer.toUnsignedLong(start));
            assertThat(at.atEnd() ? null : (Long) at.low()).isEqualTo(expected);
        }
        for (int client = 0; client < 3000; client += 7) {
            List<PackedLease> found = new ArrayList<>();
            image.addWithClientId(LeaseBuilder.clientIdOf(client).bytes(), found);
            int number = client;
            assertThat(addresses(found))
                    .containsExactlyInAnyOrderElementsOf(model.values().stream()
                            .filter(l -> LeaseBuilder.clientIdOf(number).equals(l.clientId()))
                            .map(l -> l.address().toUnsigned())
                            .toList());
            found.clear();
            image.addWithHardware(LeaseBuilder.hardwareOf(client).bytes(), found);
            assertThat(addresses(found))
                    .containsExactlyInAnyOrderElementsOf(model.values().stream()
                            .filter(l -> LeaseBuilder.hardwareOf(number).equals(l.hardware()))
                            .map(l -> l.address().toUnsigned())
                            .toList());
        }
        List<Long> ends = model.values().stream()
                .filter(l -> l.state() == LeaseState.DEFAULT || l.state() == LeaseState.DECLINED)
                .filter(l -> l.isExpired(NOW))
                .map(Lease4::expire)
                .sorted(Comparator.naturalOrder())
                .toList();
        assertThat(image.ended(NOW, Integer.MAX_VALUE))
                .extracting(PackedLease::expire)
                .isEqualTo(ends);
        int some = Math.min(10, ends.size());
        assertThat(image.ended(NOW, 10)).extracting(PackedLease::expire).isEqualTo(ends.subList(0, some));
        assertThat(image.remembered(NOW, Integer.MAX_VALUE)).hasSize((int) model.values().stream()
                .filter(l -> l.state() == LeaseState.RELEASED || l.state() == LeaseState.EXPIRED_RECLAIMED)
                .filter(l -> l.expire() < NOW)
                .count());
        assertThat(image.counts(null).stream().mapToLong(c -> c.leases()).sum()).isEqualTo(model.size());
    }

    private static List<Long> addresses(List<PackedLease> leases) {
        return leases.stream().map(PackedLease::low).toList();
    }
}
