package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.Vacancy;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pickers know outlives their configuration wherever pools stay as they are. */
class FollowingPickersTests {

    private static final long NOW = 1_800_000_000L;
    private static final PoolSet ONE = PoolSet.of(1);
    private static final PoolSet TWO = PoolSet.of(2);

    private static final String FIRST =
            "{ \"id\": 1, \"subnet\": \"10.0.0.0/24\", \"pools\": [ { \"pool\": \"10.0.0.10-10.0.0.19\" } ] }";
    private static final String SECOND = "{ \"id\": 2, \"subnet\": \"10.0.1.0/24\", \"allocator\": \"flq\","
            + " \"pools\": [ { \"pool\": \"10.0.1.1-10.0.1.4\" } ] }";

    private static ServerConfig config(String members) {
        try {
            String text = "{ \"Dhcp4\": { \"lease-database\": { \"type\": \"memfile\" }, " + members + " } }";
            return ConfigCompiler.compile(text, "test").config();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ServerConfig subnets(String... subnets) {
        return config("\"subnet4\": [ " + String.join(", ", subnets) + " ]");
    }

    private final AddressPickers former = new AddressPickers(subnets(FIRST, SECOND), new SplittableRandom(1));

    private static Object pick(AddressPickers pickers, PoolSet pools) {
        return pickers.pick(pools, NOW) instanceof Pick.Found found
                ? found.vacancy().address().toString()
                : "nothing";
    }

    /** The pickers have all of the first subnet in stock, and know the second. */
    private void learn() {
        Shortage asked = ((Pick.Short) former.pick(ONE, NOW)).shortage();
        former.refill(asked, vacancies("10.0.0.", 10, 19));
        AddressPicker queue = former.all().stream()
                .filter(each -> each.pools().equals(TWO))
                .findFirst()
                .orElseThrow();
        for (Shortage wanted = queue.survey(NOW); wanted != null; wanted = queue.survey(NOW)) {
            queue.surveyed(wanted, vacancies("10.0.1.", 1, 4), NOW);
        }
    }

    private static List<Vacancy> vacancies(String net, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(last -> new Vacancy(Ipv4Address.parse(net + last), null))
                .toList();
    }

    @Test
    void whatPickersKnowIsKeptWhenAnotherSubnetComes() {
        learn();
        assertThat(pick(former, ONE)).isEqualTo("10.0.0.10");
        String third = "{ \"id\": 3, \"subnet\": \"10.0.2.0/24\", \"pools\": [ { \"pool\": \"10.0.2.0/24\" } ] }";
        AddressPickers next = former.following(subnets(third, FIRST, SECOND));
        assertThat(pick(next, ONE)).isEqualTo("10.0.0.11");
        assertThat(next.use(TWO)).as("not surveyed again").isEqualTo(new PoolUse(4, 4));
        assertThat(next.pick(PoolSet.of(3), NOW)).isInstanceOf(Pick.Short.class);
    }

    @Test
    void whoStillHasTheFormerPickersHandsOutNothingTwice() {
        learn();
        AddressPickers next = former.following(subnets(FIRST, SECOND));
        assertThat(List.of(pick(former, ONE), pick(next, ONE), pick(former, ONE)))
                .containsExactly("10.0.0.10", "10.0.0.11", "10.0.0.12");
        former.strike(TWO, Ipv4Address.parse("10.0.1.3"));
        assertThat(next.use(TWO)).isEqualTo(new PoolUse(4, 3));
    }

    /** A survey for the configuration before may still be under way when that for the next one begins. */
    @Test
    void twoWhoSurveyAtOnceSkipNothing() {
        ServerConfig large = subnets("{ \"id\": 1, \"subnet\": \"10.0.0.0/16\", \"allocator\": \"flq\","
                + " \"pools\": [ { \"pool\": \"10.0.0.0-10.0.31.255\" } ] }");
        AddressPickers pickers = new AddressPickers(large, new SplittableRandom(1));
        AddressPicker one = pickers.all().getFirst();
        AddressPicker same = pickers.following(large).all().getFirst();
        Shortage wanted = Objects.requireNonNull(one.survey(NOW));
        assertThat(same.survey(NOW)).isEqualTo(wanted);
        List<Vacancy> all = IntStream.range(0, wanted.limit())
                .mapToObj(i -> new Vacancy(wanted.range().at(BigInteger.valueOf(i)), null))
                .toList();
        one.surveyed(wanted, all, NOW);
        same.surveyed(wanted, all, NOW);
        assertThat(pickers.use(ONE)).as("half of it is still to be looked at").isSameAs(PoolUse.NONE);
        Shortage rest = Objects.requireNonNull(one.survey(NOW));
        assertThat(rest).isNotEqualTo(wanted);
        one.surveyed(rest, List.of(), NOW);
        one.surveyed(Objects.requireNonNull(one.survey(NOW)), List.of(), NOW);
        assertThat(pickers.use(ONE)).isEqualTo(new PoolUse(8192, 4096));
    }

    @Test
    void whatChangesBesideThePoolsDoesNotMatter() {
        learn();
        ServerConfig otherwise = config("""
                "client-classes": [ { "name": "a", "test": "option[60].exists" } ],
                "shared-networks": [ { "name": "floor", "subnet4": [
                  { "id": 2, "subnet": "10.0.1.0/24", "allocator": "flq", "valid-lifetime": 77,
                    "pools": [ { "pool": "10.0.1.1-10.0.1.4", "client-classes": [ "a" ],
                                 "option-data": [ { "name": "routers", "data": "10.0.1.9" } ] } ] } ] } ]""");
        AddressPickers next = former.following(otherwise);
        assertThat(next.use(TWO)).isEqualTo(new PoolUse(4, 4));
        assertThat(next.pick(ONE, NOW)).isSameAs(Pick.NO_POOLS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"allocator\": \"random\", \"pools\": [ { \"pool\": \"10.0.0.10-10.0.0.19\" } ]",
                "\"pools\": [ { \"pool\": \"10.0.0.10-10.0.0.20\" } ]",
                "\"pools\": [ { \"pool\": \"10.0.0.10-10.0.0.14\" }, { \"pool\": \"10.0.0.15-10.0.0.19\" } ]"
            })
    void poolsThatAreChosenFromOtherwiseBeginAnew(String members) {
        learn();
        AddressPickers next =
                former.following(subnets("{ \"id\": 1, \"subnet\": \"10.0.0.0/24\", " + members + " }", SECOND));
        assertThat(next.pick(ONE, NOW)).isInstanceOf(Pick.Short.class);
        assertThat(next.use(TWO)).isEqualTo(new PoolUse(4, 4));
    }

    @Test
    void addressesThatMustNotBeChosenAnyLongerAreNot() {
        learn();
        AddressPickers next = former.following(config("\"compatibility\": { \"exclude-first-last-24\": true },"
                + " \"subnet4\": [ " + FIRST + ", " + SECOND + " ]"));
        assertThat(next.pick(ONE, NOW)).isInstanceOf(Pick.Short.class);
    }

    @ParameterizedTest
    @CsvSource({
        "true, , 10.0.0.255, false",
        "true, , 10.0.0.0, false",
        "true, , 10.0.0.1, true",
        "false, , 10.0.0.0, true",
        "false, 2001:db8::, 2001:db8::, false",
        "false, 2001:db8::, 2001:db8::1, true",
        "false, , 2001:db8::, true"
    })
    void edgesAndRoutersAddressesAreSpared(boolean withoutEdges, String routers, String address, boolean choosable) {
        IpAddress spared = routers == null ? null : Ipv6Address.parse(routers);
        assertThat(new Choosable(withoutEdges, spared)
                        .test(address.contains(":") ? Ipv6Address.parse(address) : Ipv4Address.parse(address)))
                .isEqualTo(choosable);
    }
}
