package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;
import static io.holdfast.engine.v6.World6.START;
import static io.holdfast.engine.v6.World6.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import org.junit.jupiter.api.Test;

/** A client that comes again soon is told of its leases as they stand. */
class Caching6Tests {

    private static final String QUARTER = "\"cache-threshold\": 0.25";
    private static final String ADDRESS = "2001:db8:1::100";
    private static final String ANEW = "1800 of 3600";

    private final Client6 client = Client6.of(1);

    private World6 world(String members) {
        World6 world = new World6(subnet(members));
        world.send(client.request(ADDRESS));
        assertThat(world.commits).isEqualTo(1);
        return world;
    }

    private static String told(World6.Result result, IaType type) {
        ReplyView6 view = result.view();
        IaLease6 given = view.given(view.ia(type, 1));
        return given.preferredLifetime() + " of " + given.validLifetime();
    }

    private static String told(World6 world, Request6 request) {
        return told(world.send(request), IaType.NA);
    }

    @Test
    void aRenewalInTimeSaysWhatIsLeftAndWritesNothing() {
        World6 world = world(QUARTER);
        world.now += 900;
        World6.Result result = world.send(client.renew(ADDRESS));
        assertThat(told(result, IaType.NA)).isEqualTo("900 of 2700");
        assertThat(told(world, client.rebind(ADDRESS))).isEqualTo("900 of 2700");
        assertThat(world.commits).isEqualTo(1);
        assertThat(world.theRow(ADDRESS).expire()).isEqualTo(START + 3600);
        assertThat(result.exchange().reused()).extracting(Lease::validLifetime).containsExactly(2700L);
    }

    @Test
    void aLaterRenewalIsWritten() {
        World6 world = world(QUARTER);
        world.now += 901;
        World6.Result result = world.send(client.renew(ADDRESS));
        assertThat(told(result, IaType.NA)).isEqualTo(ANEW);
        assertThat(world.commits).isEqualTo(2);
        assertThat(world.theRow(ADDRESS).expire()).isEqualTo(START + 901 + 3600);
        assertThat(result.exchange().reused()).isEmpty();
    }

    @Test
    void aMaximumAgeCountsBesides() {
        World6 world = world(QUARTER + ", \"cache-max-age\": 60");
        world.now += 60;
        assertThat(told(world, client.renew(ADDRESS))).isEqualTo("1740 of 3540");
        world.now += 1;
        assertThat(told(world, client.renew(ADDRESS))).isEqualTo(ANEW);
    }

    @Test
    void withoutAThresholdEveryRenewalIsWritten() {
        World6 world = world("\"cache-threshold\": 0.0");
        world.now += 1;
        assertThat(told(world, client.renew(ADDRESS))).isEqualTo(ANEW);
        assertThat(world.commits).isEqualTo(2);
    }

    /** A lease that is not preferred any more would be of no use to its client. */
    @Test
    void whatIsNotPreferredAnyMoreIsWritten() {
        World6 world = world("\"cache-threshold\": 0.9, \"preferred-lifetime\": 300");
        world.now += 299;
        assertThat(told(world, client.renew(ADDRESS))).isEqualTo("1 of 3301");
        world.now += 1;
        assertThat(told(world, client.renew(ADDRESS))).isEqualTo("300 of 3600");
    }

    @Test
    void prefixesAreToldLikewise() {
        World6 world = new World6(subnet(QUARTER));
        world.send(client.toUs(MessageType6.REQUEST).ia(1, prefix("2001:db8:100::/56")));
        world.now += 100;
        World6.Result result = world.send(client.toUs(MessageType6.RENEW).ia(1, prefix("2001:db8:100::/56")));
        assertThat(told(result, IaType.PD)).isEqualTo("1700 of 3500");
        assertThat(world.commits).isEqualTo(1);
        assertThat(result.exchange().reused())
                .extracting(lease -> ((Lease6) lease).type())
                .containsExactly(IaType.PD);
    }

    /** Only what has to be is written; the rest of the message is told as it stands. */
    @Test
    void ofTwoLeasesOnlyTheOneThatIsNewIsWritten() {
        World6 world = world(QUARTER);
        world.now += 100;
        World6.Result result = world.send(client.renew(ADDRESS).ia(2, prefix("2001:db8:100::/56")));
        assertThat(told(result, IaType.NA)).isEqualTo("1700 of 3500");
        assertThat(world.theRow(ADDRESS).expire()).isEqualTo(START + 3600);
        assertThat(world.theRow("2001:db8:100::").expire()).isEqualTo(START + 100 + 3600);
    }

    @Test
    void anotherWishAndAnotherNameAreWritten() {
        World6 world = world(QUARTER);
        world.now += 100;
        Request6 wish = client.toUs(MessageType6.RENEW)
                .beginIa(IaType.NA, 1, 0, 0)
                .address(Ipv6Address.parse(ADDRESS), 600, 1200)
                .endIa();
        assertThat(told(world, wish)).isEqualTo("600 of 1200");
        assertThat(told(world, client.renew(ADDRESS).option(39, new byte[] {0, 2, 'm', 'e', 0})))
                .isEqualTo(ANEW);
        assertThat(world.commits).isEqualTo(3);
    }

    @Test
    void whatAnotherHasByNowIsNotToldFromMemory() {
        World6 world = world(QUARTER);
        world.now += 100;
        world.rows.clear();
        assertThat(told(world, client.renew(ADDRESS))).isEqualTo(ANEW);
        Lease6 row = world.theRow(ADDRESS);
        assertThat(row.expire()).isEqualTo(START + 100 + 3600);
        assertThat(row.duid()).isEqualTo(client.duid());
    }
}
