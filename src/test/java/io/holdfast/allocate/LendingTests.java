package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.memory.MemoryLeaseStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Addresses set aside for clients that may not need them. */
class LendingTests {

    private static final long NOW = LeaseBuilder.NOW;
    private static final PoolSet POOLS = PoolSet.of(1);
    private static final int SIZE = 8192;

    private final LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP4);
    private final AddressPickers pickers;

    LendingTests() throws ConfigException {
        pickers = new AddressPickers(ConfigCompiler.compile("""
                        { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                          "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8",
                            "pools": [ { "pool": "10.0.0.0-10.0.31.255" } ] } ] } }""", "test.json").config(), new SplittableRandom(7));
    }

    /** All but as many at the end. */
    private void fillBut(int vacant) {
        List<LeaseChange> changes = new ArrayList<>();
        for (int i = 0; i < SIZE - vacant; i++) {
            changes.add(new LeaseChange.Grant(
                    null,
                    LeaseBuilder.lease(new Ipv4Address(0x0a000000 + i))
                            .until(NOW + 1000)
                            .build()));
        }
        store.apply(changes);
        pick();
        new PoolSurvey(() -> pickers, store, () -> NOW).run();
    }

    private Pick pick() {
        return refilled(() -> pickers.pick(POOLS, NOW));
    }

    private Pick lend() {
        return refilled(() -> pickers.lendAhead(POOLS, NOW));
    }

    private Pick refilled(Supplier<Pick> choice) {
        while (true) {
            Pick pick = choice.get();
            if (!(pick instanceof Pick.Short(Shortage shortage))) {
                return pick;
            }
            pickers.refill(shortage, shortage.search(store, NOW));
        }
    }

    @Test
    void theLastVacantAddressesAreForThoseWhoNeedOne() {
        fillBut(10);
        List<Pick> lent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lent.add(lend());
        }
        assertThat(lent).noneMatch(Pick.Found.class::isInstance);
        assertThat(refilled(() -> pickers.lend(POOLS, NOW))).isInstanceOf(Pick.Found.class);
        assertThat(pick()).isInstanceOf(Pick.Found.class);
    }

    @Test
    void whereThereAreManyAnAddressIsLentAndComesBack() {
        fillBut(SIZE - 100);
        assertThat(lend()).isInstanceOfSatisfying(Pick.Found.class, found -> {
            assertThat(pick()).isNotEqualTo(found);
            pickers.takeBack(POOLS, found.vacancy());
            assertThat(pick())
                    .isInstanceOfSatisfying(
                            Pick.Found.class, next -> assertThat(next.vacancy()).isEqualTo(found.vacancy()));
        });
    }
}
