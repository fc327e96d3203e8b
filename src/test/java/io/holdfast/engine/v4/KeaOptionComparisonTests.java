package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.Told;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Options in spaces of their own and at several levels: as in Kea. */
class KeaOptionComparisonTests {

    private static final String GLOBAL = """
            "option-def": [
              { "name": "box", "code": 230, "type": "empty", "encapsulate": "inner" },
              { "name": "first", "code": 1, "space": "inner", "type": "uint8" },
              { "name": "second", "code": 2, "space": "inner", "type": "string" },
              { "name": "third", "code": 3, "space": "inner", "type": "empty", "encapsulate": "deep" },
              { "name": "deepest", "code": 9, "space": "deep", "type": "uint16" },
              { "name": "counted", "code": 231, "type": "uint8", "encapsulate": "inner" },
              { "name": "server", "code": 1, "space": "vendor-encapsulated-options-space", "type": "ipv4-address" },
              { "name": "wrap", "code": 1, "space": "vendor-9", "type": "empty", "encapsulate": "inner" },
              { "name": "text", "code": 10, "space": "vendor-25506", "type": "string" },
              { "name": "number", "code": 11, "space": "vendor-25506", "type": "uint16" } ],
            "option-data": [
              { "name": "domain-name", "data": "global.example" },
              { "code": 240, "csv-format": false, "data": "01 02 03" }, { "code": 240, "csv-format": false, "data": "04:05" }, { "code": 240, "csv-format": false, "data": "06" },
              { "name": "box" }, { "name": "counted", "data": "7" },
              { "name": "third", "space": "inner" }, { "name": "deepest", "space": "deep", "data": "258" },
              { "name": "second", "space": "inner", "data": "one\\\\,two" },
              { "name": "first", "space": "inner", "data": "1" }, { "name": "first", "space": "inner", "data": "2" },
              { "name": "vendor-encapsulated-options", "csv-format": false, "data": "0203616263" },
              { "name": "server", "space": "vendor-encapsulated-options-space", "data": "192.0.2.1" },
              { "name": "vivco-suboptions", "data": "25506, 03616263" },
              { "name": "text", "space": "vendor-25506", "data": "far" , "always-send": true },
              { "name": "number", "space": "vendor-25506", "data": "5" },
              { "name": "tftp-servers", "space": "vendor-4491", "data": "192.0.2.7" },
              { "code": 122, "csv-format": false, "space": "vendor-4491", "data": "0102" } ],
            """;

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        both = new KeaComparison(GLOBAL, List.of("""
                { "id": 1, "subnet": "127.1.0.0/24", "pools": [ { "pool": "127.1.0.10-127.1.0.99" } ] }
                """, """
                { "id": 2, "subnet": "127.2.0.0/24",
                  "pools": [ { "pool": "127.2.0.10-127.2.0.99", "option-data": [
                    { "name": "number", "space": "vendor-25506", "data": "9", "always-send": true },
                    { "name": "second", "space": "inner", "data": "nowhere" } ] } ],
                  "option-data": [ { "name": "vivso-suboptions", "data": "25506" },
                    { "name": "vivco-suboptions", "data": "4491, 0178" },
                    { "name": "vivco-suboptions", "data": "25506, 0179" },
                    { "name": "text", "space": "vendor-25506", "data": "near" },
                    { "name": "server", "space": "vendor-encapsulated-options-space", "data": "192.0.2.2" },
                    { "name": "oro", "space": "vendor-4491", "data": "2", "never-send": true } ] }
                """, """
                { "id": 3, "subnet": "127.3.0.0/24", "pools": [ { "pool": "127.3.0.10-127.3.0.99" } ],
                  "option-data": [ { "name": "vivso-suboptions", "data": "4491", "always-send": true },
                    { "name": "vivso-suboptions", "data": "9" }, { "name": "vivso-suboptions", "data": "7" },
                    { "name": "text", "space": "vendor-25506", "never-send": true, "data": "no" } ] }
                """, """
                { "id": 4, "subnet": "127.4.0.0/24", "pools": [ { "pool": "127.4.0.10-127.4.0.99" } ],
                  "option-data": [ { "name": "routers", "never-send": true, "data": "192.0.2.3" },
                    { "name": "box" }, { "name": "first", "space": "inner", "never-send": true, "data": "1" },
                    { "name": "second", "space": "inner", "data": "two" },
                    { "name": "wrap", "space": "vendor-9", "always-send": true } ] }
                """));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Request4 discover(int client, int subnet, int... wanted) {
        return Client.of(client)
                .discover()
                .relayedBy(Ipv4Address.parse("127." + subnet + ".0.1"))
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("127." + subnet + ".0." + (10 + client)))
                .requesting(
                        IntStream.concat(IntStream.of(1), IntStream.of(wanted)).toArray());
    }

    private static void same(Request4 request) {
        Told told = both.tell(server -> server.tell(request));
        told.same();
        assertThat(told.kea()).doesNotContain(Told.SILENCE);
    }

    @Test
    void oneCodeTwiceAtOnePlace() {
        same(discover(1, 1, 240));
    }

    @Test
    void subOptionsGoIntoWhatEncapsulatesThemByCode() {
        same(discover(2, 1, 230));
    }

    @Test
    void subOptionsFollowTheFieldsOfWhatEncapsulatesThem() {
        same(discover(3, 1, 231));
    }

    @Test
    void option43InHexadecimalAndBySpace() {
        same(discover(4, 1, 43));
    }

    @Test
    void subOptionsOfAnotherPlaceDoNotJoin() {
        same(discover(5, 2, 43, 230));
    }

    @Test
    void aVendorNamedByItsClassGetsWhatIsAlwaysSent() {
        same(discover(6, 1).option(124, HexText.parse("00:00:63:a2:03:61:62:63")));
    }

    @Test
    void aVendorNamedByItsOptionsGetsWhatIsAlwaysSent() {
        same(discover(7, 1).option(125, HexText.parse("00:00:63:a2:02:0b:00")));
    }

    @Test
    void aClientThatNamesNoVendorGetsNothing() {
        same(discover(8, 1, 125, 124));
    }

    @Test
    void theNumberOfAVendorAtACloserLevelMakesItsOption() {
        same(discover(9, 2, 125, 124));
    }

    @Test
    void ofAVendorsOptionsEachComesFromTheClosestLevel() {
        same(discover(10, 2).option(125, HexText.parse("00:00:63:a2:00")));
    }

    @Test
    void cableLabsDevicesListWhatTheyWant() {
        same(discover(11, 1).option(125, HexText.parse("00:00:11:8b:05:01:03:02:7a:63")));
    }

    @Test
    void severalVendorsInOneOption() {
        same(discover(12, 1).option(125, HexText.parse("00:00:63:a2:00:00:00:11:8b:03:01:01:02")));
    }

    @Test
    void neverSentInASpaceOfAVendor() {
        same(discover(13, 3).option(124, HexText.parse("00:00:63:a2:01:61")));
    }

    @Test
    void severalNumbersConfigured() {
        same(discover(14, 3, 125));
        same(discover(15, 3).option(125, HexText.parse("00:00:11:8b:03:01:01:02")));
    }

    @Test
    void anUnknownVendorGetsNothing() {
        same(discover(16, 1, 125).option(125, HexText.parse("00:00:00:01:02:01:00")));
    }

    @Test
    void aBrokenBlockEndsTheList() {
        same(discover(17, 1).option(125, HexText.parse("00:00:63:a2:00:00:00:11:8b:09:01:01:02")));
    }

    @Test
    void whatIsNeverSent() {
        both.tell(server -> server.tell(discover(18, 4, 3, 230)))
                .differs(
                        "1. option 230: Holdfast 02:03:74:77:6f, Kea 01:01:01:02:03:74:77:6f",
                        "1. option 3: Holdfast -, Kea c0:00:02:03");
    }

    @Test
    void aVendorsOptionThatEncapsulatesASpace() {
        both.tell(server -> server.tell(discover(19, 4).option(124, HexText.parse("00:00:00:09:01:61"))))
                .differs(
                        "1. option 125: Holdfast 00:00:00:09:07:01:05:02:03:74:77:6f, Kea 00:00:00:09:02:01:00",
                        "1. option 3: Holdfast -, Kea c0:00:02:03");
    }
}
