package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.engine.EngineLog;
import io.holdfast.lease.Lease4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Identifiers made by an expression, here of option 77. */
class FlexIdTests {

    private static World world(String parameters) {
        return world("option[77].hex", parameters);
    }

    private static World world(String expression, String parameters) {
        return new World(World.server("""
                "hooks-libraries": [ { "library": "libdhcp_flex_id.so", "parameters": {
                  "identifier-expression": "%s" %s } } ],
                "host-reservation-identifiers": [ "flex-id" ], "echo-client-id": false,
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ],
                  "reservations": [ { "flex-id": "'port1'", "ip-address": "10.0.0.5" } ] } ]""".formatted(expression, parameters)));
    }

    private static final String REPLACE = ", \"replace-client-id\": true";

    private static Request4 at(String place, Request4 request) {
        return request.option(77, place);
    }

    @Test
    void theIdentifierHasAReservation() {
        World world = world("");
        assertThat(world.send(at("port1", Client.of(1).discover())).view().yiaddr())
                .hasToString("10.0.0.5");
        assertThat(world.send(at("port2", Client.of(2).discover())).view().yiaddr())
                .hasToString("10.0.0.100");
        assertThat(world.send(Client.of(3).discover()).view().yiaddr()).hasToString("10.0.0.101");
    }

    @Test
    void anExpressionThatFailsMakesNoneAndIsToldOnce() {
        World world = world("uint8totext(option[77].hex)", "");
        List<String> lines = EngineLog.during(() -> {
            assertThat(world.send(at("port1", Client.of(1).discover())).view().yiaddr())
                    .hasToString("10.0.0.100");
            world.send(at("port2", Client.of(2).discover()));
        });
        assertThat(lines)
                .singleElement()
                .isEqualTo("WARN DHCP4_FLEX_ID_FAILED a client has no flexible identifier where the expression fails"
                        + " (told once): 5 bytes are not a number of 1");
    }

    @Test
    void theLeaseIsTheIdentifiersWhoeverHasIt() {
        World world = world(REPLACE);
        world.send(at("place", Client.of(1).withId("01:02:03").selecting("10.0.0.100")));
        world.pass(100);
        Lease4 lease = Objects.requireNonNull(world.row("10.0.0.100"));
        assertThat(lease.clientId()).isEqualTo(ClientIdentifier.parse("00:70:6c:61:63:65"));
        assertThat(world.send(at("place", Client.of(2).discover())).view().yiaddr())
                .hasToString("10.0.0.100");
        assertThat(world.send(at("other", Client.of(1).withId("01:02:03").discover()))
                        .view()
                        .yiaddr())
                .hasToString("10.0.0.101");
    }

    @Test
    void theClientIsToldWhatItSentWhateverEchoClientIdSays() {
        World world = world(REPLACE);
        assertThat(world.send(at("place", Client.of(1).withId("01:02:03").discover()))
                        .view()
                        .message()
                        .option(OptionCode4.CLIENT_IDENTIFIER))
                .containsExactly(1, 2, 3);
        assertThat(world.send(at("else", Client.of(2).discover())).view().has(OptionCode4.CLIENT_IDENTIFIER))
                .isFalse();
        assertThat(world.send(Client.of(3).withId("01:02:04").discover()).view().has(OptionCode4.CLIENT_IDENTIFIER))
                .isFalse();
    }

    @Test
    void anIdentifierOfAnyLengthStandsInTheClientsPlaceIfItCan() {
        World world = world(REPLACE);
        world.send(at("x", Client.of(1).selecting("10.0.0.100")));
        assertThat(Objects.requireNonNull(world.row("10.0.0.100")).clientId())
                .isEqualTo(ClientIdentifier.parse("00:78"));
        world.send(at("x".repeat(300), Client.of(2).withId("01:02:03").selecting("10.0.0.101")));
        assertThat(Objects.requireNonNull(world.row("10.0.0.101")).clientId())
                .isEqualTo(ClientIdentifier.parse("01:02:03"));
    }
}
