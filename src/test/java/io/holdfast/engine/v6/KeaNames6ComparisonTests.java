package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.address.HexText;
import io.holdfast.kea.Told;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of clients (option 39) under every parameter that says what becomes of them: as with Kea. */
class KeaNames6ComparisonTests {

    /** One subnet for each; the first has nothing of its own. */
    private static final List<String> PARAMETERS = List.of(
            "",
            "\"ddns-qualifying-suffix\": \"example.org\",",
            "\"ddns-qualifying-suffix\": \"example.org.\", \"ddns-replace-client-name\": \"when-present\",",
            "\"ddns-qualifying-suffix\": \"example.org\", \"ddns-replace-client-name\": \"when-not-present\",",
            "\"ddns-replace-client-name\": \"always\", \"ddns-generated-prefix\": \"made\",",
            "\"ddns-override-no-update\": true,",
            "\"ddns-override-client-update\": true,",
            "\"ddns-send-updates\": false, \"ddns-override-client-update\": true,",
            "\"hostname-char-set\": \"[^A-Za-z0-9.-]\", \"hostname-char-replacement\": \"x\",",
            "\"hostname-char-set\": \"[^A-Za-z0-9.-]\", \"hostname-char-replacement\": \"\",",
            "\"hostname-char-set\": \"[Hh]\", \"hostname-char-replacement\": \"-\", \"ddns-qualifying-suffix\": \"hh.org\",");

    /** Flags and the name. */
    private static final List<String> FQDNS =
            List.of("0104686f737400", "0104686f7374", "0004686f737403666f6f00", "0404686f7374", "0104486f5f7400");

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        Map<Integer, String> special = new HashMap<>();
        for (int n = 1; n <= PARAMETERS.size(); n++) {
            special.put(
                    n,
                    PARAMETERS.get(n - 1)
                            + """
                    "pools": [ { "pool": "2001:db8:%d::10-2001:db8:%1$d::ff" } ],
                    "reservations": [ { "duid": "%s", "hostname": "reserved" }, { "duid": "%s", "hostname": "r.example.net." } ]
                    """.formatted(
                                            n,
                                            KeaClient6.of(90).duid(),
                                            KeaClient6.of(91).duid()));
        }
        both = new KeaComparison6(
                "\"preferred-lifetime\": 3000, \"valid-lifetime\": 4000, ",
                KeaSubnets6.upTo(PARAMETERS.size(), special));
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

        Told told(Request6... requests) {
            return both.tell(
                    Arrays.stream(requests).map(request -> from(n, request)).toArray(Request6[]::new));
        }

        Request6 named(int client, String option) {
            return KeaClient6.of(client)
                    .request()
                    .ia(1, in(n, "" + client))
                    .option(OptionCode6.CLIENT_FQDN, HexText.parse(option))
                    .requesting(OptionCode6.CLIENT_FQDN);
        }

        @Override
        public String toString() {
            return "with " + PARAMETERS.get(n - 1);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void names(Place place) {
        place.told(IntStream.range(0, FQDNS.size())
                        .mapToObj(i -> place.named(20 + i, FQDNS.get(i)))
                        .toArray(Request6[]::new))
                .same();
    }

    @ParameterizedTest
    @MethodSource("places")
    void reservedNames(Place place) {
        place.told(place.named(90, FQDNS.getFirst()), place.named(91, FQDNS.getFirst()), place.named(90, FQDNS.get(2)))
                .same();
    }

    @ParameterizedTest
    @MethodSource("places")
    void namesOfRenewals(Place place) {
        Request6 other = KeaClient6.of(70)
                .renew()
                .ia(1, in(place.n(), "70"))
                .option(OptionCode6.CLIENT_FQDN, HexText.parse("01056f7468657200"));
        place.told(
                        place.named(70, FQDNS.getFirst()),
                        other,
                        KeaClient6.of(70).renew().ia(1, in(place.n(), "70")),
                        KeaClient6.of(70).request().ia(NA, 1))
                .same();
    }
}
