package io.holdfast.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leases compared in every column: a record with arrays in it is equal only to itself. */
public final class LeaseText {

    private LeaseText() {}

    /** All columns, readable. */
    public static String of(@Nullable Lease lease) {
        return switch (lease) {
            case null -> "no row";
            case Lease4 lease4 -> of(lease4);
            case Lease6 lease6 -> lease6.toString();
        };
    }

    private static String of(Lease4 lease) {
        return lease.address() + " hw=" + lease.hardware() + " id=" + lease.clientId() + " valid="
                + lease.validLifetime() + " cltt=" + lease.lastTransaction() + " subnet="
                + Integer.toUnsignedString(lease.subnetId()) + " pool=" + Integer.toUnsignedString(lease.poolId())
                + " fqdn=" + lease.fqdnForward() + "/" + lease.fqdnReverse() + " host='" + lease.hostname() + "' "
                + lease.state() + " context=" + lease.userContext() + " relay=" + hex(lease.relayId()) + " remote="
                + hex(lease.remoteId());
    }

    public static void assertSame(@Nullable Lease actual, @Nullable Lease expected) {
        assertThat(of(actual)).isEqualTo(of(expected));
    }

    public static void assertSame(List<? extends Lease> actual, Lease... expected) {
        assertThat(actual.stream().map(LeaseText::of))
                .containsExactly(List.of(expected).stream().map(LeaseText::of).toArray(String[]::new));
    }

    private static String hex(byte @Nullable [] bytes) {
        return bytes == null ? "null" : "[" + HexText.format(bytes) + "]";
    }
}
