package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Ipv6Range;
import io.holdfast.classify.ClassGuard;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.Lifetimes;
import io.holdfast.config.OptionSet;
import io.holdfast.config.Pool6;
import io.holdfast.config.PoolGroups;
import io.holdfast.config.PoolPolicy;
import io.holdfast.config.Subnet6;
import io.holdfast.config.SubnetPolicy;
import io.holdfast.config.TeeTimes;
import io.holdfast.lease.Vacancy;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Pools of a subnet that are for different clients are picked from separately. */
class PoolGroupsTests {

    private static final long NOW = 1_800_000_000L;
    private static final ClassGuard PHONES = new ClassGuard(List.of(7));
    private static final ClassGuard PRINTERS = new ClassGuard(List.of(8));

    private static Pool6 pool(String first, String last, ClassGuard guard) {
        return new Pool6(
                0,
                new Ipv6Range(Ipv6Address.parse(first), Ipv6Address.parse(last)),
                OptionSet.EMPTY,
                new PoolPolicy(guard, List.of(), null));
    }

    private final Subnet6 subnet = subnet(
            pool("2001:db8::10", "2001:db8::11", PHONES),
            pool("2001:db8::20", "2001:db8::21", ClassGuard.NONE),
            pool("2001:db8::30", "2001:db8::31", new ClassGuard(List.of(7))),
            pool("2001:db8::40", "2001:db8::41", PRINTERS));
    private final AddressPickers pickers = new AddressPickers(PickerPlans.of(subnet), new SplittableRandom(1));
    private final PoolGroups groups = subnet.poolGroups();

    @Test
    void poolsWithTheSameGuardAreOneGroup() {
        assertThat(groups.guards()).containsExactly(PHONES, ClassGuard.NONE, PRINTERS);
        assertThat(subnet.pools().stream().map(pool -> groups.of(pool.policy())))
                .containsExactly(0, 1, 0, 2);
    }

    @Test
    void poolsForEverybodyAreOneGroup() {
        assertThat(subnet(
                                pool("2001:db8::1", "2001:db8::2", ClassGuard.NONE),
                                pool("2001:db8::7", "2001:db8::8", ClassGuard.NONE))
                        .poolGroups())
                .isSameAs(PoolGroups.ONE);
        assertThat(subnet().poolGroups()).isSameAs(PoolGroups.ONE);
    }

    @Test
    void eachGroupIsPickedFromSeparately() {
        assertThat(pick(0)).isEqualTo("2001:db8::10");
        assertThat(pick(1)).isEqualTo("2001:db8::20");
        assertThat(pick(2)).isEqualTo("2001:db8::40");
        assertThat(pick(0)).isEqualTo("2001:db8::11");
        assertThat(pick(0)).isEqualTo("2001:db8::30");
        assertThat(pick(3)).isEqualTo(Pick.NO_POOLS);
    }

    /** Whoever tells of an address need not know its group. */
    @Test
    void anAddressFindsItsGroup() {
        assertThat(pick(0)).isEqualTo("2001:db8::10");
        pickers.strike(PoolSet.addresses(1), Ipv6Address.parse("2001:db8::11"));
        assertThat(pick(0)).isEqualTo("2001:db8::30");
        assertThat(pick(1)).isEqualTo("2001:db8::20");
        pickers.giveBack(PoolSet.addresses(1), new Vacancy(Ipv6Address.parse("2001:db8::20"), null));
        assertThat(pick(0)).isEqualTo("2001:db8::31");
        assertThat(pick(1)).isEqualTo("2001:db8::20");
    }

    private Object pick(int group) {
        while (true) {
            switch (pickers.pick(PoolSet.addresses(1).inGroup(group), NOW)) {
                case Pick.Found(Vacancy vacancy, int _) -> {
                    return vacancy.address().toString();
                }
                case Pick.Short(Shortage shortage) -> {
                    IpAddress last = shortage.range().last();
                    pickers.refill(
                            shortage,
                            shortage.from().equals(last)
                                    ? List.of(new Vacancy(last, null))
                                    : List.of(new Vacancy(shortage.from(), null), new Vacancy(last, null)));
                }
                case Pick other -> {
                    return other;
                }
            }
        }
    }

    private static Subnet6 subnet(Pool6... pools) {
        return new Subnet6(
                1,
                Ipv6Prefix.parse("2001:db8::/64"),
                List.of(pools),
                List.of(),
                null,
                new Lifetimes(100, 100, 100),
                new TeeTimes(null, null, false, 0, 0),
                null,
                null,
                List.of(),
                false,
                false,
                AllocatorKind.ITERATIVE,
                AllocatorKind.ITERATIVE,
                OptionSet.EMPTY,
                SubnetPolicy.STANDARD);
    }
}
