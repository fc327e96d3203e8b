package io.holdfast.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of 128 bits against a sorted map; those of 32 are in {@link LeaseImageTests}. */
class AddressIndexTests {

    private final AddressIndex index = new AddressIndex(true);
    private final TreeMap<Ipv6Address, Integer> model = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void wideAddressesAreInOrderThroughAllChanges(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 5000; i++) {
                Ipv6Address address = address(random);
                boolean isThere = model.containsKey(address);
                if (!isThere && random.nextInt(5) < (round % 2 == 0 ? 4 : 1)) {
                    index.add(address.high(), address.low(), i);
                    model.put(address, i);
                } else if (isThere && round % 2 == 1) {
                    index.remove(address.high(), address.low());
                    model.remove(address);
                }
            }
            compare(random);
        }
    }

    /** Side by side in few networks, some of them on both sides of the sign. */
    private static Ipv6Address address(Random random) {
        long high = random.nextInt(3) == 0 ? random.nextLong() : 0x7fff_ffff_ffff_fffeL + random.nextInt(4);
        return new Ipv6Address(high, random.nextInt(3) == 0 ? -1L - random.nextInt(9) : random.nextInt(900));
    }

    private void compare(Random random) {
        List<Ipv6Address> seen = new ArrayList<>();
        for (AddressIndex.Cursor at = index.from(0, 0); !at.atEnd(); at.advance()) {
            Ipv6Address address = new Ipv6Address(at.high(), at.low());
            assertThat(at.slot()).isEqualTo(model.get(address));
            seen.add(address);
        }
        assertThat(seen).containsExactlyElementsOf(model.keySet());
        for (int i = 0; i < 500; i++) {
            Ipv6Address start = address(random);
            AddressIndex.Cursor at = index.from(start.high(), start.low());
            assertThat(at.atEnd() ? null : new Ipv6Address(at.high(), at.low())).isEqualTo(model.ceilingKey(start));
            assertThat(index.get(start.high(), start.low())).isEqualTo(model.getOrDefault(start, AddressIndex.NONE));
        }
    }
}
