package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settings that hold for the whole server: as in Kea. */
class KeaSettingsComparisonTests {

    private static final Ipv4Address RELAY = Ipv4Address.parse("127.1.0.1");

    private static final String GLOBAL = """
            "echo-client-id": false, "authoritative": true, "match-client-id": false,
            "compatibility": { "lenient-option-parsing": true, "ignore-dhcp-server-identifier": true,
              "ignore-rai-link-selection": true },
            """;

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        both = new KeaComparison(
                GLOBAL,
                List.of(
                        "{ \"id\": 1, \"subnet\": \"127.1.0.0/24\", \"pools\": [ { \"pool\": \"127.1.0.10-127.1.0.99\" } ] }",
                        "{ \"id\": 2, \"subnet\": \"127.2.0.0/24\", \"pools\": [ { \"pool\": \"127.2.0.10-127.2.0.99\" } ] }"));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Ipv4Address address(int host) {
        return Ipv4Address.parse("127.1.0." + host);
    }

    @Test
    void theClientIdentifierDoesNotComeBack() {
        both.tell(server -> server.tell(Client.of(1)
                        .withId("01:02:03")
                        .discover()
                        .relayedBy(RELAY)
                        .option(OptionCode4.REQUESTED_ADDRESS, address(20))))
                .same();
    }

    @Test
    void anyServerIdentifierIsOurs() {
        both.tell(server -> server.tell(Client.of(2)
                        .message(MessageType4.DHCPREQUEST)
                        .relayedBy(RELAY)
                        .option(OptionCode4.REQUESTED_ADDRESS, address(21))
                        .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("192.0.2.1"))))
                .same();
    }

    @Test
    void linkSelectionIsIgnored() {
        both.tell(server -> server.tell(Client.of(3)
                        .discover()
                        .relayedBy(RELAY)
                        .option(OptionCode4.REQUESTED_ADDRESS, address(22))
                        .option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {5, 4, 127, (byte) 200, 0, 1})))
                .same();
    }

    @Test
    void authorityHoldsForAllSubnets() {
        both.tell(server -> {
                    server.tell(Client.of(4).rebooting("127.1.0.23").relayedBy(RELAY));
                    server.tell(Client.of(4).rebooting("192.0.2.9").relayedBy(Ipv4Address.parse("192.0.2.1")));
                })
                .same();
    }

    @Test
    void anOptionThatIsCutOffIsForgiven() {
        byte[] whole = Client.of(5)
                .discover()
                .relayedBy(RELAY)
                .option(OptionCode4.REQUESTED_ADDRESS, address(24))
                .toBytes();
        byte[] cut = Arrays.copyOf(whole, 253);
        cut[249] = OptionCode4.HOST_NAME;
        cut[250] = 9;
        both.tell(server -> server.tell(cut)).same();
    }

    @Test
    void aNewClientIsOfferedTheSameAddressAgain() {
        both.tell(server -> {
                    server.tell(Client.of(6).discover().relayedBy(Ipv4Address.parse("127.2.0.1")));
                    server.tell(Client.of(6).discover().relayedBy(Ipv4Address.parse("127.2.0.1")));
                })
                .differs("2. yiaddr: Holdfast 127.2.0.10, Kea 127.2.0.11");
    }
}
