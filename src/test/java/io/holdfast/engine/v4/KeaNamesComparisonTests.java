package io.holdfast.engine.v4;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.Told;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of clients (options 12 and 81) under every parameter that says what becomes of them: as with Kea. */
class KeaNamesComparisonTests {

    /** One subnet for each; the first has nothing of its own. */
    private static final List<String> PARAMETERS = List.of(
            "",
            "\"ddns-qualifying-suffix\": \"example.org\",",
            "\"ddns-qualifying-suffix\": \"example.org.\", \"ddns-replace-client-name\": \"when-present\",",
            "\"ddns-qualifying-suffix\": \"example.org\", \"ddns-replace-client-name\": \"when-not-present\",",
            "\"ddns-replace-client-name\": \"always\", \"ddns-generated-prefix\": \"made\",",
            "\"ddns-override-no-update\": true,",
            "\"ddns-override-client-update\": true,",
            "\"ddns-override-no-update\": true, \"ddns-override-client-update\": true, \"ddns-qualifying-suffix\": \"a.b\",",
            "\"ddns-send-updates\": false, \"ddns-override-client-update\": true,",
            "\"hostname-char-set\": \"[^A-Za-z0-9.-]\", \"hostname-char-replacement\": \"x\",",
            "\"hostname-char-set\": \"[^A-Za-z0-9.-]\", \"hostname-char-replacement\": \"\",",
            "\"hostname-char-set\": \"[Hh]\", \"hostname-char-replacement\": \"-\", \"ddns-qualifying-suffix\": \"hh.org\",",
            "\"ddns-generated-prefix\": \"\", \"ddns-replace-client-name\": \"when-not-present\",");

    private static final List<String> NAMES =
            List.of("host", "host.example.org", "host.other.org.", "HoSt", "h o_s!t", "a..b", "example.org");

    /** Flags, two result codes, the name; in wire format where the flag E (04) says so. */
    private static final List<String> FQDNS = List.of(
            "05000004686f737400",
            "05000004686f7374",
            "04000004686f737403666f6f00",
            "0c000004686f737403666f6f00",
            "05000004486f5f7400",
            "010000686f7374",
            "000000686f73742e666f6f2e",
            "080000486f2174");

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        List<String> subnets = new ArrayList<>();
        for (int n = 1; n <= PARAMETERS.size(); n++) {
            subnets.add("""
                    { "id": %1$d, "subnet": "127.%1$d.0.0/24", %2$s "pools": [ { "pool": "127.%1$d.0.10-127.%1$d.0.99" } ],
                      "reservations": [ { "hw-address": "%3$s", "hostname": "reserved" },
                        { "hw-address": "%4$s", "hostname": "reserved.example.net.", "ip-address": "127.%1$d.0.5" } ] }
                    """.formatted(
                            n,
                            PARAMETERS.get(n - 1),
                            Client.of(100 * n + 90).hardware(),
                            Client.of(100 * n + 91).hardware()));
        }
        both = new KeaComparison("", subnets);
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    static List<Place> places() {
        return IntStream.rangeClosed(1, PARAMETERS.size()).mapToObj(Place::new).toList();
    }

    /** A subnet. */
    record Place(int n) {

        Client client(int number) {
            return Client.of(100 * n + number);
        }

        Request4 selecting(int number, int host) {
            return client(number)
                    .message(MessageType4.DHCPREQUEST)
                    .relayedBy(Ipv4Address.parse("127." + n + ".0.1"))
                    .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("127." + n + ".0." + host))
                    .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER);
        }

        Request4 named(int number, int host, String name) {
            return selecting(number, host)
                    .option(OptionCode4.HOST_NAME, name.getBytes(StandardCharsets.US_ASCII))
                    .requesting(OptionCode4.HOST_NAME, OptionCode4.CLIENT_FQDN);
        }

        Request4 qualified(int number, int host, String option) {
            return selecting(number, host)
                    .option(OptionCode4.CLIENT_FQDN, HexText.parse(option))
                    .requesting(OptionCode4.HOST_NAME);
        }

        @Override
        public String toString() {
            return "with " + PARAMETERS.get(n - 1);
        }
    }

    private static Told all(List<Request4> requests) {
        return both.tell(server -> requests.forEach(server::tell));
    }

    @ParameterizedTest
    @MethodSource("places")
    void hostNames(Place place) {
        all(IntStream.range(0, NAMES.size())
                        .mapToObj(i -> place.named(i, 10 + i, NAMES.get(i)))
                        .toList())
                .same();
    }

    @ParameterizedTest
    @MethodSource("places")
    void qualifiedNames(Place place) {
        all(IntStream.range(0, FQDNS.size())
                        .mapToObj(i -> place.qualified(20 + i, 30 + i, FQDNS.get(i)))
                        .toList())
                .same();
    }

    @ParameterizedTest
    @MethodSource("places")
    void namelessClients(Place place) {
        all(List.of(
                        place.selecting(40, 50),
                        place.selecting(41, 51).requesting(OptionCode4.HOST_NAME),
                        place.selecting(42, 52).requesting(OptionCode4.CLIENT_FQDN),
                        place.qualified(43, 53, "040000")))
                .same();
    }

    @ParameterizedTest
    @MethodSource("places")
    void reservedNames(Place place) {
        all(List.of(
                        place.selecting(90, 60).requesting(OptionCode4.HOST_NAME),
                        place.named(90, 60, "other"),
                        place.qualified(90, 60, "05000004686f737400"),
                        place.named(91, 5, "other"),
                        place.qualified(91, 5, "04000004686f7374")))
                .same();
    }

    @Test
    void theNameOfARenewal() {
        Place place = new Place(2);
        all(List.of(
                        place.named(70, 70, "first"),
                        place.client(70)
                                .renewing("127.2.0.70")
                                .relayedBy(Ipv4Address.parse("127.2.0.1"))
                                .option(OptionCode4.HOST_NAME, "second".getBytes(StandardCharsets.US_ASCII)),
                        place.client(70)
                                .renewing("127.2.0.70")
                                .relayedBy(Ipv4Address.parse("127.2.0.1"))
                                .requesting(OptionCode4.HOST_NAME)))
                .same();
    }
}
