package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.lease.Lease6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import org.junit.jupiter.api.Test;

/** Identifiers made by an expression, here of option 15, and IAIDs that do not matter. */
class FlexId6Tests {

    private static World6 world(String parameters) {
        return new World6(World6.server("""
                "hooks-libraries": [ { "library": "libdhcp_flex_id.so", "parameters": {
                  "identifier-expression": "option[15].hex" %s } } ],
                "host-reservation-identifiers": [ "flex-id" ],
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100-2001:db8:1::1ff" } ],
                  "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56 } ],
                  "reservations": [ { "flex-id": "'port1'", "ip-addresses": [ "2001:db8:1::5" ] } ] } ]""".formatted(parameters)));
    }

    private static final String REPLACE = ", \"replace-client-id\": true";
    private static final String IGNORE = ", \"ignore-iaid\": true";

    private static Request6 request(int client) {
        return Client6.of(client).toUs(MessageType6.REQUEST);
    }

    private static Request6 at(String place, Request6 request) {
        return request.option(15, place);
    }

    @Test
    void theIdentifierHasAReservation() throws Exception {
        ReplyView6 view = world("").send(at("port1", Client6.of(1).solicit())).view();
        assertThat(view.message().ias())
                .first()
                .satisfies(ia -> assertThat(ia.leases().getFirst().prefix()).hasToString("2001:db8:1::5/128"));
    }

    @Test
    void theLeaseIsTheIdentifiersAndTheClientIsToldItsOwnDuid() throws Exception {
        World6 world = world(REPLACE);
        ReplyView6 view = world.send(at("place", request(1).ia(NA, 7))).view();
        assertThat(view.message().clientId()).isEqualTo(Client6.of(1).duid());
        Lease6 lease = world.rows.values().iterator().next();
        assertThat(lease.duid()).isEqualTo(Duid.parse("00:00:70:6c:61:63:65"));
        assertThat(lease.iaid()).isEqualTo(7);
        view = world.send(at("place", request(2).ia(NA, 7))).view();
        assertThat(view.message().clientId()).isEqualTo(Client6.of(2).duid());
        assertThat(world.rows).hasSize(1);
    }

    @Test
    void theOnlyIaidOfAKindDoesNotMatter() throws Exception {
        World6 world = world(IGNORE);
        ReplyView6 view = world.send(request(1).ia(NA, 7).ia(PD, 8)).view();
        assertThat(view.message().ias())
                .extracting(ia -> ia.type() + " " + ia.iaid())
                .containsExactly("NA 7", "PD 8");
        assertThat(world.rows.values()).extracting(Lease6::iaid).containsOnly(0).hasSize(2);
        world.send(request(1).ia(NA, 9).ia(PD, 10));
        assertThat(world.rows).hasSize(2);
    }

    @Test
    void ofSeveralAssociationsEachKeepsItsIaid() {
        World6 world = world(IGNORE);
        world.send(request(1).ia(NA, 7).ia(NA, 8).ia(PD, 9));
        assertThat(world.rows.values()).extracting(Lease6::iaid).containsExactlyInAnyOrder(7, 8, 0);
    }
}
