package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.KeaCommands;
import io.holdfast.kea.KeaProcess;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers made by an expression, for reservations alone and in the place of the client identifier: as Kea does. */
@ParameterizedClass(name = "replace-client-id {0}")
@ValueSource(booleans = {false, true})
class KeaFlexIdComparisonTests {

    private static final int SUBNETS = 12;
    private static final int USER_CLASS = 77;

    private static KeaComparison both;

    @Parameter
    boolean replace;

    @BeforeParameterizedClassInvocation
    static void begin(boolean replace) throws IOException {
        String library = KeaCommands.library(KeaProcess.root("kea-dhcp4"), "libdhcp_flex_id");
        both = new KeaComparison(
                """
                "hooks-libraries": [ { "library": "%s", "parameters": {
                  "identifier-expression": "ifelse(member('never'), 'never', option[77].hex)",
                  "replace-client-id": %s } } ],
                "client-classes": [ { "name": "never", "test": "option[77].hex == 'excluded'" },
                  { "name": "hasId", "test": "option[61].exists", "boot-file-name": "early" },
                  { "name": "made", "test": "member('KNOWN') and option[61].hex == 0x00706f727431",
                    "server-hostname": "late" } ],
                "host-reservation-identifiers": [ "flex-id", "hw-address" ],
                """.formatted(library, replace),
                IntStream.rangeClosed(1, SUBNETS)
                        .mapToObj(KeaFlexIdComparisonTests::subnet)
                        .toList());
    }

    @AfterParameterizedClassInvocation
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static String subnet(int n) {
        return """
                { "id": %1$d, "subnet": "127.%1$d.0.0/24", "pools": [ { "pool": "127.%1$d.0.10-127.%1$d.0.19" } ],
                  "match-client-id": %2$s, "reservations": [
                  { "flex-id": "'port1'", "ip-address": "127.%1$d.0.5", "hostname": "one" },
                  { "flex-id": "70:6f:72:74:32", "ip-address": "127.%1$d.0.12" },
                  { "flex-id": "'never'", "ip-address": "127.%1$d.0.6" } ] }
                """.formatted(n, n != 9);
    }

    private static Request4 from(int n, String id, Request4 request) {
        if (!id.isEmpty()) {
            request.option(USER_CLASS, id);
        }
        return request.relayedBy(Ipv4Address.parse("127." + n + ".0.1"))
                .requesting(OptionCode4.HOST_NAME, OptionCode4.LEASE_TIME);
    }

    private static String address(int n, int host) {
        return "127." + n + ".0." + host;
    }

    private static Request4 selecting(Client client, String address) {
        return client.message(MessageType4.DHCPREQUEST)
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address))
                .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER);
    }

    private static void lease(KeaComparison.Teller server, int n, String id, Client client, int host) {
        server.tell(from(n, id, client.discover()));
        server.tell(from(n, id, selecting(client, address(n, host))));
    }

    @Test
    void theIdentifierHasAReservation() {
        both.tell(server -> {
                    Client client = Client.of(11).withId("01:02:03");
                    lease(server, 1, "port1", client, 5);
                    server.tell(from(1, "port1", client.renewing(address(1, 5))));
                })
                .same();
    }

    @Test
    void withoutWhatItIsMadeOfThereIsNone() {
        both.tell(server -> {
                    server.tell(from(2, "", Client.of(21).discover()));
                    server.tell(from(2, "unknown", Client.of(22).discover()));
                    server.tell(from(2, "", Client.of(23).withId("01:09").discover()));
                })
                .same();
    }

    @Test
    void classesThatAreKnownCount() {
        both.tell(server -> server.tell(from(3, "excluded", Client.of(31).discover())))
                .same();
    }

    @Test
    void anotherDeviceAtTheSamePlace() {
        both.tell(server -> {
                    Client first = Client.of(41).withId("01:02:03");
                    lease(server, 4, "place", first, 10);
                    lease(server, 4, "place", Client.of(42), 10);
                })
                .same();
    }

    @Test
    void anotherDeviceAtAPlaceThatHasAnAddressReserved() {
        both.tell(server -> {
                    Client first = Client.of(51).withId("01:02:03");
                    lease(server, 5, "port2", first, 12);
                    server.tell(from(5, "port2", Client.of(52).withId("01:09").rebooting(address(5, 12))));
                })
                .same();
    }

    @Test
    void itsLeaseIsGivenBackAndTakenByItself() {
        both.tell(server -> {
                    Client first = Client.of(61).withId("01:02:03");
                    lease(server, 6, "place6", first, 10);
                    server.tell(from(6, "", first.release(address(6, 10))));
                    server.tell(from(6, "", first.rebooting(address(6, 10))));
                    server.tell(from(6, "place6", Client.of(62).release(address(6, 10))));
                    server.tell(from(6, "place6", Client.of(62).rebooting(address(6, 10))));
                })
                .same();
    }

    @Test
    void refusalsTellTheClientItsOwnIdentifier() {
        both.tell(server -> {
                    Client client = Client.of(71).withId("01:02:03");
                    server.tell(from(7, "place7", selecting(client, "127.8.0.10")));
                    server.tell(from(7, "place7", selecting(Client.of(72), "127.8.0.10")));
                })
                .same();
    }

    @Test
    void parametersAloneAreToldToo() {
        both.tell(server -> server.tell(from(
                        8,
                        "port1",
                        Client.of(81)
                                .withId("01:02:03")
                                .message(MessageType4.DHCPINFORM)
                                .clientAddress(Ipv4Address.parse(address(8, 10))))))
                .same();
    }

    @Test
    void whereClientIdentifiersDoNotMatterHardwareCounts() {
        both.tell(server -> {
                    Client first = Client.of(91).withId("01:02:03");
                    lease(server, 9, "place9", first, 10);
                    server.tell(from(9, "other", Client.of(91).discover()));
                })
                .same();
    }

    @Test
    void theShortestAndTheLongestIdentifier() {
        both.tell(server -> {
                    server.tell(
                            from(10, "xyz", Client.of(104).withId("01:02:03").discover()));
                    server.tell(from(
                            11,
                            "x".repeat(130),
                            Client.of(102).withId("01:02:03").discover()));
                })
                .same();
    }

    /** Kea fails where it wants to log it as a DUID. */
    @Test
    void anIdentifierThatCouldBeNoDuidIsOneStill() {
        String[] different = replace ? new String[] {"1. answer: Holdfast DHCPOFFER, Kea silence"} : new String[0];
        both.tell(server -> server.tell(from(
                        12, "x".repeat(131), Client.of(101).withId("01:02:03").discover())))
                .differs(different);
    }
}
