package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.Told;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which level an option and a boot field comes from, with classes, reservations and shared networks: as in Kea. */
class KeaOptionLevelComparisonTests {

    private static final int GOLD_RESERVED = 20;
    private static final int RESERVED = 21;

    private static final String GLOBAL = """
            "client-classes": [
              { "name": "gold", "test": "substring(option[60].hex,0,4) == 'gold'", "next-server": "192.0.2.60",
                "option-data": [ { "name": "domain-name", "data": "gold.class" }, { "name": "tcode", "data": "gold" },
                  { "name": "text", "space": "vendor-25506", "data": "gold", "always-send": true },
                  { "name": "log-servers", "data": "192.0.2.61" } ],
                "boot-file-name": "gold.boot" },
              { "name": "late", "test": "substring(option[60].hex,4,4) == 'late'", "server-hostname": "late.class",
                "boot-file-name": "late.boot",
                "option-data": [ { "name": "tcode", "data": "late" }, { "name": "pcode", "data": "late" },
                  { "name": "merit-dump", "data": "late" } ] },
              { "name": "own", "test": "option[60].hex == 'own'",
                "option-def": [ { "name": "private", "code": 224, "type": "uint16" },
                  { "name": "vendor-encapsulated-options", "code": 43, "type": "empty", "encapsulate": "own-space" } ],
                "option-data": [ { "name": "private", "data": "258" }, { "name": "vendor-encapsulated-options" },
                  { "code": 5, "space": "own-space", "csv-format": false, "data": "0708" } ] },
              { "name": "server", "test": "option[60].hex == 'server'",
                "option-data": [ { "name": "dhcp-server-identifier", "data": "192.0.2.99" } ] },
              { "name": "quiet", "test": "option[60].hex == 'quiet'",
                "option-data": [ { "name": "time-servers", "never-send": true, "data": "192.0.2.1" } ] } ],
            "option-def": [
              { "name": "text", "code": 10, "space": "vendor-25506", "type": "string" },
              { "name": "number", "code": 11, "space": "vendor-25506", "type": "uint16" } ],
            "next-server": "192.0.2.50", "server-hostname": "global.host", "boot-file-name": "global.boot",
            "option-data": [
              { "name": "domain-name", "data": "global" }, { "name": "tcode", "data": "global" },
              { "name": "pcode", "data": "global", "always-send": true }, { "name": "merit-dump", "data": "global" },
              { "name": "boot-file-name", "data": "global.67" }, { "name": "tftp-server-name", "data": "global.66" },
              { "name": "time-servers", "data": "192.0.2.40" },
              { "name": "uap-servers", "data": "all" },
              { "name": "uap-servers", "data": "first", "client-classes": [ "gold", "late" ] },
              { "name": "uap-servers", "data": "second", "client-classes": [ "gold" ] },
              { "name": "netinfo-server-tag", "data": "only", "client-classes": [ "late" ], "always-send": true },
              { "name": "nds-context", "data": "plain" },
              { "name": "nds-context", "data": "tagged", "client-classes": [ "late" ], "always-send": true },
              { "name": "number", "space": "vendor-25506", "data": "1", "always-send": true } ],
            "shared-networks": [ { "name": "net", "next-server": "192.0.2.51",
              "option-data": [ { "name": "tcode", "data": "net" }, { "name": "root-path", "data": "net" },
                { "name": "number", "space": "vendor-25506", "data": "2" } ],
              "subnet4": [ { "id": 5, "subnet": "127.5.0.0/24", "boot-file-name": "subnet.boot",
                "option-data": [ { "name": "root-path", "data": "subnet" }, { "name": "nds-tree-name", "data": "subnet" },
                  { "name": "log-servers", "data": "192.0.2.70" },
                  { "name": "log-servers", "data": "192.0.2.71", "client-classes": [ "late" ] } ],
                "pools": [ { "pool": "127.5.0.10-127.5.0.99", "option-data": [
                  { "name": "nds-tree-name", "data": "pool" },
                  { "name": "tcode", "data": "pool", "client-classes": [ "late" ] } ] } ],
                "reservations": [
                  { "hw-address": "02:00:5e:10:00:14", "ip-address": "127.5.0.120", "next-server": "192.0.2.80",
                    "client-classes": [ "gold" ], "boot-file-name": "host.boot",
                    "option-data": [ { "name": "nds-tree-name", "data": "host" }, { "name": "domain-name", "data": "host" },
                      { "name": "text", "space": "vendor-25506", "data": "host" },
                      { "name": "pcode", "data": "host", "client-classes": [ "late" ] } ] },
                  { "hw-address": "02:00:5e:10:00:15", "server-hostname": "host",
                    "option-data": [ { "name": "vendor-encapsulated-options" },
                      { "code": 3, "space": "vendor-encapsulated-options-space", "csv-format": false, "data": "99" },
                      { "name": "tcode", "data": "own" } ] } ] } ] } ],
            """;

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        both = new KeaComparison(GLOBAL, List.of("""
                { "id": 1, "subnet": "127.1.0.0/24", "pools": [ { "pool": "127.1.0.10-127.1.0.99" } ],
                  "option-data": [ { "name": "time-servers", "data": "192.0.2.41", "always-send": true } ] }
                """));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static final int[] ALL = {1, 3, 4, 7, 14, 15, 17, 43, 54, 66, 67, 86, 87, 98, 100, 101, 113, 224};

    private static Request4 discover(int client, int subnet, String vendorClass, int... wanted) {
        Request4 request = Client.of(client)
                .discover()
                .relayedBy(Ipv4Address.parse("127." + subnet + ".0.1"))
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("127." + subnet + ".0." + (10 + client)))
                .requesting(
                        IntStream.concat(IntStream.of(1), IntStream.of(wanted)).toArray());
        return vendorClass.isEmpty() ? request : request.option(60, vendorClass);
    }

    private static void same(Request4 request) {
        Told told = both.tell(server -> server.tell(request));
        told.same();
        assertThat(told.kea()).doesNotContain(Told.SILENCE);
    }

    @Test
    void withoutClassesPoolSubnetNetworkGlobal() {
        same(discover(1, 5, "", ALL));
    }

    @Test
    void aClassComesBehindTheNetworkAndBeforeTheGlobalOnes() {
        same(discover(2, 5, "gold", ALL));
    }

    @Test
    void ofSeveralClassesTheOneConfiguredFirst() {
        same(discover(3, 1, "goldlate", ALL));
    }

    @Test
    void anEntryForAClassComesBeforeOneForEverybodyAtTheSamePlace() {
        same(discover(4, 5, "----late", ALL));
    }

    @Test
    void alwaysOfAnEntryForAClassHoldsForEverybody() {
        same(discover(5, 1, ""));
        same(discover(6, 1, "----late"));
    }

    @Test
    void definitionsOfAClass() {
        same(discover(7, 1, "own", 43, 224));
    }

    @Test
    void theServerIdentifierOfAClass() {
        same(discover(8, 1, "server"));
    }

    @Test
    void aReservationComesFirst() {
        same(discover(GOLD_RESERVED, 5, "", ALL));
        same(discover(GOLD_RESERVED, 5, "----late", ALL));
    }

    @Test
    void optionsOfAReservationAreEncapsulatedAmongThemselves() {
        same(discover(RESERVED, 5, "", ALL));
    }

    @Test
    void optionsOfVendorsFromAllLevels() {
        same(discover(9, 5, "gold").option(124, HexText.parse("00:00:63:a2:01:61")));
        same(discover(10, 5, "").option(124, HexText.parse("00:00:63:a2:01:61")));
        same(discover(GOLD_RESERVED, 5, "").option(124, HexText.parse("00:00:63:a2:01:61")));
    }

    @Test
    void aClassSaysNever() {
        same(discover(11, 1, "quiet", 4));
    }

    @Test
    void parametersAlone() {
        both.tell(server -> server.tell(Client.of(12)
                        .message(MessageType4.DHCPINFORM)
                        .relayedBy(Ipv4Address.parse("127.5.0.1"))
                        .clientAddress(Ipv4Address.parse("127.5.0.130"))
                        .option(60, "goldlate")
                        .requesting(ALL)))
                .differs("1. option 1: Holdfast ff:ff:ff:00, Kea -");
    }
}
