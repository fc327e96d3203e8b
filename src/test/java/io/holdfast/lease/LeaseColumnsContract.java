package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import org.junit.jupiter.api.Test;

/** {@link Lease4}: every column comes back as it was given. */
interface LeaseColumnsContract extends StoreUnderTest {

    private static byte[] bytes(int length, int first) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private void assertKept(Lease4 lease) {
        given(lease);
        assertSame(row(lease.address()), lease);
        assertSame(store().page(LeaseFilter.ALL, 10), lease);
    }

    @Test
    default void keepsALeaseWithEverything() {
        assertKept(lease("192.0.2.1")
                .lifetime(7200)
                .since(NOW - 100)
                .subnet(1024)
                .pool(77)
                .fqdn(true, false)
                .hostname("host-1.example.org.")
                .context("{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"0x0104AABBCCDD\" } } }")
                .relay(bytes(16, 0xf0), bytes(8, 0))
                .build());
    }

    @Test
    default void keepsALeaseWithAlmostNothing() {
        assertKept(lease("0.0.0.0").clientId(null).lifetime(0).build());
    }

    @Test
    default void keepsBothFlagsApart() {
        assertKept(lease("192.0.2.1").fqdn(false, true).hostname("a").build());
    }

    @Test
    default void keepsUserContextWithCommasQuotesAndEveryAlphabet() {
        assertKept(lease("192.0.2.1")
                .context(
                        "{ \"note\": \"comma, \\\"quote\\\", &#x2c; back\\\\slash, it's 100% \\n Zürich Ωμέγα 例 😀\" }")
                .build());
    }

    @Test
    default void keepsALongUserContext() {
        assertKept(lease("192.0.2.1")
                .context("{ \"note\": \"" + "0123456789".repeat(400) + "\" }")
                .build());
    }

    @Test
    default void keepsTheLongestIdentities() {
        assertKept(lease("192.0.2.1")
                .hardware(HardwareAddress.ethernet(bytes(20, 0xf8)))
                .clientId(ClientIdentifier.of(bytes(255, 0)))
                .hostname("h".repeat(63) + "." + "i".repeat(63) + "." + "j".repeat(63) + "." + "k".repeat(61))
                .relay(bytes(255, 1), bytes(255, 2))
                .build());
    }

    @Test
    default void keepsTheShortestIdentities() {
        assertKept(lease("192.0.2.1")
                .hardware(HardwareAddress.ethernet(new byte[] {0}))
                .clientId(ClientIdentifier.of(new byte[] {0, 0}))
                .relay(new byte[] {0}, new byte[] {39})
                .build());
    }

    @Test
    default void keepsBytesThatTextualFormatsMind() {
        assertKept(lease("192.0.2.1")
                .hardware(HardwareAddress.ethernet(new byte[] {'\\', '\'', '"', 0, '\n', (byte) 0xff}))
                .clientId(ClientIdentifier.of(new byte[] {0, '\\', 'x', '0', '\'', 0}))
                .relay(new byte[] {'\\', '0'}, new byte[] {'\'', 0})
                .build());
    }

    @Test
    default void keepsAnInfiniteLease() {
        Lease4 lease = lease("192.0.2.1").lifetime(Lease4.INFINITE).build();
        assertKept(lease);
        Lease4 kept = row("192.0.2.1");
        assertThat(kept).isNotNull();
        assertThat(kept.isInfinite()).isTrue();
        assertThat(kept.expire()).isEqualTo(NOW);
    }

    @Test
    default void keepsNumbersOfSubnetsAndPoolsAboveTwoToThe31st() {
        Lease4 lease = lease("224.0.0.1").subnet(0xffff_fffe).pool(0x8000_0001).build();
        assertKept(lease);
        assertSame(store().page(LeaseFilter.ALL.inSubnets(java.util.Set.of(0xffff_fffe)), 10), lease);
        assertThat(store().count()).contains(new LeaseCount(0xffff_fffe, 0x8000_0001, null, LeaseState.DEFAULT, 1));
    }

    @Test
    default void keepsTimesToTheSecond() {
        given(
                lease("192.0.2.1").since(NOW).lifetime(1).build(),
                lease("192.0.2.2").since(1).lifetime(2).build(),
                lease("192.0.2.3").since(2_000_000_000L).lifetime(147_000_000L).build());

        assertThat(store().page(LeaseFilter.ALL, 10))
                .extracting(Lease::expire)
                .containsExactly(NOW + 1, 3L, 2_147_000_000L);
    }

    @Test
    default void keepsTheHighestAndLowestAddress() {
        given(
                lease("255.255.255.255").build(),
                lease("128.0.0.0").build(),
                lease("0.0.0.0").build());

        assertThat(store().page(LeaseFilter.ALL, 10))
                .extracting(Lease::address)
                .containsExactly(Ipv4Address.UNSPECIFIED, Ipv4Address.parse("128.0.0.0"), Ipv4Address.BROADCAST);
    }

    @Test
    default void everyColumnCanChange() {
        Lease4 before = lease("192.0.2.1").build();
        given(before);
        Lease4 after = lease("192.0.2.1")
                .client(9)
                .lifetime(60)
                .since(NOW + 5)
                .subnet(9)
                .pool(9)
                .fqdn(true, true)
                .hostname("nine")
                .state(LeaseState.RELEASED)
                .context("{ \"a\": 9 }")
                .relay(bytes(3, 9), bytes(4, 9))
                .build();
        assertApplied(new LeaseChange.Amend(before, after));
        assertSame(row("192.0.2.1"), after);

        assertApplied(new LeaseChange.Amend(after, before));
        assertSame(row("192.0.2.1"), before);
    }
}
