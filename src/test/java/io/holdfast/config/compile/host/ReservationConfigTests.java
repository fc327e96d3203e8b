package io.holdfast.config.compile.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.Configs;
import io.holdfast.config.HostPolicy;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostOption;
import io.holdfast.host.HostQuestion;
import io.holdfast.host.Reservation;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationConfigTests {

    @Test
    void aReservationHasAllThatIsWritten() {
        Reservation host = only("""
                {"hw-address": "1:2:3:4:5:6", "ip-address": "10.0.0.7", "hostname": "printer", "next-server": "10.0.0.1",
                 "server-hostname": "sname", "boot-file-name": "file", "client-classes": ["b", " a ", "b", ""],
                 "user-context": {"k": [1, "v"]}, "comment": "c",
                 "option-data": [{"name": "domain-name", "data": "x.org", "always-send": true},
                   {"code": 224, "csv-format": false, "data": "0102", "client-classes": ["z"]},
                   {"code": 6, "never-send": true}]}""");
        assertThat(host.identifier()).hasToString("hw-address=010203040506");
        assertThat(host.subnetId()).isEqualTo(5);
        assertThat(host.address()).hasToString("10.0.0.7");
        assertThat(host.hostname()).isEqualTo("printer");
        assertThat(host.nextServer()).hasToString("10.0.0.1");
        assertThat(host.serverHostname()).isEqualTo("sname");
        assertThat(host.bootFileName()).isEqualTo("file");
        assertThat(host.classes()).containsExactly("b", "a");
        assertThat(host.userContext()).isEqualTo("{\"k\":[1,\"v\"],\"comment\":\"c\"}");
        assertThat(host.databaseId()).isZero();
        assertThat(host.options())
                .extracting(ReservationConfigTests::text)
                .containsExactly("dhcp4 15 782e6f7267 always []", "dhcp4 224 0102 [z]", "dhcp4 6  never []");
    }

    private static String text(HostOption option) {
        return option.space() + " " + option.code() + " " + HexFormat.of().formatHex(option.payload())
                + (option.alwaysSend() ? " always" : "") + (option.neverSend() ? " never" : "") + " "
                + option.classes();
    }

    @Test
    void whatIsNotWrittenIsNotReserved() {
        Reservation host = only("{\"client-id\": \"01\"}");
        assertThat(host.address()).isNull();
        assertThat(host.nextServer()).isNull();
        assertThat(List.of(host.hostname(), host.serverHostname(), host.bootFileName()))
                .containsOnly("");
        assertThat(host.userContext()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hw-address | 1:a:03:04:05:06    | 010A03040506
            hw-address | 0102030405         | 0102030405
            hw-address | 1 2 3              | 010203
            duid       | 0x01020            | 001020
            duid       | 0x0102             | 0102
            duid       | 123                | 0123
            circuit-id | 'charter950'       | 63686172746572393530
            client-id  | ' a b '            | 612062
            flex-id    | 's0mEVaLue'        | 73306D4556614C7565
            flex-id    | 01:aa              | 01AA
            """)
    void identifiersAreWrittenInKeasWays(String type, String written, String bytes) {
        assertThat(only("{\"" + type + "\": \"" + written + "\"}").identifier()).hasToString(type + "=" + bytes);
    }

    @Test
    void reservationsAreGlobalOrOfASubnetOfANetworkOrNot() {
        HostPolicy hosts = Configs.server("""
                "reservations": [{"duid": "01", "ip-address": "192.0.2.1"}],
                "subnet4": [{"id": 5, "subnet": "10.0.0.0/8", "reservations": [{"duid": "01", "ip-address": "10.0.0.1"}]}],
                "shared-networks": [{"name": "n", "subnet4": [{"id": 6, "subnet": "11.0.0.0/8", "reservations": [
                  {"duid": "01", "ip-address": "11.0.0.1"}]}]}]""").hosts();
        HostIdentifier duid = new HostIdentifier(HostIdentifier.Type.DUID, new byte[] {1});
        assertThat(hosts.isEmpty()).isFalse();
        assertThat(hosts.reservations()
                        .answer(new HostQuestion.OfClient(List.of(duid), List.of(6, 0, 5)))
                        .reservations())
                .extracting(Reservation::address)
                .extracting(Ipv4Address::toString)
                .containsExactly("11.0.0.1", "192.0.2.1", "10.0.0.1");
    }

    @Test
    void howReservationsAreLookedUpIsReadWithKeasDefaults() {
        HostPolicy standard = Configs.server("").hosts();
        assertThat(standard.identifiers())
                .extracting(HostIdentifier.Type::text)
                .containsExactly("hw-address", "duid", "circuit-id", "client-id");
        assertThat(List.of(standard.uniqueAddresses(), standard.earlyGlobal())).containsExactly(true, false);
        assertThat(standard.isEmpty()).isTrue();
        HostPolicy other = Configs.server("""
                "host-reservation-identifiers": ["flex-id", "hw-address"], "ip-reservations-unique": false,
                "early-global-reservations-lookup": true, "reservations-lookup-first": true""").hosts();
        assertThat(other.identifiers()).extracting(HostIdentifier.Type::text).containsExactly("flex-id", "hw-address");
        assertThat(List.of(other.uniqueAddresses(), other.earlyGlobal())).containsExactly(false, true);
        assertThat(Configs.server("\"host-reservation-identifiers\": [\"auto\"]")
                        .hosts()
                        .identifiers())
                .hasSize(5);
        assertThat(Configs.server6("").hosts().identifiers())
                .extracting(HostIdentifier.Type::text)
                .containsExactly("hw-address", "duid");
        assertThat(Configs.server6("\"host-reservation-identifiers\": [\"auto\"]")
                        .hosts()
                        .identifiers())
                .extracting(HostIdentifier.Type::text)
                .containsExactly("hw-address", "duid", "flex-id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                    | [0]: needs one of hw-address, duid, circuit-id, client-id, flex-id
            {"ip-address":"10.0.0.1"}             | [0]: needs one of hw-address, duid, circuit-id, client-id, flex-id
            {"duid":"01","flex-id":"02"}          | [0].flex-id: a client has one identifier, and 'duid' is given
            {"duid":""}                           | [0].duid: an identifier has at least one byte
            {"duid":"x1"}                         | [0].duid: not hexadecimal bytes: 'x1'
            {"duid":"1::2"}                       | [0].duid: not hexadecimal bytes: '1::2'
            {"flex-id":"''"}                      | [0].flex-id: not hexadecimal bytes: ''''
            {"hw-address":"000102030405060708090a0b0c0d0e0f1011121314"} | [0].hw-address: is 21 bytes long; a hw-address has at most 20
            {"duid":"01","ip-address":"x"}        | [0].ip-address: not an IPv4 address: 'x'
            {"duid":"01","ip-address":"0.0.0.0"}  | [0].ip-address: 0.0.0.0 cannot be reserved for anybody
            {"duid":"01","ip-address":"255.255.255.255"} | [0].ip-address: 255.255.255.255 cannot be reserved for anybody
            {"duid":"01","ip-address":"11.0.0.1"} | [0].ip-address: 11.0.0.1 is not within the subnet 10.0.0.0/8
            {"duid":"01","next-server":"x"}       | [0].next-server: not an IPv4 address: 'x'
            {"duid":"01","next-server":"255.255.255.255"} | [0].next-server: 255.255.255.255 is nobody's address
            {"duid":"01","ip-addresses":["::1"]}  | [0].ip-addresses: belongs to DHCPv6
            {"duid":"01","hostnam":"x"}           | [0]: unknown keyword 'hostnam'; similar ones known here: hostname, comment, duid
            {"duid":"01","option-data":[{"code":1,"data":"x"}]} | [0].option-data[0].data: option 'subnet-mask' (1): field 1: not an IPv4 address: 'x'
            {"duid":"01"},{"duid":"1"}            | [1].duid: there is already a reservation for this client at t:1:76
            {"duid":"01","ip-address":"10.0.0.1"},{"duid":"02","ip-address":"10.0.0.1"} | [1].ip-address: 10.0.0.1 is already reserved for the client at t:1:94
            """)
    void whatIsWrongIsToldWithItsPlace(String reservations, String expected) {
        assertThat(Configs.complaints(
                        "\"subnet4\":[{\"id\":5,\"subnet\":\"10.0.0.0/8\",\"reservations\":[" + reservations + "]}]"))
                .containsExactly("subnet4[0].reservations" + expected);
    }

    @Test
    void oneAddressForSeveralClientsIsAllowedWhenToldSo() {
        assertThat(Configs.server("""
                "ip-reservations-unique": false, "subnet4": [{"id": 5, "subnet": "10.0.0.0/8", "reservations": [
                  {"duid": "01", "ip-address": "10.0.0.1"}, {"duid": "02", "ip-address": "10.0.0.1"}]}]""").hosts().reservations().all()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                     | host-reservation-identifiers: must name at least one identifier
            ["duid","duid"]        | host-reservation-identifiers[1]: 'duid' is listed twice
            ["auto","duid"]        | host-reservation-identifiers[0]: 'auto' stands alone
            ["mac"]                | host-reservation-identifiers[0]: 'mac' is not one of auto, hw-address, duid, circuit-id, client-id, flex-id
            """)
    void theListOfIdentifiersIsChecked(String list, String expected) {
        assertThat(Configs.complaints("\"host-reservation-identifiers\":" + list))
                .containsExactly(expected);
    }

    private static Reservation only(String reservation) {
        return Configs.server(
                        "\"subnet4\":[{\"id\":5,\"subnet\":\"10.0.0.0/8\",\"reservations\":[" + reservation + "]}]")
                .hosts()
                .reservations()
                .all()
                .getFirst();
    }
}
