package io.holdfast.config.compile.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Configs;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.host.Reservation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Reservation6ConfigTests {

    @Test
    void addressesAndPrefixesAreReservedTogether() {
        Reservation host = Configs.server6("""
                "subnet6": [{"id": 9, "subnet": "2001:db8::/64", "reservations": [
                  {"duid": "0a:0b", "ip-addresses": ["2001:db8::1", "2001:db8::2"],
                   "prefixes": ["2001:db8:8::/48", "2001:db8:9::/56"], "excluded-prefixes": ["2001:db8:8:1::/64", ""],
                   "hostname": "h", "client-classes": ["c"], "option-data": [{"name": "dns-servers", "data": "::1"}]}]}]""").hosts().reservations().all().getFirst();
        assertThat(host.subnetId()).isEqualTo(9);
        assertThat(host.leases())
                .extracting(lease -> lease.prefix() + " " + lease.delegated() + " " + lease.excluded())
                .containsExactly(
                        "2001:db8::1/128 false null",
                        "2001:db8::2/128 false null",
                        "2001:db8:8::/48 true 2001:db8:8:1::/64",
                        "2001:db8:9::/56 true null");
        assertThat(host.options()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"ip-addresses":["::1"]}                             | [0]: needs one of hw-address, duid, flex-id
            {"duid":"01","ip-addresses":["x"]}                   | [0].ip-addresses[0]: not an IPv6 address: 'x'
            {"duid":"01","ip-addresses":["2001:db8::1","ff02::1"]} | [0].ip-addresses[1]: ff02::1 cannot be reserved for anybody
            {"duid":"01","ip-addresses":["2001:db9::1"]}         | [0].ip-addresses: 2001:db9::1 is not within the subnet 2001:db8::/64
            {"duid":"01","ip-addresses":["2001:db8::1","2001:db8::1"]} | [0].ip-addresses[1]: 2001:db8::1 is listed twice
            {"duid":"01","prefixes":["2001:db8::"]}              | [0].prefixes[0]: not a prefix (address/length): '2001:db8::'
            {"duid":"01","prefixes":["2001:db8::1/64"]}          | [0].prefixes[0]: 2001:db8::1/64 has bits set beyond the prefix; the network is 2001:db8::/64
            {"duid":"01","prefixes":["::/0"]}                    | [0].prefixes[0]: ::/0 cannot be reserved for anybody
            {"duid":"01","excluded-prefixes":["1::/64"]}         | [0].excluded-prefixes: has 1 for 0 'prefixes'; there is one for each, an empty text where nothing is excluded
            {"duid":"01","prefixes":["1::/64"],"excluded-prefixes":["1::/64"]} | [0].excluded-prefixes[0]: 1::/64 is not a part of 1::/64
            {"duid":"01","prefixes":["1::/64"],"excluded-prefixes":["2::/72"]} | [0].excluded-prefixes[0]: 2::/72 is not a part of 1::/64
            {"duid":"01"},{"duid":"1"}                           | [1].duid: there is already a reservation for this client at t:1:79
            {"flex-id":"01"},{"flex-id":"1"}                     | [1].flex-id: there is already a reservation for this client at t:1:82
            {"duid":"01","prefixes":["1::/64"]},{"duid":"02","prefixes":["1::/56"]} | [1].prefixes: 1:: is already reserved for the client at t:1:95
            """)
    void whatIsWrongIsToldWithItsPlace(String reservations, String expected) {
        assertThat(Configs.complaints6("\"subnet6\":[{\"id\":5,\"subnet\":\"2001:db8::/64\",\"reservations\":["
                        + reservations + "]}]"))
                .containsExactly("subnet6[0].reservations" + expected);
    }

    @Test
    void aCommandsReservationIsReadByTheSameRules() throws ConfigException {
        ReservationReader reader = new ReservationReader(Configs.server6("""
                "option-def": [{"name": "mine", "code": 3000, "type": "uint8"}]"""));
        Reservation read = reader.read(map("""
                {"duid": "01", "prefixes": ["1::/48"], "option-data": [{"name": "mine", "data": "7"}]}"""), 3, "reservation");
        assertThat(read.subnetId()).isEqualTo(3);
        assertThat(read.options().getFirst().payload()).containsExactly(7);
        assertThatThrownBy(() -> reader.read(map("""
                {"duid": "zz", "prefixes": ["1::"], "x": 1}"""), 0, "reservation"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("""
                        <command>:1:10: reservation.duid: not hexadecimal bytes: 'zz'
                        <command>:1:29: reservation.prefixes[0]: not a prefix (address/length): '1::'
                        <command>:1:37: reservation: unknown keyword 'x'; similar ones known here: duid, flex-id, comment""");
    }

    private static JsonNode.Dict map(String text) throws ConfigException {
        return (JsonNode.Dict) JsonReader.parse(text, "<command>").root();
    }
}
