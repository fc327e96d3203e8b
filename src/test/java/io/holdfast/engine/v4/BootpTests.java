package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.DropReason;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostLookup;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Clients that speak BOOTP (RFC 1497): they send no message type, and come once. */
class BootpTests {

    private static World world(String libraries) {
        return new World(World.server("""
                "hooks-libraries": [ %s ], "renew-timer": 900,
                "client-classes": [ { "name": "DHCP", "test": "not member('BOOTP')" },
                  { "name": "known", "test": "member('KNOWN') and member('BOOTP')", "boot-file-name": "known" } ],
                "option-data": [ { "name": "routers", "data": "10.0.0.1" } ],
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [
                    { "pool": "10.0.0.100-10.0.0.101", "client-classes": [ "BOOTP" ] },
                    { "pool": "10.0.0.200-10.0.0.201", "client-classes": [ "DHCP" ] } ],
                  "reservations": [ { "hw-address": "02:00:00:00:00:09", "ip-address": "10.0.0.9",
                    "client-classes": [ "x" ] } ] } ]""".formatted(libraries)));
    }

    private static final String ON = "{ \"library\": \"/usr/lib/libdhcp_bootp.so\" }";

    private static Request4 bootp(int client) {
        return Request4.withoutType(77, Client.of(client).hardware());
    }

    @Test
    void itsLeaseNeverEnds() {
        World world = world(ON);
        ReplyView view = world.send(bootp(1)).view();
        assertThat(view.yiaddr()).hasToString("10.0.0.100");
        assertThat(Objects.requireNonNull(world.row("10.0.0.100")).isInfinite()).isTrue();
    }

    @Test
    void theAnswerHasNothingThatOnlyDhcpHas() {
        World.Result result = world(ON).send(bootp(1).option(OptionCode4.CLIENT_IDENTIFIER, new byte[] {1, 2, 3}));
        assertThat(result.sent().data()).hasSize(300);
        assertThat(result.view().message().optionCodes()).containsExactly(1, 3);
    }

    @Test
    void whatIsReservedIsGiven() {
        World world = world(ON);
        ReplyView view = world.send(bootp(9)).view();
        assertThat(view.yiaddr()).hasToString("10.0.0.9");
        assertThat(view.message().bootFile()).isEqualTo("known");
    }

    @Test
    void itsPoolIsNotForOthers() {
        assertThat(world(ON).send(Client.of(3).discover()).view().yiaddr()).hasToString("10.0.0.200");
    }

    @Test
    void twoRequestsAreForOneLease() {
        World world = world(ON);
        world.send(bootp(1));
        world.pass(1_000_000);
        assertThat(world.send(bootp(1)).view().yiaddr()).hasToString("10.0.0.100");
        assertThat(world.rows).hasSize(1);
    }

    /** Whatever it was given it would have for ever. */
    @Test
    void whileNobodyKnowsWhatIsReservedItHasToAskAgain() {
        World world = new World(World.server("""
                "hooks-libraries": [ %s ], "hosts-databases": [ { "type": "postgresql", "name": "hosts" } ],
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ]""".formatted(ON)));
        HostLookup certain = world.reservations;
        HostLookup away = questions ->
                questions.stream().map(_ -> new HostAnswer(List.of(), false)).toList();
        world.reservations = away;
        assertThat(world.send(bootp(1)).dropped()).isEqualTo(DropReason.UNKNOWN_CLIENT);
        world.reservations = certain;
        assertThat(world.send(bootp(1)).view().yiaddr()).hasToString("10.0.0.100");
        world.reservations = away;
        assertThat(world.send(bootp(1)).view().yiaddr()).hasToString("10.0.0.100");
    }

    @Test
    void aLongAnswerHasNoOptionsInOtherFields() {
        World world = new World(World.server("""
                "hooks-libraries": [ %s ], "option-data": [ %s
                  { "code": 6, "data": "10.0.0.1", "always-send": true } ],
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ]""".formatted(ON, """
                { "code": 234, "csv-format": false, "data": "%1$s", "always-send": true },
                { "code": 235, "csv-format": false, "data": "%1$s", "always-send": true },""".formatted("ab".repeat(200)))));
        World.Result result = world.send(bootp(1));
        assertThat(result.view().message().optionCodes()).containsExactly(1, 6, 234);
        assertThat(result.view().message().serverName()).isEmpty();
    }

    @Test
    void withoutTheLibraryItIsNotAnswered() {
        assertThat(world("").send(bootp(1)).dropped()).isEqualTo(DropReason.NO_MESSAGE_TYPE);
    }
}
