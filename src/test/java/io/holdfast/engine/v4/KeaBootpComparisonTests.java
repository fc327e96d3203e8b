package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.KeaCommands;
import io.holdfast.kea.KeaProcess;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that speak BOOTP, each story in a subnet of its own: as Kea serves them. */
class KeaBootpComparisonTests {

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        String library = KeaCommands.library(KeaProcess.root("kea-dhcp4"), "libdhcp_bootp");
        both = new KeaComparison(
                """
                "hooks-libraries": [ { "library": "%s" } ], "renew-timer": 900, "rebind-timer": 1800,
                "client-classes": [ { "name": "DHCP", "test": "not member('BOOTP')" },
                  { "name": "lease", "test": "member('BOOTP')", "valid-lifetime": 1000, "next-server": "127.0.0.9" },
                  { "name": "known", "test": "member('KNOWN')", "boot-file-name": "known" } ],
                "option-data": [ { "name": "routers", "data": "127.0.0.1" }, { "name": "domain-name", "data": "example" },
                  { "name": "ntp-servers", "data": "127.0.0.2" }, { "name": "log-servers", "data": "127.0.0.3", "always-send": true },
                  { "name": "dhcp-message", "data": "hello", "always-send": true } ],
                """.formatted(library),
                IntStream.rangeClosed(1, 8)
                        .mapToObj(KeaBootpComparisonTests::subnet)
                        .toList());
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static String subnet(int n) {
        return """
                { "id": %1$d, "subnet": "127.%1$d.0.0/24", "pools": [
                    { "pool": "127.%1$d.0.10-127.%1$d.0.11", "client-classes": [ "BOOTP" ] },
                    { "pool": "127.%1$d.0.20-127.%1$d.0.21", "client-classes": [ "DHCP" ] } ],
                  "reservations": [ { "hw-address": "%2$s", "ip-address": "127.%1$d.0.5", "hostname": "one",
                    "client-classes": [ "reserved" ] } ] }
                """.formatted(n, Client.of(10 * n + 1).hardware());
    }

    private static Request4 bootp(int n, int client) {
        return Request4.withoutType(77, Client.of(10 * n + client).hardware())
                .relayedBy(Ipv4Address.parse("127." + n + ".0.1"));
    }

    @Test
    void anAddressOfItsPool() {
        both.tell(server -> {
                    server.tell(bootp(1, 2));
                    server.tell(bootp(1, 2));
                    server.tell(bootp(1, 3));
                    server.tell(Client.of(14).discover().relayedBy(Ipv4Address.parse("127.1.0.1")));
                })
                .same();
    }

    @Test
    void whatIsReserved() {
        both.tell(server -> server.tell(bootp(2, 1))).same();
    }

    @Test
    void optionsOfDhcpInTheRequest() {
        both.tell(server -> server.tell(bootp(3, 2)
                        .option(OptionCode4.CLIENT_IDENTIFIER, new byte[] {1, 2, 3})
                        .option(OptionCode4.LEASE_TIME, 700)
                        .option(OptionCode4.HOST_NAME, "host")
                        .requesting(42, OptionCode4.HOST_NAME)))
                .same();
    }

    @Test
    void anAddressThatItHasAlready() {
        both.tell(server -> {
                    server.tell(bootp(4, 2));
                    server.tell(bootp(4, 2).clientAddress(Ipv4Address.parse("127.4.0.10")));
                })
                .same();
    }

    @Test
    void anAddressThatItMayNotHave() {
        both.tell(server -> server.tell(bootp(5, 2).clientAddress(Ipv4Address.parse("127.5.0.20"))))
                .same();
        both.tell(server ->
                        server.tell(bootp(6, 2).option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("127.6.0.10"))))
                .same();
    }

    @Test
    void noneIsLeft() {
        both.tell(server -> {
                    server.tell(bootp(7, 2));
                    server.tell(bootp(7, 3));
                    server.tell(bootp(7, 4));
                })
                .same();
    }

    @Test
    void fromNowhere() {
        both.tell(server -> server.tell(bootp(99, 2))).same();
    }

    @Test
    void aClientThatLearnsDhcp() {
        both.tell(server -> {
                    server.tell(bootp(8, 2));
                    server.tell(Client.of(82).discover().relayedBy(Ipv4Address.parse("127.8.0.1")));
                })
                .same();
    }
}
