package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a relay has said, kept for packets that come past it ({@code stash-agent-options}): as Kea does. */
class KeaStashComparisonTests {

    private static final int SUBNETS = 16;

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        both = new KeaComparison(
                """
                "stash-agent-options": true, "store-extended-info": true,
                "client-classes": [
                  { "name": "port", "test": "relay4[1].hex == 'et1'", "boot-file-name": "port1", "valid-lifetime": 1000 },
                  { "name": "remote", "test": "relay4[2].exists", "next-server": "127.0.0.7" },
                  { "name": "STASH_AGENT_OPTIONS", "server-hostname": "stashed" } ],
                """,
                IntStream.rangeClosed(1, SUBNETS)
                        .mapToObj(KeaStashComparisonTests::subnet)
                        .toList());
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static String subnet(int n) {
        String own = switch (n) {
            case 4 -> "\"store-extended-info\": false,";
            case 11 -> "\"client-classes\": [ \"port\" ],";
            case 12 ->
                "\"reservations\": [ { \"circuit-id\": \"'et1'\", \"ip-address\": \"127.12.0.5\", \"hostname\": \"et1\" } ],";
            default -> "";
        };
        String pools = n == 10
                ? "{ \"pool\": \"127.10.0.10-127.10.0.11\", \"client-classes\": [ \"port\" ] }"
                : "{ \"pool\": \"127.%1$d.0.10-127.%1$d.0.11\" }".formatted(n);
        return "{ \"id\": %1$d, \"subnet\": \"127.%1$d.0.0/24\", %2$s \"pools\": [ %3$s ] }".formatted(n, own, pools);
    }

    /** {@code circuit-id}, and perhaps a {@code remote-id}. */
    private static byte[] said(String circuit, String remote) {
        byte[] all = new byte[2 + circuit.length() + (remote.isEmpty() ? 0 : 2 + remote.length())];
        all[0] = 1;
        all[1] = (byte) circuit.length();
        System.arraycopy(circuit.getBytes(StandardCharsets.US_ASCII), 0, all, 2, circuit.length());
        if (!remote.isEmpty()) {
            int at = 2 + circuit.length();
            all[at] = 2;
            all[at + 1] = (byte) remote.length();
            System.arraycopy(remote.getBytes(StandardCharsets.US_ASCII), 0, all, at + 2, remote.length());
        }
        return all;
    }

    private static final byte[] PORT_1 = said("et1", "");

    private record Place(int n) {

        Client client() {
            return Client.of(10 * n + 1);
        }

        String address(int host) {
            return "127." + n + ".0." + host;
        }

        Request4 relayed(byte[] said, Request4 request) {
            return request.relayedBy(Ipv4Address.parse(address(1)))
                    .option(OptionCode4.RELAY_AGENT_INFORMATION, said)
                    .requesting(OptionCode4.HOST_NAME);
        }

        Request4 selecting(Client client, int host) {
            return client.message(MessageType4.DHCPREQUEST)
                    .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address(host)))
                    .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER);
        }

        Request4 begins(byte[] said) {
            return relayed(said, selecting(client(), 10));
        }

        /** Past the relay. */
        Request4 renewing(int host) {
            return client().renewing(address(host)).requesting(OptionCode4.HOST_NAME);
        }
    }

    @Test
    void aRenewalPastTheRelay() {
        Place p = new Place(1);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(p.renewing(10));
                    server.tell(p.renewing(10));
                })
                .same();
    }

    @Test
    void anotherClientKnowsNothingOfIt() {
        Place p = new Place(2);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(Client.of(29).renewing(p.address(10)));
                    server.tell(Client.of(29).renewing(p.address(11)));
                })
                .same();
    }

    @Test
    void theLastRelayCounts() {
        Place p = new Place(3);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(p.relayed(said("et2", "me"), p.client().renewing(p.address(10))));
                    server.tell(p.renewing(10));
                })
                .same();
    }

    @Test
    void whatIsNotStoredIsNotKnown() {
        Place p = new Place(4);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(p.renewing(10));
                })
                .same();
    }

    @Test
    void aClientThatTellsItself() {
        Place p = new Place(5);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(p.renewing(10).option(OptionCode4.RELAY_AGENT_INFORMATION, said("et3", "x")));
                    server.tell(p.renewing(10));
                })
                .same();
    }

    @Test
    void aClientThatTellsNothingItself() {
        Place p = new Place(6);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(p.renewing(10).option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[0]));
                })
                .same();
    }

    @Test
    void givenBackAndAskedForAgain() {
        Place p = new Place(7);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(p.client()
                            .release(p.address(10))
                            .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER));
                    server.tell(p.renewing(10));
                })
                .same();
    }

    @Test
    void onlyARequestIsHelped() {
        Place p = new Place(8);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(p.client()
                            .message(MessageType4.DHCPINFORM)
                            .clientAddress(Ipv4Address.parse(p.address(10))));
                    server.tell(p.client().discover().clientAddress(Ipv4Address.parse(p.address(10))));
                })
                .same();
    }

    @Test
    void byTheClientIdentifier() {
        Place p = new Place(9);
        Client named = p.client().withId("01:02:03");
        both.tell(server -> {
                    server.tell(p.relayed(PORT_1, p.selecting(named, 10)));
                    server.tell(Client.of(99).withId("01:02:03").renewing(p.address(10)));
                    server.tell(p.renewing(10));
                    server.tell(named.renewing(p.address(10)));
                })
                .same();
    }

    @Test
    void aPoolForWhatTheRelaySays() {
        Place p = new Place(10);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(p.renewing(10));
                    server.tell(p.relayed(said("et2", ""), p.client().renewing(p.address(10))));
                })
                .same();
    }

    @Test
    void aSubnetForWhatTheRelaySays() {
        Place p = new Place(11);
        both.tell(server -> {
                    server.tell(p.begins(PORT_1));
                    server.tell(p.renewing(10));
                })
                .same();
    }

    @Test
    void aReservationByWhatTheRelaySays() {
        Place p = new Place(12);
        both.tell(server -> {
                    server.tell(p.relayed(PORT_1, p.selecting(p.client(), 5)));
                    server.tell(p.renewing(5));
                })
                .same();
    }

    @Test
    void aLinkThatTheRelayHasSelected() {
        Place p = new Place(13);
        byte[] link = {1, 3, 'e', 't', '1', 5, 4, 127, 13, 0, 0};
        both.tell(server -> {
                    server.tell(p.selecting(p.client(), 10)
                            .relayedBy(Ipv4Address.parse("127.14.0.1"))
                            .option(OptionCode4.RELAY_AGENT_INFORMATION, link));
                    server.tell(p.renewing(10));
                })
                .same();
    }
}
