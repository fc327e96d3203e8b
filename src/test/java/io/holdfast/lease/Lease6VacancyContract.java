package io.holdfast.lease;

import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.AddressRange;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Ipv6Range;
import io.holdfast.address.PrefixRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#vacancies} for addresses and for prefixes. */
interface Lease6VacancyContract extends StoreUnderTest {

    private static Ipv6Range range(String first, String last) {
        return new Ipv6Range(Ipv6Address.parse(first), Ipv6Address.parse(last));
    }

    private static PrefixRange prefixes(String whole, int length) {
        return PrefixRange.of(Ipv6Prefix.parse(whole), length);
    }

    private List<String> free(AddressRange range, String from, int limit, boolean reuse) {
        return store().vacancies(range, Ipv6Address.parse(from), limit, reuse, NOW).stream()
                .map(vacancy -> vacancy.address().toString())
                .toList();
    }

    @Test
    default void theLowestFreeAddressesOfARangeThatNobodyCouldCount() {
        given(lease6("2001:db8::").build(), lease6("2001:db8::2").build());
        Ipv6Range range = range("2001:db8::", "2001:db8::ffff:ffff:ffff:ffff");
        assertThat(free(range, "::", 3, false)).containsExactly("2001:db8::1", "2001:db8::3", "2001:db8::4");
        assertThat(free(range, "2001:db8::2", 1, false)).containsExactly("2001:db8::3");
        assertThat(free(range, "2001:db8::ffff:ffff:ffff:fffe", 5, false))
                .containsExactly("2001:db8::ffff:ffff:ffff:fffe", "2001:db8::ffff:ffff:ffff:ffff");
        assertThat(free(range, "2001:db9::", 5, false)).isEmpty();
        assertThat(free(range, "::", 0, false)).isEmpty();
    }

    @Test
    default void theLastAddressOfAllIsAnAddress() {
        Ipv6Range range = range("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        assertThat(free(range, "::", 5, true)).hasSize(2);
        given(lease6("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").until(NOW - 5).build());
        assertThat(free(range, "::", 5, false)).hasSize(1);
        assertThat(free(range, "::", 5, true)).hasSize(2);
    }

    @Test
    default void vacantRowsAreFoundWithWhoHadThemWhenTheyMayBeReused() {
        Lease6 over = lease6("2001:db8::1").until(NOW - 1).build();
        Lease6 released = lease6("2001:db8::2").state(LeaseState.RELEASED).build();
        given(over, released, lease6("2001:db8::3").build());
        Ipv6Range range = range("2001:db8::1", "2001:db8::4");
        assertThat(free(range, "::", 9, false)).containsExactly("2001:db8::4");
        List<Vacancy> found = store().vacancies(range, range.first(), 9, true, NOW);
        assertThat(found)
                .extracting(v -> v.address().toString())
                .containsExactly("2001:db8::1", "2001:db8::2", "2001:db8::4");
        assertSame(found.get(0).former(), over);
        assertSame(found.get(1).former(), released);
        assertThat(found.get(2).former()).isNull();
    }

    @Test
    default void theLowestFreePrefixesOfAPool() {
        given(
                prefix("2001:db8:0:100::/56").build(),
                prefix("2001:db8:0:300::/56").build());
        PrefixRange range = prefixes("2001:db8::/48", 56);
        assertThat(free(range, "::", 3, false)).containsExactly("2001:db8::", "2001:db8:0:200::", "2001:db8:0:400::");
        assertThat(free(range, "2001:db8:0:100::", 1, false)).containsExactly("2001:db8:0:200::");
        assertThat(free(range, "2001:db8:0:fe01::", 9, false)).containsExactly("2001:db8:0:ff00::");
        assertThat(free(range, "2001:db8:0:ff00::1", 9, false)).isEmpty();
    }

    @Test
    default void whatLiesInsideAPrefixOrAroundItOccupiesIt() {
        PrefixRange range = prefixes("2001:db8::/48", 56);
        given(
                prefix("2001:db8:0:20::/60").build(), // in the first
                lease6("2001:db8:0:1ff::5").build(), // an address in the second
                prefix("2001:db8:0:400::/54").build(), // around those from 4 to 7
                prefix("2001:db8:0:900::/64").until(NOW - 5).build()); // over, and another length
        assertThat(free(range, "::", 4, false))
                .containsExactly("2001:db8:0:200::", "2001:db8:0:300::", "2001:db8:0:800::", "2001:db8:0:a00::");
        assertThat(free(range, "2001:db8:0:500::", 2, true)).containsExactly("2001:db8:0:800::", "2001:db8:0:900::");
    }

    @Test
    default void aLargeLeaseAroundTheWholePoolOccupiesItAndAReleasedOneNot() {
        Lease6 around = prefix("2001:db8::/32").build();
        given(around);
        assertThat(free(prefixes("2001:db8:7::/48", 56), "::", 5, true)).isEmpty();
        assertThat(free(range("2001:db8:7::1", "2001:db8:7::9"), "::", 5, true)).isEmpty();
        assertThat(free(prefixes("2001:db9::/48", 56), "::", 1, true)).containsExactly("2001:db9::");
        assertApplied(new LeaseChange.Release(around, around.in(LeaseState.RELEASED)));
        assertThat(free(prefixes("2001:db8:7::/48", 56), "::", 1, true)).containsExactly("2001:db8:7::");
        assertThat(free(prefixes("2001:db8:7::/48", 56), "::", 1, false)).isEmpty();
    }

    @Test
    default void findsTheHolesOfAFullRange() {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            if (i % 1000 != 999) {
                leases.add(lease6(new Ipv6Address(0x2001_0db8_0000_0000L, i))
                        .client(i)
                        .build());
            }
        }
        given(leases.toArray(Lease[]::new));
        Ipv6Range range = range("2001:db8::", "2001:db8::bb7");
        assertThat(free(range, "::", 1, false)).containsExactly("2001:db8::3e7");
        assertThat(free(range, "2001:db8::3e8", 9, true)).containsExactly("2001:db8::7cf", "2001:db8::bb7");
    }
}
