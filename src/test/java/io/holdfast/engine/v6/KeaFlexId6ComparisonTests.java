package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaSubnets6.delegated;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.kea.KeaCommands;
import io.holdfast.kea.KeaProcess;
import io.holdfast.kea.Told;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers made by an expression, for reservations alone, or in the place of DUIDs and of IAIDs: as Kea does. */
@ParameterizedClass(name = "replace-client-id and ignore-iaid {0}")
@ValueSource(booleans = {false, true})
class KeaFlexId6ComparisonTests {

    private static final String RESERVATIONS = """
            "reservations": [ { "flex-id": "'port1'", "ip-addresses": [ "2001:db8:N::77" ], "hostname": "one" },
              { "flex-id": "70:6f:72:74:32", "ip-addresses": [ "2001:db8:N::12" ] } ],""";

    private static KeaComparison6 both;

    @Parameter
    boolean replace;

    @BeforeParameterizedClassInvocation
    static void begin(boolean replace) throws Exception {
        String library = KeaCommands.library(KeaProcess.root("kea-dhcp6"), "libdhcp_flex_id");
        both = new KeaComparison6(
                """
                "hooks-libraries": [ { "library": "%s", "parameters": {
                  "identifier-expression": "relay6[0].option[18].hex", "replace-client-id": %s, "ignore-iaid": %s } } ],
                "host-reservation-identifiers": [ "flex-id", "duid" ],
                """.formatted(library, replace, replace),
                KeaSubnets6.upTo(9, Map.of(1, RESERVATIONS, 2, RESERVATIONS, 6, RESERVATIONS)));
    }

    @AfterParameterizedClassInvocation
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Request6 at(int subnet, String port, Request6 request) {
        return from(subnet, request).relayOption(OptionCode6.INTERFACE_ID, port.getBytes(StandardCharsets.US_ASCII));
    }

    private static KeaClient6 client(int number) {
        return KeaClient6.of(number);
    }

    private static Told told(Request6... requests) {
        return both.tell(requests);
    }

    @Test
    void theIdentifierHasAReservation() {
        told(
                        at(1, "port1", client(1).solicit(NA)),
                        at(1, "port1", client(1).request().ia(1, in(1, "77"))),
                        at(1, "port1", client(1).renew().ia(1, in(1, "77"))),
                        at(1, "port3", client(3).solicit(NA)))
                .same();
    }

    @Test
    void anotherDeviceAtAPlaceThatHasAnAddressReserved() {
        told(
                        at(2, "port2", client(1).request().ia(NA, 1)),
                        at(2, "port2", client(2).request().ia(NA, 1)),
                        at(2, "port2", client(2).solicit(NA)))
                .same();
    }

    @Test
    void anotherDeviceAtTheSamePlace() {
        told(
                        at(3, "place", client(1).request().ia(3, in(3, "10")).ia(1, delegated(3, 1))),
                        at(3, "place", client(2).request().ia(NA, 77).ia(PD, 78)),
                        at(3, "place", client(2).renew().ia(79, in(3, "10")).ia(80, delegated(3, 1))),
                        at(3, "place", client(1).release().ia(3, in(3, "10"))))
                .same();
    }

    @Test
    void severalAssociationsKeepTheirIaids() {
        told(
                        at(4, "many", client(1).request().ia(NA, 7).ia(NA, 8).ia(PD, 9)),
                        at(4, "many", client(1).request().ia(NA, 8).ia(NA, 7).ia(PD, 10)),
                        at(4, "many", client(1).request().ia(NA, 7)))
                .same();
    }

    @Test
    void whoNamesNoDuid() {
        told(
                        at(
                                5,
                                "nobody",
                                KeaClient6.anonymous(MessageType6.SOLICIT).ia(NA, 1)),
                        at(5, "nobody", KeaClient6.informing()),
                        at(
                                9,
                                "nobody",
                                KeaClient6.anonymous(MessageType6.CONFIRM).ia(1, in(9, "10"))))
                .same();
    }

    @Test
    void withoutARelayThereIsNoIdentifier() {
        told(from(6, client(1).solicit(NA)), from(6, client(2).confirm().ia(1, in(6, "10"))))
                .same();
    }

    @Test
    void aShortIdentifierAndALongOne() {
        told(
                        at(7, "abc", client(1).request().ia(NA, 1)),
                        at(7, "x".repeat(128), client(2).request().ia(NA, 1)))
                .same();
    }

    /** Kea fails where it wants to log it as a DUID. */
    @Test
    void anIdentifierThatCouldBeNoDuidIsOneStill() {
        String[] different = replace ? new String[] {"1. answer: Holdfast REPLY, Kea silence"} : new String[0];
        told(at(8, "x".repeat(131), client(3).request().ia(NA, 1))).differs(different);
    }
}
