package io.holdfast.engine.v6;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.lease.Lease6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code adaptive-lease-time-threshold}: where so many of the prefixes are delegated, they are for the shortest lifetimes. */
class AdaptiveLifetime6Tests {

    private static final String USUAL = "1800 of 3600";
    private static final String SHORTEST = "300 of 600";

    private static final String FOUR =
            "\"pd-pools\": [ { \"prefix\": \"2001:db8:100::\", \"prefix-len\": 54, \"delegated-len\": 56 } ]";

    private static World6 world(String members) {
        return surveyed("\"pd-allocator\": \"flq\", \"adaptive-lease-time-threshold\": 0.5, " + members);
    }

    private static World6 surveyed(String members) {
        World6 world = new World6(
                World6.server("\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8:1::/64\", \"interface\": \"eth0\","
                        + " \"pools\": [ { \"pool\": \"2001:db8:1::100-2001:db8:1::103\" } ], " + members + " } ]"));
        world.survey();
        return world;
    }

    private static String told(World6 world, Request6 request, IaType type) {
        ReplyView6 view = world.send(request).view();
        IaLease6 given = view.given(view.ia(type, 1));
        return given.preferredLifetime() + " of " + given.validLifetime();
    }

    /** What the client is advertised, which must be what it then gets. */
    private static String gets(World6 world, int client, IaType type) {
        String advertised =
                told(world, Client6.of(client).message(MessageType6.SOLICIT).ia(type, 1), type);
        String given = told(world, Client6.of(client).toUs(MessageType6.REQUEST).ia(type, 1), type);
        assertThat(given).as("lifetimes that were advertised").isEqualTo(advertised);
        return given;
    }

    private static String gets(World6 world, int client) {
        return gets(world, client, IaType.PD);
    }

    private static String renewed(World6 world, int client) {
        Lease6 row = world.rows.values().stream()
                .filter(each -> Client6.of(client).duid().equals(each.duid()))
                .findFirst()
                .orElseThrow();
        return told(
                world,
                Client6.of(client).toUs(MessageType6.RENEW).ia(1, Objects.requireNonNull(row.prefix())),
                IaType.PD);
    }

    /** The prefix that is being delegated counts as used. */
    @Test
    void fromTheThresholdOnTheLifetimesAreTheShortest() {
        World6 world = world(FOUR);
        assertThat(gets(world, 1)).isEqualTo(USUAL);
        assertThat(gets(world, 2)).isEqualTo(SHORTEST);
        assertThat(gets(world, 3)).isEqualTo(SHORTEST);
    }

    @Test
    void nobodyLosesWhatIsLeftOfItsLease() {
        World6 world = world(FOUR);
        gets(world, 1);
        gets(world, 2);
        world.now += 1000;
        assertThat(renewed(world, 1)).isEqualTo("800 of 2600");
        world.now += 2500;
        assertThat(renewed(world, 1)).isEqualTo(SHORTEST);
    }

    @Test
    void withFewerPrefixesDelegatedTheyAreTheUsualAgain() {
        World6 world = world(FOUR);
        gets(world, 1);
        gets(world, 2);
        Lease6 row = world.rows.values().stream()
                .filter(each -> Client6.of(2).duid().equals(each.duid()))
                .findFirst()
                .orElseThrow();
        world.send(Client6.of(2).toUs(MessageType6.RELEASE).ia(1, row.prefix()));
        assertThat(renewed(world, 1)).isEqualTo(USUAL);
    }

    @Test
    void addressesAreNotMeant() {
        World6 world = world(FOUR);
        for (int client = 1; client <= 4; client++) {
            assertThat(gets(world, client, IaType.NA)).isEqualTo(USUAL);
        }
        assertThat(gets(world, 1)).isEqualTo(USUAL);
    }

    @Test
    void poolsThatAreNotForTheClientDoNotCount() {
        World6 world = world(
                "\"pd-pools\": [ { \"prefix\": \"2001:db8:100::\", \"prefix-len\": 55, \"delegated-len\": 56 },"
                        + " { \"prefix\": \"2001:db8:200::\", \"prefix-len\": 48, \"delegated-len\": 56, \"client-classes\": [ \"KNOWN\" ] } ]");
        assertThat(gets(world, 1)).isEqualTo(SHORTEST);
    }

    /** As in Kea: whoever has a prefix of this length could have had a wider one. */
    @Test
    void poolsOfLongerPrefixesDoNotCount() {
        World6 world =
                world("\"pd-pools\": [ { \"prefix\": \"2001:db8:100::\", \"prefix-len\": 55, \"delegated-len\": 56 },"
                        + " { \"prefix\": \"2001:db8:200::\", \"prefix-len\": 48, \"delegated-len\": 60 } ]");
        assertThat(gets(world, 1)).isEqualTo(SHORTEST);
    }

    @Test
    void aPrefixOutsideOfThePoolsIsDelegatedForTheUsualTime() {
        World6 world = world(FOUR
                + ", \"reservations\": [ { \"duid\": \"%s\", \"prefixes\": [ \"2001:db8:999::/56\" ] } ]"
                        .formatted(Client6.of(9).duid()));
        gets(world, 1);
        gets(world, 2);
        assertThat(gets(world, 9)).isEqualTo(USUAL);
        assertThat(gets(world, 3)).isEqualTo(SHORTEST);
    }

    @Test
    void otherAllocatorsAndAThresholdOfOneKnowNothingOfIt() {
        for (String members : new String[] {
            "\"pd-allocator\": \"iterative\", \"adaptive-lease-time-threshold\": 0.5, ",
            "\"pd-allocator\": \"flq\", \"adaptive-lease-time-threshold\": 1.0, ",
            "\"pd-allocator\": \"flq\", "
        }) {
            World6 world = surveyed(members + FOUR);
            for (int client = 1; client <= 4; client++) {
                assertThat(gets(world, client)).as(members).isEqualTo(USUAL);
            }
        }
    }
}
