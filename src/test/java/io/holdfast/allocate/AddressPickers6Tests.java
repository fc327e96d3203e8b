package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.PrefixRange;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.Vacancy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Picking from pools of IPv6: far larger than could ever be looked through, and prefixes of several lengths. */
class AddressPickers6Tests {

    private static final long NOW = 1_800_000_000L;

    private final Set<IpAddress> taken = new HashSet<>();
    private int searches;
    private int looked;

    private static AddressPickers pickers(String allocator, String members) {
        String json = """
                { "Dhcp6": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "allocator": "%1$s", "pd-allocator": "%1$s", "subnet6": [ { "id": 1, "subnet": "2001:db8::/32", %2$s } ] } }""".formatted(allocator, members);
        try {
            return new AddressPickers(
                    Objects.requireNonNull(
                            ConfigCompiler.compile(json, "test.json").dhcp6()),
                    new SplittableRandom(42));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** Picks, and takes, as an engine would; the address, or why there is none. */
    private Object pick(AddressPickers pickers, PoolSet pools) {
        while (true) {
            switch (pickers.pick(pools, NOW)) {
                case Pick.Found(Vacancy vacancy, int _) -> {
                    if (taken.add(vacancy.address())) {
                        pickers.held(pools);
                        return vacancy.address().toString();
                    }
                }
                case Pick.Short(Shortage shortage) -> {
                    searches++;
                    pickers.refill(shortage, search(shortage));
                }
                case Pick other -> {
                    return other;
                }
            }
        }
    }

    private List<Vacancy> search(Shortage shortage) {
        AddressRange range = shortage.range();
        List<Vacancy> found = new ArrayList<>();
        IpAddress address = shortage.from();
        while (found.size() < shortage.limit()) {
            assertThat(range.contains(address)).isTrue();
            looked++;
            if (!taken.contains(address)) {
                found.add(new Vacancy(address, null));
            }
            if (address.equals(range.last())) {
                return found;
            }
            address = range.after(address);
        }
        return found;
    }

    @Test
    void upwardsThroughAPoolOfTwoToTheNinetySix() {
        AddressPickers pickers = pickers("iterative", "\"pools\": [ { \"pool\": \"2001:db8::/32\" } ]");
        PoolSet pools = PoolSet.addresses(1);
        assertThat(pick(pickers, pools)).as("the routers' address is left out").isEqualTo("2001:db8::1");
        assertThat(pick(pickers, pools)).isEqualTo("2001:db8::2");
        for (int i = 3; i <= 10_000; i++) {
            pick(pickers, pools);
        }
        assertThat(taken).contains(Ipv6Address.parse("2001:db8::2710"));
        assertThat(searches).isLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::/32", "2001:db8:5::/64", "2001:db8:5::/96", "2001:db8:5::/112"})
    void byChanceAllOverALargePool(String pool) {
        AddressPickers pickers = pickers("random", "\"pools\": [ { \"pool\": \"" + pool + "\" } ]");
        PoolSet pools = PoolSet.addresses(1);
        for (int i = 0; i < 2000; i++) {
            assertThat(pick(pickers, pools)).isInstanceOf(String.class);
        }
        Ipv6Prefix prefix = Ipv6Prefix.parse(pool);
        assertThat(taken).hasSize(2000).allMatch(address -> prefix.range().contains(address));
        Set<BigInteger> sixteenths = new HashSet<>();
        for (IpAddress address : taken) {
            BigInteger place =
                    ((Ipv6Address) address).toNumber().subtract(prefix.network().toNumber());
            sixteenths.add(place.shiftRight(128 - prefix.length() - 4));
        }
        assertThat(sixteenths).as("nowhere is nobody").hasSizeGreaterThan(12);
        assertThat(looked).isLessThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({"iterative", "random"})
    void aSmallPoolIsGivenOutToTheLast(String allocator) {
        AddressPickers pickers = pickers(allocator, """
                "pools": [ { "pool": "2001:db8::10-2001:db8::1f" }, { "pool": "2001:db8::30-2001:db8::33" } ]""");
        PoolSet pools = PoolSet.addresses(1);
        for (int i = 0; i < 20; i++) {
            assertThat(pick(pickers, pools)).isInstanceOf(String.class);
        }
        assertThat(pick(pickers, pools)).isEqualTo(Pick.EXHAUSTED);
    }

    @Test
    void prefixesOfEachLengthHaveAPickerOfTheirOwn() {
        AddressPickers pickers = pickers("iterative", """
                "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56 },
                              { "prefix": "2001:db8:200::", "prefix-len": 47, "delegated-len": 48 },
                              { "prefix": "2001:db8:300::", "prefix-len": 40, "delegated-len": 56 } ]""");
        assertThat(pick(pickers, PoolSet.prefixes(1, 56))).isEqualTo("2001:db8:100::");
        assertThat(pick(pickers, PoolSet.prefixes(1, 56))).isEqualTo("2001:db8:100:100::");
        assertThat(pick(pickers, PoolSet.prefixes(1, 48))).isEqualTo("2001:db8:200::");
        assertThat(pick(pickers, PoolSet.prefixes(1, 48))).isEqualTo("2001:db8:201::");
        assertThat(pick(pickers, PoolSet.prefixes(1, 48))).isEqualTo(Pick.EXHAUSTED);
        assertThat(pick(pickers, PoolSet.prefixes(1, 64))).isEqualTo(Pick.NO_POOLS);
        assertThat(pick(pickers, PoolSet.addresses(1))).isEqualTo(Pick.NO_POOLS);
    }

    @ParameterizedTest
    @CsvSource({"iterative", "random"})
    void prefixesOfAVastPool(String allocator) {
        AddressPickers pickers = pickers(allocator, """
                "pd-pools": [ { "prefix": "2000::", "prefix-len": 3, "delegated-len": 127 } ]""");
        PrefixRange all = PrefixRange.of(Ipv6Prefix.parse("2000::/3"), 127);
        for (int i = 0; i < 500; i++) {
            assertThat(pick(pickers, PoolSet.prefixes(1, 127))).isInstanceOf(String.class);
        }
        assertThat(taken).hasSize(500).allMatch(all::contains);
    }
}
