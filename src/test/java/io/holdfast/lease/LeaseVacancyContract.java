package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#vacancies}. */
interface LeaseVacancyContract extends StoreUnderTest {

    private static Ipv4Range range(String first, String last) {
        return new Ipv4Range(Ipv4Address.parse(first), Ipv4Address.parse(last));
    }

    /** Last parts of the addresses. */
    private List<Integer> lastParts(Ipv4Range range, String from, int limit, boolean reuse) {
        return store().vacancies(range, Ipv4Address.parse(from), limit, reuse, NOW).stream()
                .map(v -> ((Ipv4Address) v.address()).bits() & 0xff)
                .toList();
    }

    @Test
    default void inAnEmptyStoreTheLowestAddressesAreVacant() {
        List<Vacancy> found =
                store().vacancies(range("192.0.2.10", "192.0.2.20"), Ipv4Address.parse("192.0.2.10"), 3, false, NOW);
        assertThat(found)
                .containsExactly(
                        new Vacancy(Ipv4Address.parse("192.0.2.10"), null),
                        new Vacancy(Ipv4Address.parse("192.0.2.11"), null),
                        new Vacancy(Ipv4Address.parse("192.0.2.12"), null));
    }

    @Test
    default void findsTheGapsBetweenRowsWithinTheRange() {
        given(
                lease("192.0.2.9").build(),
                lease("192.0.2.10").build(),
                lease("192.0.2.12").build(),
                lease("192.0.2.13").build(),
                lease("192.0.2.16").build(),
                lease("192.0.2.18").build());
        Ipv4Range range = range("192.0.2.10", "192.0.2.16");

        assertThat(lastParts(range, "192.0.2.10", 100, false)).containsExactly(11, 14, 15);
        assertThat(lastParts(range, "192.0.2.10", 100, true)).containsExactly(11, 14, 15);
        assertThat(lastParts(range, "192.0.2.10", 2, false)).containsExactly(11, 14);
        assertThat(lastParts(range, "192.0.2.12", 1, false)).containsExactly(14);
        assertThat(lastParts(range, "192.0.2.14", 100, true)).containsExactly(14, 15);
        assertThat(lastParts(range, "192.0.2.15", 100, true)).containsExactly(15);
        assertThat(lastParts(range, "192.0.2.16", 100, true)).isEmpty();
    }

    @Test
    default void beginsNoEarlierThanTheRangeAndEndsWithIt() {
        Ipv4Range range = range("192.0.2.10", "192.0.2.12");
        assertThat(lastParts(range, "192.0.2.1", 100, true)).containsExactly(10, 11, 12);
        assertThat(lastParts(range, "192.0.2.13", 100, true)).isEmpty();
        assertThat(lastParts(range("192.0.2.10", "192.0.2.10"), "192.0.2.10", 100, true))
                .containsExactly(10);
    }

    @Test
    default void aFullRangeHasNoVacancy() {
        given(
                lease("192.0.2.10").build(),
                lease("192.0.2.11").build(),
                lease("192.0.2.12").build());
        assertThat(lastParts(range("192.0.2.10", "192.0.2.12"), "192.0.2.10", 10, false))
                .isEmpty();
        assertThat(lastParts(range("192.0.2.10", "192.0.2.12"), "192.0.2.10", 10, true))
                .isEmpty();
    }

    @Test
    default void withReuseVacantRowsCountWithTheRowThatAGrantMustName() {
        Lease4 expired = lease("192.0.2.10").until(NOW - 1).build();
        Lease4 reclaimed =
                lease("192.0.2.11").state(LeaseState.EXPIRED_RECLAIMED).build();
        Lease4 released = lease("192.0.2.13").state(LeaseState.RELEASED).build();
        Lease4 declinedOver = lease("192.0.2.14")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .until(NOW - 1)
                .build();
        given(expired, reclaimed, released, declinedOver);
        Ipv4Range range = range("192.0.2.10", "192.0.2.15");
        List<Vacancy> found = store().vacancies(range, range.first(), 100, true, NOW);

        assertThat(found)
                .extracting(v -> ((Ipv4Address) v.address()).bits() & 0xff)
                .containsExactly(10, 11, 12, 13, 14, 15);
        assertSame(found.get(0).former(), expired);
        assertSame(found.get(1).former(), reclaimed);
        assertThat(found.get(2).former()).isNull();
        assertSame(found.get(3).former(), released);
        assertSame(found.get(4).former(), declinedOver);
        assertThat(found.get(5).former()).isNull();
        for (Vacancy vacancy : found) {
            assertApplied(new LeaseChange.Grant(
                    vacancy.former(),
                    lease((Ipv4Address) vacancy.address()).client(7).build()));
        }
        assertThat(store().vacancies(range, range.first(), 100, true, NOW)).isEmpty();
    }

    @Test
    default void withoutReuseRowsAreNotVacantWhateverTheirState() {
        given(
                lease("192.0.2.10").until(NOW - 1).build(),
                lease("192.0.2.11").state(LeaseState.EXPIRED_RECLAIMED).build(),
                lease("192.0.2.12").state(LeaseState.RELEASED).build());
        assertThat(lastParts(range("192.0.2.10", "192.0.2.13"), "192.0.2.10", 100, false))
                .containsExactly(13);
    }

    @Test
    default void reuseHonoursTheLimit() {
        given(
                lease("192.0.2.11").until(NOW - 1).build(),
                lease("192.0.2.12").until(NOW - 1).build());
        assertThat(lastParts(range("192.0.2.10", "192.0.2.20"), "192.0.2.10", 2, true))
                .containsExactly(10, 11);
        assertThat(lastParts(range("192.0.2.10", "192.0.2.20"), "192.0.2.12", 2, true))
                .containsExactly(12, 13);
    }

    @Test
    default void whatIsHeldIsNotVacant() {
        given(
                lease("192.0.2.10").until(NOW).build(),
                lease("192.0.2.11").until(NOW + 1).build(),
                lease("192.0.2.12")
                        .lifetime(Lease4.INFINITE)
                        .since(NOW - 1_000_000)
                        .build(),
                lease("192.0.2.13")
                        .hardware(null)
                        .clientId(null)
                        .state(LeaseState.DECLINED)
                        .until(NOW + 1)
                        .build());
        assertThat(lastParts(range("192.0.2.10", "192.0.2.14"), "192.0.2.10", 100, true))
                .containsExactly(14);
    }

    @Test
    default void anInfiniteLeaseThatWasReleasedIsVacant() {
        given(lease("192.0.2.10")
                .lifetime(Lease4.INFINITE)
                .state(LeaseState.RELEASED)
                .build());
        assertThat(lastParts(range("192.0.2.10", "192.0.2.10"), "192.0.2.10", 100, true))
                .containsExactly(10);
    }

    @Test
    default void theEndOfAllAddressesIsAnEndToo() {
        given(lease("255.255.255.254").build());
        Ipv4Range range = range("255.255.255.252", "255.255.255.255");
        assertThat(lastParts(range, "255.255.255.252", 100, true)).containsExactly(252, 253, 255);
        assertThat(lastParts(range, "255.255.255.255", 100, true)).containsExactly(255);

        given(lease("255.255.255.255").build());
        assertThat(lastParts(range, "255.255.255.252", 100, true)).containsExactly(252, 253);
        assertThat(lastParts(range, "255.255.255.254", 100, true)).isEmpty();
        assertThat(lastParts(range, "255.255.255.255", 100, true)).isEmpty();
    }

    @Test
    default void theBeginningOfAllAddressesIsABeginningToo() {
        given(lease("0.0.0.1").build());
        assertThat(lastParts(range("0.0.0.0", "255.255.255.255"), "0.0.0.0", 3, true))
                .containsExactly(0, 2, 3);
    }

    @Test
    default void aRangeMayCrossTheMiddleOfAllAddresses() {
        given(lease("127.255.255.255").build(), lease("128.0.0.1").build());
        assertThat(lastParts(range("127.255.255.254", "128.0.0.3"), "127.255.255.254", 100, false))
                .containsExactly(254, 0, 2, 3);
    }

    @Test
    default void findsTheFirstGapBehindManyRows() {
        List<Lease4> leases = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            leases.add(lease(new Ipv4Address(0x0a000000 + i)).build());
        }
        given(leases.toArray(Lease4[]::new));
        Ipv4Range range = range("10.0.0.0", "10.255.255.255");
        assertThat(store().vacancies(range, range.first(), 2, true, NOW))
                .containsExactly(
                        new Vacancy(new Ipv4Address(0x0a000000 + 500), null),
                        new Vacancy(new Ipv4Address(0x0a000000 + 501), null));
    }
}
