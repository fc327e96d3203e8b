package io.holdfast.lease;

import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@link Lease6}: every column comes back as it was given. */
interface Lease6ColumnsContract extends StoreUnderTest {

    private static byte[] bytes(int length, int first) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private void assertKept(Lease6 lease) {
        given(lease);
        assertSame(row6(lease.address().toString()), lease);
        assertSame(store().page(LeaseFilter.ALL, 10), lease);
    }

    @Test
    default void keepsALease6WithEverything() {
        Lease6 lease = lease6("2001:db8:1:2:3:4:5:6")
                .iaid(0xffff_fffe)
                .preferred(4000)
                .lifetime(7200)
                .since(NOW - 100)
                .subnet(1024)
                .pool(77)
                .fqdn(true, false)
                .hostname("host-1.example.org.")
                .hardware(HardwareAddress.of(6, bytes(6, 0xf0)), 8)
                .context("{ \"ISC\": { \"relay-info\": [ { \"hop\": 0, \"link\": \"::1, comma\" } ] } }")
                .build();
        assertKept(lease);
        Lease6 kept = row6("2001:db8:1:2:3:4:5:6");
        assertThat(kept).isNotNull();
        assertThat(kept.hardware()).isNotNull();
        assertThat(kept.hardware().type()).isEqualTo(6);
    }

    @Test
    default void keepsALease6WithAlmostNothing() {
        assertKept(lease6("::1").lifetime(0).preferred(0).iaid(0).build());
    }

    @Test
    default void keepsAPrefixAndTheLongestIdentities() {
        assertKept(prefix("2001:db8:fff0::/44")
                .duid(Duid.of(bytes(130, 3)))
                .iaid(Integer.MIN_VALUE)
                .hardware(HardwareAddress.of(0xfffe, bytes(20, 1)), 128)
                .hostname("h".repeat(63) + "." + "i".repeat(63) + "." + "j".repeat(63) + "." + "k".repeat(61))
                .build());
    }

    @Test
    default void keepsTheShortestDuidAndBytesThatTextualFormatsMind() {
        assertKept(lease6("2001:db8::1")
                .duid(Duid.of(new byte[] {0, '\\', '\''}))
                .hardware(HardwareAddress.of(1, new byte[] {0}), 1)
                .build());
    }

    @Test
    default void keepsInfiniteLifetimes() {
        Lease6 lease = lease6("2001:db8::1")
                .lifetime(Lease.INFINITE)
                .preferred(Lease.INFINITE)
                .build();
        assertKept(lease);
        Lease6 kept = row6("2001:db8::1");
        assertThat(kept).isNotNull();
        assertThat(kept.isInfinite()).isTrue();
        assertThat(kept.expire()).isEqualTo(NOW);
    }

    @Test
    default void keepsUnsignedNumbersOfSubnetsAndPools() {
        Lease6 lease = prefix("ff00::/8").subnet(0xffff_fffe).pool(0x8000_0001).build();
        assertKept(lease);
        assertSame(store().page(LeaseFilter.ALL.inSubnets(Set.of(0xffff_fffe)), 10), lease);
        assertThat(store().count())
                .contains(new LeaseCount(0xffff_fffe, 0x8000_0001, IaType.PD, LeaseState.DEFAULT, 1));
    }

    @Test
    default void ordersAddressesAsUnsignedNumbers() {
        given(
                lease6("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").build(),
                lease6("8000::").build(),
                lease6("::8000:0:0:0").build(),
                lease6("::7fff:0:0:0").build(),
                lease6("::").build());
        assertThat(store().page(LeaseFilter.ALL, 10))
                .extracting(lease -> lease.address().toString())
                .containsExactly(
                        "::", "::7fff:0:0:0", "::8000:0:0:0", "8000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        assertThat(store().page(LeaseFilter.ALL.after(Ipv6Address.parse("::7fff:0:0:0")), 2))
                .extracting(lease -> lease.address().toString())
                .containsExactly("::8000:0:0:0", "8000::");
    }

    @Test
    default void everyColumnOfALease6CanChange() {
        Lease6 before = lease6("2001:db8::1").build();
        given(before);
        Lease6 after = lease6("2001:db8::1")
                .client(9)
                .iaid(-9)
                .preferred(30)
                .lifetime(60)
                .since(NOW + 5)
                .subnet(9)
                .pool(9)
                .fqdn(true, true)
                .hostname("nine")
                .hardware(HardwareAddress.of(7, bytes(9, 9)), 4)
                .state(LeaseState.RELEASED)
                .context("{ \"a\": 9 }")
                .build();
        assertApplied(new LeaseChange.Amend(before, after));
        assertSame(row6("2001:db8::1"), after);
        assertApplied(new LeaseChange.Amend(after, before));
        assertSame(row6("2001:db8::1"), before);
    }
}
