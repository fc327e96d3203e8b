package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.LeaseCaching;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseReuseTests {

    private static final long NOW = 1_800_000_000L;
    private static final LeaseCaching QUARTER = new LeaseCaching(0.25, null);

    private static Lease4 lease(long since, long lifetime, String hostname, byte @Nullable [] remoteId) {
        return new Lease4(
                Ipv4Address.parse("10.0.0.7"),
                HardwareAddress.parse("02:00:00:00:00:07"),
                null,
                lifetime,
                since,
                1,
                false,
                false,
                hostname,
                LeaseState.DEFAULT,
                null,
                null,
                remoteId,
                0);
    }

    /** Seconds the client is told that are left; -1 when the lease is written. */
    private static long told(Lease4 stored, long lifetime, LeaseCaching caching) {
        Lease4 again = LeaseReuse.of(stored, lease(NOW, lifetime, "", null), caching);
        if (again == null) {
            return -1;
        }
        assertThat(again.expire()).isEqualTo(stored.expire());
        return again.validLifetime();
    }

    @ParameterizedTest
    @CsvSource({
        "0.25, , 0, 1000",
        "0.25, , 250, 750",
        "0.25, , 251, -1",
        "0.25, 100, 100, 900",
        "0.25, 100, 101, -1",
        "0.25, 0, 1, -1",
        "0, , 0, -1",
        "0, 100, 1, -1",
        "0.0005, , 0, -1",
        "0.25, , -1, -1",
        "0.99, , 999, -1",
    })
    void aLeaseIsToldOfAsItStandsWhileItIsYoung(double threshold, @Nullable Long maxAge, long age, long expected) {
        assertThat(told(lease(NOW - age, 1000, "", null), 1000, new LeaseCaching(threshold, maxAge)))
                .isEqualTo(expected);
    }

    @Test
    void whatNeverEndsIsNeverWrittenAgain() {
        assertThat(told(lease(NOW - 10_000, Lease.INFINITE, "", null), Lease.INFINITE, LeaseCaching.OFF))
                .isEqualTo(Lease.INFINITE);
    }

    @Test
    void whatChangesIsWritten() {
        assertThat(told(lease(NOW - 1, 1000, "", null), 1001, QUARTER)).isEqualTo(-1);
        assertThat(told(lease(NOW - 1, 1000, "other", null), 1000, QUARTER)).isEqualTo(-1);
        assertThat(told(lease(NOW - 1, 1000, "", new byte[] {1}), 1000, QUARTER))
                .isEqualTo(-1);
        assertThat(told(lease(NOW - 1, 1000, "", null).in(LeaseState.RELEASED), 1000, QUARTER))
                .isEqualTo(-1);
    }

    @Test
    void relayIdentifiersAreComparedByTheirBytes() {
        assertThat(LeaseReuse.of(
                        lease(NOW - 1, 1000, "", new byte[] {1}), lease(NOW, 1000, "", new byte[] {1}), QUARTER))
                .isNotNull();
    }

    private static Lease6 prefix(long since, long preferred, long valid) {
        return new Lease6(
                Ipv6Address.parse("2001:db8::"),
                IaType.PD,
                56,
                Duid.parse("00:03:00:01:02:00:00:00:00:01"),
                1,
                preferred,
                valid,
                since,
                1,
                false,
                false,
                "",
                null,
                0,
                LeaseState.DEFAULT,
                null,
                0);
    }

    @Test
    void bothLifetimesGoOn() {
        Lease6 again =
                Objects.requireNonNull(LeaseReuse.of(prefix(NOW - 200, 600, 1000), prefix(NOW, 600, 1000), QUARTER));
        assertThat(again.preferredLifetime()).isEqualTo(400);
        assertThat(again.validLifetime()).isEqualTo(800);
        assertThat(LeaseReuse.of(prefix(NOW - 200, 200, 1000), prefix(NOW, 200, 1000), QUARTER))
                .as("no longer preferred")
                .isNull();
        assertThat(Objects.requireNonNull(LeaseReuse.of(prefix(NOW - 200, 0, 1000), prefix(NOW, 0, 1000), QUARTER))
                        .preferredLifetime())
                .isZero();
    }

    /** As Kea: only DHCPv4 does without the threshold. */
    @Test
    void anInfiniteLeaseOfDhcpv6IsWrittenWithoutCaching() {
        Lease6 stored = prefix(NOW - 200, Lease.INFINITE, Lease.INFINITE);
        Lease6 next = prefix(NOW, Lease.INFINITE, Lease.INFINITE);
        assertThat(LeaseReuse.of(stored, next, LeaseCaching.OFF)).isNull();
        assertThat(Objects.requireNonNull(LeaseReuse.of(stored, next, QUARTER)).validLifetime())
                .isEqualTo(Lease.INFINITE);
    }
}
