package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import io.holdfast.config.AllocatorKind;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPickerTests {

    private static final long NOW = 1_800_000_000L;

    private final Map<Ipv4Address, Lease4> rows = new HashMap<>();
    private int searches;

    private static Ipv4Range range(String first, String last) {
        return new Ipv4Range(Ipv4Address.parse(first), Ipv4Address.parse(last));
    }

    private static AddressPicker ascending(Ipv4Range... pools) {
        return picker(new AscendingOrder(List.of(pools), new SplittableRandom(7)), address -> true);
    }

    private static AddressPicker random(Ipv4Range... pools) {
        return picker(new RandomOrder(List.of(pools), new SplittableRandom(7)), address -> true);
    }

    /** Without a note of what is vacant: nobody makes a survey. */
    private static AddressPicker picker(SearchOrder order, Predicate<IpAddress> choosable) {
        RandomGenerator random = new SplittableRandom(7);
        return new AddressPicker(
                new PickerPlan(PoolSet.of(1), order.pools(), AllocatorKind.ITERATIVE, choosable),
                order,
                new KnownVacancies(null, _ -> new VacantQueue(0), false, random));
    }

    /** Picks as an engine would; the address, or why there is none. */
    private Object pick(AddressPicker picker, long now) {
        while (true) {
            switch (picker.pick(now)) {
                case Pick.Found(Vacancy vacancy, int _) -> {
                    picker.held();
                    return vacancy.address().toString();
                }
                case Pick.Short(Shortage shortage) -> {
                    searches++;
                    picker.refill(shortage, search(shortage, now));
                }
                case Pick other -> {
                    return other;
                }
            }
        }
    }

    private List<Vacancy> search(Shortage shortage, long now) {
        List<Vacancy> found = new ArrayList<>();
        for (long n = ((Ipv4Address) shortage.from()).toUnsigned();
                n <= ((Ipv4Address) shortage.range().last()).toUnsigned() && found.size() < shortage.limit();
                n++) {
            Lease4 row = rows.get(Ipv4Address.ofUnsigned(n));
            if (row == null || shortage.reuse() && row.isVacant(now)) {
                found.add(new Vacancy(Ipv4Address.ofUnsigned(n), row));
            }
        }
        return found;
    }

    private void lease(Object address, long until) {
        Ipv4Address parsed = Ipv4Address.parse((String) address);
        rows.put(parsed, LeaseBuilder.lease(parsed).until(until).build());
    }

    @Test
    void ascendingGoesFromTheFirstAddressOfTheFirstPoolToTheLastOfTheLast() {
        AddressPicker picker = ascending(range("10.0.0.1", "10.0.0.3"), range("10.0.0.7", "10.0.0.8"));
        List<Object> picked = new ArrayList<>();
        for (Object address = pick(picker, NOW); address instanceof String; address = pick(picker, NOW)) {
            picked.add(address);
            lease(address, NOW + 100);
        }
        assertThat(picked).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.7", "10.0.0.8");
    }

    @Test
    void aSearchThatFindsOnlyWhatCannotBeHeldIsTheLastForAWhile() {
        AddressPicker picker = ascending(range("10.0.0.1", "10.0.0.3"));
        int rounds = 0;
        for (Pick pick = picker.pick(NOW); !pick.equals(Pick.EXHAUSTED); pick = picker.pick(NOW)) {
            assertThat(rounds++).isLessThan(20);
            if (pick instanceof Pick.Short(Shortage shortage)) {
                searches++;
                picker.refill(shortage, search(shortage, NOW));
            }
        }
        assertThat(searches).isEqualTo(2);
        assertThat(picker.pick(NOW + 1)).isEqualTo(Pick.EXHAUSTED);
    }

    @Test
    void everyAddressOfALargePoolIsPickedOnceWithFewSearches() {
        AddressPicker picker = ascending(range("10.0.0.0", "10.0.63.255"), range("10.1.0.0", "10.1.0.9"));
        Set<Object> picked = new HashSet<>();
        for (Object address = pick(picker, NOW); address instanceof String; address = pick(picker, NOW)) {
            assertThat(picked.add(address)).as("%s", address).isTrue();
            lease(address, NOW + 100);
        }
        assertThat(picked).hasSize(16384 + 10);
        assertThat(searches).isLessThan(32);
    }

    @Test
    void thePoolsEndAtTheHighestAddressThereIs() {
        AddressPicker picker = ascending(range("255.255.255.254", "255.255.255.255"));
        assertThat(pick(picker, NOW)).isEqualTo("255.255.255.254");
        lease("255.255.255.254", NOW + 100);
        assertThat(pick(picker, NOW)).isEqualTo("255.255.255.255");
        lease("255.255.255.255", NOW + 100);
        assertThat(pick(picker, NOW)).isInstanceOf(Pick.Exhausted.class);
    }

    @Test
    void addressesThatNeverHadALeaseComeFirstThenThoseWhoseLeaseIsOver() {
        AddressPicker picker = ascending(range("10.0.0.1", "10.0.0.4"));
        lease("10.0.0.1", NOW - 10);
        lease("10.0.0.3", NOW - 10);
        lease("10.0.0.4", NOW + 10);
        assertThat(pick(picker, NOW)).isEqualTo("10.0.0.2");
        lease("10.0.0.2", NOW + 100);
        assertThat(pick(picker, NOW)).isEqualTo("10.0.0.1");
        lease("10.0.0.1", NOW + 100);
        assertThat(pick(picker, NOW)).isEqualTo("10.0.0.3");
    }

    @Test
    void afterAVainSearchItRestsAndThenLooksAgain() {
        AddressPicker picker = ascending(range("10.0.0.1", "10.0.0.2"));
        lease("10.0.0.1", NOW + 100);
        lease("10.0.0.2", NOW + 100);
        assertThat(pick(picker, NOW)).isInstanceOf(Pick.Exhausted.class);
        int vain = searches;
        assertThat(pick(picker, NOW + 1)).isInstanceOf(Pick.Exhausted.class);
        assertThat(searches).isEqualTo(vain);
        rows.remove(Ipv4Address.parse("10.0.0.2"));
        assertThat(pick(picker, NOW + 5)).isEqualTo("10.0.0.2");
    }

    @Test
    void aVacancyThatIsToldOfEndsTheRest() {
        AddressPicker picker = ascending(range("10.0.0.1", "10.0.0.1"));
        lease("10.0.0.1", NOW + 100);
        pick(picker, NOW);
        rows.clear();
        picker.vacated(Ipv4Address.parse("10.0.0.1"), true);
        assertThat(pick(picker, NOW)).isEqualTo("10.0.0.1");
    }

    @Test
    void whatIsGivenBackIsNextAndWhatIsStruckIsNot() {
        AddressPicker picker = ascending(range("10.0.0.1", "10.0.0.9"));
        pick(picker, NOW);
        pick(picker, NOW);
        picker.strike(Ipv4Address.parse("10.0.0.3"));
        picker.giveBack(new Vacancy(Ipv4Address.parse("10.0.0.1"), null));
        assertThat(pick(picker, NOW)).isEqualTo("10.0.0.1");
        assertThat(pick(picker, NOW)).isEqualTo("10.0.0.4");
    }

    @Test
    void anAnswerThatSeveralLanesBringCountsOnce() {
        AddressPicker picker = ascending(range("10.0.0.1", "10.0.0.200"));
        Shortage shortage = ((Pick.Short) picker.pick(NOW)).shortage();
        List<Vacancy> found = search(shortage, NOW);
        picker.refill(shortage, found);
        assertThat(pick(picker, NOW)).isEqualTo("10.0.0.1");
        picker.refill(shortage, found);
        assertThat(pick(picker, NOW)).isEqualTo("10.0.0.2");
    }

    @Test
    void whoMeetsAnotherServerGoesElsewhereOnceAndStillFindsEverything() {
        AddressPicker picker = ascending(range("10.0.0.0", "10.0.3.255"));
        Pick.Found first = found(picker);
        picker.contested(first.run());
        Pick.Found elsewhere = found(picker);
        assertThat(elsewhere.vacancy().address()).isGreaterThan(Ipv4Address.parse("10.0.0.1"));
        picker.contested(first.run());
        assertThat(found(picker).vacancy().address())
                .as("a second loss from before the jump")
                .isEqualTo(elsewhere.vacancy().address().next());
        Set<Object> picked = new HashSet<>();
        for (Object address = pick(picker, NOW); address instanceof String; address = pick(picker, NOW)) {
            picked.add(address);
            lease(address, NOW + 100);
        }
        assertThat(picked).hasSizeGreaterThanOrEqualTo(1022);
    }

    private Pick.Found found(AddressPicker picker) {
        while (true) {
            switch (picker.pick(NOW)) {
                case Pick.Found found -> {
                    return found;
                }
                case Pick.Short(Shortage shortage) -> picker.refill(shortage, search(shortage, NOW));
                case Pick other -> throw new AssertionError(other);
            }
        }
    }

    @Test
    void randomPicksEachAddressOnceAndNotInOrder() {
        AddressPicker picker = random(range("10.0.0.0", "10.0.1.255"), range("10.1.0.0", "10.1.0.9"));
        List<String> picked = new ArrayList<>();
        for (Object address = pick(picker, NOW); address instanceof String text; address = pick(picker, NOW)) {
            picked.add(text);
            lease(address, NOW + 100);
        }
        assertThat(picked).hasSize(522).doesNotHaveDuplicates();
        assertThat(picked.subList(0, 10))
                .isNotEqualTo(picked.subList(0, 10).stream().sorted().toList());
    }

    /** What one packet may cost, wherever in a /16 the one vacancy is, and whatever the order. */
    @ParameterizedTest
    @CsvSource({
        "ascending, 10.0.0.0, 0", "ascending, 10.0.131.77, 0", "ascending, 10.0.255.255, 0",
        "ascending, 10.0.0.0, 1", "ascending, 10.0.131.77, 1", "ascending, 10.0.255.255, 1",
        "random, 10.0.0.0, 0", "random, 10.0.131.77, 0", "random, 10.0.255.255, 0",
        "random, 10.0.0.0, 1", "random, 10.0.131.77, 1", "random, 10.0.255.255, 1"
    })
    void theOnlyVacancyOfALargePoolIsFoundAtOnce(String order, String vacancy, int formerLeases) {
        Ipv4Range pool = range("10.0.0.0", "10.0.255.255");
        for (int i = 0; i < 65_536; i++) {
            lease(pool.at(i).toString(), NOW + 1_000_000);
        }
        if (formerLeases == 0) {
            rows.remove(Ipv4Address.parse(vacancy));
        } else {
            lease(vacancy, NOW - 10);
        }
        for (int seed = 0; seed < 20; seed++) {
            searches = 0;
            AddressPicker picker = picker(
                    order.equals("random")
                            ? new RandomOrder(List.of(pool), new SplittableRandom(seed))
                            : new AscendingOrder(List.of(pool), new SplittableRandom(seed)),
                    address -> true);
            assertThat(pick(picker, NOW)).isEqualTo(vacancy);
            assertThat(searches).as("searches with seed " + seed).isLessThanOrEqualTo(14);
        }
    }

    /** Most vacancies cannot be chosen: the first and last addresses of each /24. */
    @Test
    void randomIsNotHeldUpByAddressesThatMayNotBeChosen() {
        Ipv4Range pool = range("10.0.0.0", "10.0.255.255");
        for (int i = 0; i < 65_536; i++) {
            if ((i & 0xff) != 0 && (i & 0xff) != 255 && i != 0x1234) {
                lease(pool.at(i).toString(), NOW + 1_000_000);
            }
        }
        for (int seed = 0; seed < 20; seed++) {
            searches = 0;
            AddressPicker picker =
                    picker(new RandomOrder(List.of(pool), new SplittableRandom(seed)), AddressPickerTests::isInner);
            assertThat(pick(picker, NOW)).isEqualTo("10.0.18.52");
            assertThat(searches).as("searches with seed " + seed).isLessThanOrEqualTo(14);
        }
    }

    @Test
    void randomFindsAllThatIsLeftInANearlyFullPool() {
        Ipv4Range pool = range("10.0.0.0", "10.0.255.255");
        Set<String> free = new HashSet<>();
        for (int i = 0; i < 65_536; i++) {
            if (i % 641 == 7) {
                free.add(pool.at(i).toString());
            } else {
                lease(pool.at(i).toString(), NOW + 1_000_000);
            }
        }
        AddressPicker picker = random(pool);
        Set<Object> picked = new HashSet<>();
        for (Object address = pick(picker, NOW); address instanceof String; address = pick(picker, NOW)) {
            assertThat(picked.add(address)).as("%s", address).isTrue();
            lease(address, NOW + 1_000_000);
        }
        assertThat(picked).isEqualTo(free);
    }

    @Test
    void addressesThatMayNotBeChosenAreSkipped() {
        AddressPicker picker = picker(
                new AscendingOrder(List.of(range("10.0.0.254", "10.0.1.1")), new SplittableRandom(7)),
                AddressPickerTests::isInner);
        assertThat(pick(picker, NOW)).isEqualTo("10.0.0.254");
        assertThat(pick(picker, NOW)).isEqualTo("10.0.1.1");
        lease("10.0.0.254", NOW + 100);
        lease("10.0.1.1", NOW + 100);
        assertThat(pick(picker, NOW)).isInstanceOf(Pick.Exhausted.class);
    }

    private static boolean isInner(IpAddress address) {
        int last = ((Ipv4Address) address).bits() & 0xff;
        return last != 0 && last != 255;
    }
}
