package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.KeaClient6.bytes;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.kea.Told;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which level an option of DHCPv6 comes from, with classes, reservations, shared networks and vendors: as in Kea. */
class KeaOptionLevel6ComparisonTests {

    private static final int RESERVED = 20;

    private static final String GLOBAL = """
            "preferred-lifetime": 3000, "valid-lifetime": 4000,
            "client-classes": [
              { "name": "gold", "test": "substring(option[15].hex,2,4) == 'gold'",
                "option-data": [ { "name": "new-tzdb-timezone", "data": "gold" },
                  { "name": "text", "space": "vendor-25506", "data": "gold", "always-send": true },
                  { "name": "dns-servers", "data": "2001:db8::61" } ] },
              { "name": "late", "test": "substring(option[15].hex,6,4) == 'late'",
                "option-data": [ { "name": "new-tzdb-timezone", "data": "late" },
                  { "name": "bootfile-url", "data": "late:" }, { "name": "new-posix-timezone", "data": "late" } ] },
              { "name": "quiet", "test": "substring(option[15].hex,2,5) == 'quiet'",
                "option-data": [ { "name": "sntp-servers", "never-send": true, "data": "2001:db8::1" } ] } ],
            "option-def": [
              { "name": "text", "code": 10, "space": "vendor-25506", "type": "string" },
              { "name": "number", "code": 11, "space": "vendor-25506", "type": "uint16" },
              { "name": "shell", "code": 1000, "type": "uint8", "encapsulate": "inner" },
              { "name": "core", "code": 1, "space": "inner", "type": "uint16" } ],
            "option-data": [
              { "name": "new-tzdb-timezone", "data": "global" }, { "name": "bootfile-url", "data": "global:" },
              { "name": "new-posix-timezone", "data": "global", "always-send": true },
              { "name": "sntp-servers", "data": "2001:db8::40" },
              { "name": "aftr-name", "data": "all" },
              { "name": "aftr-name", "data": "first", "client-classes": [ "gold", "late" ] },
              { "name": "aftr-name", "data": "second", "client-classes": [ "gold" ] },
              { "name": "v6-lost", "data": "plain" },
              { "name": "v6-lost", "data": "tagged", "client-classes": [ "late" ], "always-send": true },
              { "name": "vendor-class", "data": "25506, 0003616263" },
              { "name": "vendor-class", "data": "9, 000178" },
              { "name": "number", "space": "vendor-25506", "data": "1", "always-send": true },
              { "name": "config-file", "space": "vendor-4491", "data": "cable.cfg" },
              { "name": "tftp-servers", "space": "vendor-4491", "data": "2001:db8::69" } ],
            "shared-networks": [ { "name": "net",
              "option-data": [ { "name": "new-tzdb-timezone", "data": "net" }, { "name": "v6-captive-portal", "data": "net:" },
                { "name": "number", "space": "vendor-25506", "data": "2" } ],
              "subnet6": [ { "id": 5, "subnet": "2001:db8:5::/64",
                "option-data": [ { "name": "v6-captive-portal", "data": "subnet:" },
                  { "name": "erp-local-domain-name", "data": "subnet" },
                  { "name": "vendor-opts", "data": "4491" },
                  { "name": "dns-servers", "data": "2001:db8::70" },
                  { "name": "dns-servers", "data": "2001:db8::71", "client-classes": [ "late" ] } ],
                "pools": [ { "pool": "2001:db8:5::10-2001:db8:5::12", "option-data": [
                  { "name": "erp-local-domain-name", "data": "pool" },
                  { "name": "new-tzdb-timezone", "data": "pool", "client-classes": [ "late" ] } ] } ],
                "reservations": [
                  { "duid": "00:03:00:01:02:00:00:00:00:14", "ip-addresses": [ "2001:db8:5::20" ],
                    "client-classes": [ "gold" ],
                    "option-data": [ { "name": "erp-local-domain-name", "data": "host" },
                      { "name": "shell", "data": "7" }, { "name": "core", "space": "inner", "data": "258" },
                      { "name": "text", "space": "vendor-25506", "data": "host" },
                      { "name": "new-posix-timezone", "data": "host", "client-classes": [ "late" ] } ] } ] } ] } ],
            """;

    private static final int[] ALL = {23, 31, 41, 42, 51, 59, 64, 65, 103, 1000};

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        both = new KeaComparison6(GLOBAL, List.of("""
                { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::10-2001:db8:1::1f" } ],
                  "option-data": [ { "name": "sntp-servers", "data": "2001:db8::41", "always-send": true } ] }
                """));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    /** @param userClass goes into option 15 */
    private static Request6 solicit(int client, int subnet, String userClass, int... wanted) {
        Request6 request = KeaClient6.of(client).solicit().ia(1, in(subnet, client == RESERVED ? "20" : "10"));
        if (wanted.length > 0) {
            request.requesting(wanted);
        }
        if (!userClass.isEmpty()) {
            request.option(15, "\0" + (char) userClass.length() + userClass);
        }
        return request;
    }

    private static void same(int subnet, Request6 request) {
        Told told = both.tell(from(subnet, request));
        told.same();
        assertThat(told.kea()).doesNotContain(Told.SILENCE);
    }

    @Test
    void withoutClassesPoolSubnetNetworkGlobal() {
        same(5, solicit(1, 5, "", ALL));
    }

    @Test
    void aClassComesBehindTheNetworkAndBeforeTheGlobalOnes() {
        same(5, solicit(2, 5, "gold", ALL));
        same(1, solicit(3, 1, "goldlate", ALL));
    }

    @Test
    void anEntryForAClassComesBeforeOneForEverybodyAtTheSamePlace() {
        same(5, solicit(4, 5, "----late", ALL));
    }

    @Test
    void alwaysOfAnEntryForAClassHoldsForEverybody() {
        same(1, solicit(5, 1, ""));
        same(1, solicit(6, 1, "----late"));
    }

    @Test
    void aReservationComesFirst() {
        same(5, solicit(RESERVED, 5, "", ALL));
        same(5, solicit(RESERVED, 5, "----late", ALL));
    }

    @Test
    void aClassSaysNever() {
        same(1, solicit(7, 1, "quiet", 31));
    }

    @Test
    void vendorClassesOneOfEachVendor() {
        same(1, solicit(8, 1, "", 16));
    }

    @Test
    void aVendorNamedByItsClassGetsWhatIsAlwaysSent() {
        same(1, solicit(9, 1, "").option(16, bytes("00:00:63:a2:00:01:61")));
        same(5, solicit(10, 5, "gold").option(16, bytes("00:00:63:a2:00:01:61")));
        same(5, solicit(RESERVED, 5, "").option(16, bytes("00:00:63:a2:00:01:61")));
    }

    @Test
    void aVendorNamedByItsOptions() {
        same(1, solicit(11, 1, "").option(17, bytes("00:00:63:a2")));
    }

    @Test
    void cableLabsDevicesListWhatTheyWant() {
        same(1, solicit(12, 1, "").option(17, bytes("00:00:11:8b:00:01:00:06:00:21:00:20:00:63")));
    }

    @Test
    void severalVendors() {
        same(1, solicit(13, 1, "").option(17, bytes("00:00:63:a2")).option(17, bytes("00:00:11:8b:00:01:00:02:00:21")));
    }

    @Test
    void theNumberOfAVendorMakesItsOptionWhenOption17IsAskedFor() {
        same(5, solicit(14, 5, "", 17));
        same(5, solicit(15, 5, "", 17).option(17, bytes("00:00:11:8b:00:01:00:02:00:20")));
    }

    @Test
    void parametersAlone() {
        both.tell(from(
                        5,
                        KeaClient6.of(16)
                                .message(MessageType6.INFORMATION_REQUEST)
                                .option(15, "\0\10goldlate")
                                .requesting(ALL)))
                .same();
    }
}
