package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubnetsTests {

    private static final long SEED = 20_260_722;

    private static Subnet4 subnet(int id, String prefix, @Nullable String interfaceName, String... relays) {
        List<Ipv4Address> addresses = new ArrayList<>();
        for (String relay : relays) {
            addresses.add(Ipv4Address.parse(relay));
        }
        return new Subnet4(
                id,
                Ipv4Prefix.parse(prefix),
                List.of(),
                new Lifetimes(1, 1, 1),
                new TeeTimes(null, null, false, 0.5, 0.875),
                interfaceName,
                addresses,
                false,
                true,
                0,
                false,
                AllocatorKind.ITERATIVE,
                new BootFields(Ipv4Address.UNSPECIFIED, "", ""),
                OptionSet.EMPTY,
                SubnetPolicy.STANDARD);
    }

    @Test
    void theLongestPrefixWins() {
        Subnets<Subnet4> subnets = new Subnets<>(
                List.of(subnet(1, "10.0.0.0/8", null), subnet(2, "10.1.0.0/16", null), subnet(3, "10.1.1.0/24", null)));
        assertThat(ids(subnets, "10.1.1.7")).isEqualTo(3);
        assertThat(ids(subnets, "10.1.2.7")).isEqualTo(2);
        assertThat(ids(subnets, "10.255.255.255")).isEqualTo(1);
        assertThat(subnets.containing(Ipv4Address.parse("9.255.255.255"))).isNull();
        assertThat(subnets.containing(Ipv4Address.parse("11.0.0.0"))).isNull();
    }

    private static int ids(Subnets<Subnet4> subnets, String address) {
        Subnet4 found = subnets.containing(Ipv4Address.parse(address));
        return found == null ? 0 : found.id();
    }

    @Test
    void theIndexFindsWhatASearchThroughAllFinds() {
        Random random = new Random(SEED);
        Set<Ipv4Prefix> prefixes = new HashSet<>();
        List<Subnet4> all = new ArrayList<>();
        while (all.size() < 500) {
            int length = 4 + random.nextInt(27);
            Ipv4Address network = new Ipv4Address(random.nextInt() & -1 << 32 - length);
            if (prefixes.add(new Ipv4Prefix(network, length))) {
                all.add(subnet(random.nextInt() | 1, network + "/" + length, null));
            }
        }
        Subnets<Subnet4> subnets = new Subnets<>(all);
        for (int i = 0; i < 4_000; i++) {
            Ipv4Address address = i % 2 == 0
                    ? new Ipv4Address(random.nextInt())
                    : new Ipv4Address(all.get(random.nextInt(all.size()))
                                    .prefix()
                                    .network()
                                    .bits()
                            + i % 5);
            assertThat(subnets.containing(address))
                    .as("seed %d, address %s", SEED, address)
                    .isSameAs(all.stream()
                            .filter(subnet -> subnet.prefix().contains(address))
                            .max(Comparator.comparingInt(
                                    subnet -> subnet.prefix().length()))
                            .orElse(null));
        }
        all.forEach(subnet -> assertThat(subnets.withId(subnet.id())).isNotNull());
        assertThat(subnets).isSortedAccordingTo((a, b) -> Integer.compareUnsigned(a.id(), b.id()));
    }

    @Test
    void subnetsAreFoundByRelayAndByInterface() {
        Subnets<Subnet4> subnets = new Subnets<>(List.of(
                subnet(3, "10.3.0.0/16", "eth0"),
                subnet(1, "10.1.0.0/16", "eth0", "10.9.9.9", "10.9.9.8"),
                subnet(2, "10.2.0.0/16", null, "10.9.9.9")));
        assertThat(subnets.ofRelay(Ipv4Address.parse("10.9.9.9")))
                .extracting(Subnet4::id)
                .containsExactly(1, 2);
        assertThat(subnets.ofRelay(Ipv4Address.parse("10.9.9.8")))
                .extracting(Subnet4::id)
                .containsExactly(1);
        assertThat(subnets.ofRelay(Ipv4Address.parse("10.1.0.1"))).isEmpty();
        assertThat(subnets.ofInterface("eth0")).extracting(Subnet4::id).containsExactly(1, 3);
        assertThat(subnets.ofInterface("eth1")).isEmpty();
    }
}
