package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.World.START;
import static io.holdfast.engine.v4.World.subnet;
import static io.holdfast.engine.v4.World.unicast;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lease.Lease;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A client that comes again soon is told of its lease as it stands. */
class CachingTests {

    private static final String QUARTER = "\"cache-threshold\": 0.25";

    private final Client client = Client.of(1);

    private static World world(Client client, String members) {
        World world = new World(subnet(members));
        world.send(client.discover());
        world.send(client.selecting("10.0.0.100"));
        assertThat(world.commits).isEqualTo(1);
        return world;
    }

    private long told(World world, Request4 request) {
        return world.send(request, unicast("10.0.0.100")).view().number(OptionCode4.LEASE_TIME);
    }

    private static long end(World world) {
        return Objects.requireNonNull(world.row("10.0.0.100")).expire();
    }

    @Test
    void aRenewalInTimeSaysWhatIsLeftAndWritesNothing() {
        World world = world(client, QUARTER);
        world.now += 900;
        World.Result result = world.send(client.renewing("10.0.0.100"), unicast("10.0.0.100"));
        assertThat(result.view().number(OptionCode4.LEASE_TIME)).isEqualTo(2700);
        assertThat(world.commits).isEqualTo(1);
        assertThat(end(world)).isEqualTo(START + 3600);
        assertThat(result.exchange().reused()).extracting(Lease::validLifetime).containsExactly(2700L);
    }

    @Test
    void aLaterRenewalIsWritten() {
        World world = world(client, QUARTER);
        world.now += 901;
        World.Result result = world.send(client.renewing("10.0.0.100"), unicast("10.0.0.100"));
        assertThat(result.view().number(OptionCode4.LEASE_TIME)).isEqualTo(3600);
        assertThat(world.commits).isEqualTo(2);
        assertThat(result.exchange().reused()).isEmpty();
    }

    @Test
    void aMaximumAgeCountsBesides() {
        World world = world(client, QUARTER + ", \"cache-max-age\": 60");
        world.now += 60;
        assertThat(told(world, client.renewing("10.0.0.100"))).isEqualTo(3540);
        world.now += 1;
        assertThat(told(world, client.renewing("10.0.0.100"))).isEqualTo(3600);
        assertThat(end(world)).isEqualTo(START + 61 + 3600);
    }

    @Test
    void anotherWishOrAnotherNameIsWritten() {
        World world = world(client, QUARTER);
        assertThat(told(world, client.renewing("10.0.0.100").option(OptionCode4.LEASE_TIME, 1200)))
                .isEqualTo(1200);
        assertThat(told(world, client.renewing("10.0.0.100").option(OptionCode4.HOST_NAME, "me")))
                .isEqualTo(3600);
        assertThat(world.commits).isEqualTo(3);
    }

    @Test
    void anOfferSaysWhatIsLeftAndTheRequestReadsTheRowAgain() {
        World world = world(client, QUARTER);
        world.now += 100;
        assertThat(world.send(client.discover()).view().number(OptionCode4.LEASE_TIME))
                .isEqualTo(3500);
        assertThat(world.send(client.selecting("10.0.0.100")).view().number(OptionCode4.LEASE_TIME))
                .isEqualTo(3500);
        assertThat(world.commits).isEqualTo(1);
    }

    /** Nothing is promised that is not stored: the row went away between offer and request. */
    @Test
    void whatIsGoneSinceTheOfferIsStoredAgain() {
        World world = world(client, QUARTER);
        world.now += 100;
        world.send(client.discover());
        world.rows.clear();
        assertThat(world.send(client.selecting("10.0.0.100")).view().number(OptionCode4.LEASE_TIME))
                .isEqualTo(3600);
        assertThat(end(world)).isEqualTo(START + 100 + 3600);
    }

    /** As Kea: its name is stored anew each time. */
    @Test
    void aLeaseWithAMadeNameIsWritten() {
        World world = new World(subnet(QUARTER + ", \"ddns-replace-client-name\": \"always\""));
        world.send(client.discover());
        world.send(client.selecting("10.0.0.100"));
        world.now += 100;
        assertThat(told(world, client.renewing("10.0.0.100"))).isEqualTo(3600);
    }
}
