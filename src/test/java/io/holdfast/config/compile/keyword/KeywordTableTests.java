package io.holdfast.config.compile.keyword;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every keyword of Kea's grammar has its row, and no table has a row that Kea's grammar does not know. */
class KeywordTableTests {

    private static final String NAMING = """
            ddns-send-updates ddns-override-no-update ddns-override-client-update ddns-replace-client-name
            ddns-generated-prefix ddns-qualifying-suffix ddns-update-on-renew ddns-conflict-resolution-mode
            ddns-ttl-percent ddns-ttl ddns-ttl-min ddns-ttl-max hostname-char-set hostname-char-replacement
            """;

    private static final String LEASE = """
            valid-lifetime min-valid-lifetime max-valid-lifetime renew-timer rebind-timer calculate-tee-times t1-percent
            t2-percent cache-threshold cache-max-age adaptive-lease-time-threshold store-extended-info allocator
            reservations-global reservations-in-subnet reservations-out-of-pool ddns-use-conflict-resolution
            match-client-id authoritative next-server server-hostname boot-file-name offer-lifetime option-data
            user-context comment preferred-lifetime min-preferred-lifetime max-preferred-lifetime pd-allocator
            """;

    private static final String CLASSES =
            "client-class client-classes require-client-classes evaluate-additional-classes ";

    private static final String GLOBAL = NAMING + LEASE + """
            decline-probation-period shared-networks interfaces-config lease-database hosts-databases
            host-reservation-identifiers client-classes option-def hooks-libraries expired-leases-processing
            dhcp4o6-port control-sockets dhcp-queue-control dhcp-ddns sanity-checks reservations config-control
            server-tag loggers statistic-default-sample-count statistic-default-sample-age multi-threading
            early-global-reservations-lookup ip-reservations-unique reservations-lookup-first compatibility
            parked-packet-limit hosts-database subnet4 echo-client-id stash-agent-options data-directory subnet6
            relay-supplied-options server-id allow-address-registration control-socket mac-sources
            """;

    private static final String SUBNET = NAMING + LEASE + CLASSES + """
            pools subnet interface id reservations relay 4o6-interface 4o6-interface-id 4o6-subnet pd-pools
            interface-id rapid-commit
            """;

    private static final String SHARED_NETWORK = NAMING + LEASE + CLASSES + """
            name interface relay subnet4 subnet6 interface-id rapid-commit
            """;

    private static final String POOL =
            NAMING + CLASSES + "pool pool-id option-data user-context comment ddns-use-conflict-resolution";

    private static final String RESERVATION = """
            duid client-classes flex-id hw-address hostname option-data user-context comment client-id circuit-id
            ip-address next-server server-hostname boot-file-name ip-addresses prefixes excluded-prefixes
            """;

    private static final String CLIENT_CLASS = """
            name test template-test only-if-required only-in-additional-list option-data user-context comment
            valid-lifetime min-valid-lifetime max-valid-lifetime option-def next-server server-hostname
            boot-file-name offer-lifetime preferred-lifetime min-preferred-lifetime max-preferred-lifetime
            """;

    private static final String DEFINITION = "name code type record-types space encapsulate array user-context comment";

    private static final String DATA =
            "name data code space csv-format always-send never-send user-context comment client-classes";

    private static final String INTERFACES = """
            interfaces re-detect service-sockets-require-all service-sockets-retry-wait-time
            service-sockets-max-retries user-context comment dhcp-socket-type outbound-interface""";

    private static final String COMPATIBILITY = """
            lenient-option-parsing ignore-dhcp-server-identifier ignore-rai-link-selection exclude-first-last-24""";

    /** Either protocol has all names of both, some only to say that they belong to the other. */
    private static final Map<KeywordMap, String> TABLES = Map.ofEntries(
            Map.entry(GlobalKeywords.GLOBAL, GLOBAL),
            Map.entry(GlobalKeywords.GLOBAL_6, GLOBAL),
            Map.entry(NetworkKeywords.SUBNET, SUBNET),
            Map.entry(NetworkKeywords6.SUBNET, SUBNET),
            Map.entry(NetworkKeywords.SHARED_NETWORK, SHARED_NETWORK),
            Map.entry(NetworkKeywords6.SHARED_NETWORK, SHARED_NETWORK),
            Map.entry(NetworkKeywords.POOL, POOL),
            Map.entry(NetworkKeywords6.POOL, POOL),
            Map.entry(NetworkKeywords.RESERVATION, RESERVATION),
            Map.entry(NetworkKeywords6.RESERVATION, RESERVATION),
            Map.entry(NetworkKeywords.CLIENT_CLASS, CLIENT_CLASS),
            Map.entry(NetworkKeywords6.CLIENT_CLASS, CLIENT_CLASS),
            Map.entry(OptionKeywords.DEFINITION, DEFINITION),
            Map.entry(OptionKeywords.DEFINITION_6, DEFINITION),
            Map.entry(OptionKeywords.DATA, DATA),
            Map.entry(OptionKeywords.DATA_6, DATA),
            Map.entry(ServiceKeywords.INTERFACES, INTERFACES),
            Map.entry(ServiceKeywords.INTERFACES_6, INTERFACES),
            Map.entry(ServiceKeywords.COMPATIBILITY, COMPATIBILITY),
            Map.entry(ServiceKeywords.COMPATIBILITY_6, COMPATIBILITY),
            Map.entry(NetworkKeywords6.PD_POOL, CLASSES + """
                    prefix prefix-len delegated-len pool-id option-data excluded-prefix excluded-prefix-len user-context
                    comment"""),
            Map.entry(
                    ServiceKeywords.SERVER_ID, "type identifier time htype enterprise-id persist user-context comment"),
            Map.entry(NetworkKeywords.RELAY, "ip-address ip-addresses"),
            Map.entry(ServiceKeywords.DATABASE, """
                    type user password password-file host port name persist lfc-interval readonly connect-timeout
                    read-timeout write-timeout tcp-user-timeout max-reconnect-tries reconnect-wait-time on-fail
                    retry-on-startup max-row-errors trust-anchor cert-file key-file ssl-mode cipher-list"""),
            Map.entry(ServiceKeywords.MULTI_THREADING, """
                    enable-multi-threading thread-pool-size packet-queue-size user-context comment"""),
            Map.entry(ServiceKeywords.RECLAMATION, """
                    reclaim-timer-wait-time flush-reclaimed-timer-wait-time hold-reclaimed-time max-reclaim-leases
                    max-reclaim-time unwarned-reclaim-cycles"""),
            Map.entry(ServiceKeywords.QUEUE, "enable-queue queue-type capacity user-context comment"),
            Map.entry(ServiceKeywords.DNS_UPDATES, """
                    enable-updates server-ip server-port sender-ip sender-port max-queue-size ncr-protocol ncr-format
                    user-context comment"""),
            Map.entry(ServiceKeywords.CONTROL_SOCKET, """
                    socket-type socket-name socket-address socket-port authentication trust-anchor cert-file key-file
                    cert-required http-headers user-context comment"""),
            Map.entry(ServiceKeywords.AUTHENTICATION, "type realm directory clients comment user-context"),
            Map.entry(
                    ServiceKeywords.AUTHENTICATION_CLIENT,
                    "user user-file password password-file user-context comment"),
            Map.entry(ServiceKeywords.HTTP_HEADER, "name value user-context comment"),
            Map.entry(
                    ServiceKeywords.LOGGER,
                    "name output-options output_options debuglevel severity user-context comment"),
            Map.entry(ServiceKeywords.LOGGER_OUTPUT, "output flush maxsize maxver pattern"),
            Map.entry(ServiceKeywords.SANITY, "lease-checks extended-info-checks"),
            Map.entry(ServiceKeywords.CONFIG_CONTROL, "config-databases config-fetch-wait-time"),
            Map.entry(ServiceKeywords.HOOK, "library parameters"));

    @TestFactory
    Stream<DynamicTest> eachTableHasExactlyTheKeywordsOfTheGrammar() {
        return TABLES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getValue().strip().lines().findFirst().orElse(""),
                        () -> assertThat(names(entry.getKey()))
                                .containsExactlyInAnyOrderElementsOf(
                                        Arrays.asList(entry.getValue().strip().split("\\s+")))));
    }

    @Test
    void whatBelongsToTheOtherProtocolIsExactlyWhatItsGrammarLacks() {
        assertThat(foreign(GlobalKeywords.GLOBAL)).containsExactlyInAnyOrder("""
                preferred-lifetime min-preferred-lifetime max-preferred-lifetime pd-allocator data-directory subnet6
                relay-supplied-options server-id mac-sources allow-address-registration""".split("\\s+"));
        assertThat(foreign(GlobalKeywords.GLOBAL_6)).containsExactlyInAnyOrder("""
                match-client-id authoritative offer-lifetime next-server server-hostname boot-file-name subnet4
                echo-client-id stash-agent-options""".split("\\s+"));
        assertThat(foreign(NetworkKeywords.SUBNET)).containsExactlyInAnyOrder("""
                preferred-lifetime min-preferred-lifetime max-preferred-lifetime pd-allocator interface-id rapid-commit
                pd-pools""".split("\\s+"));
        assertThat(foreign(NetworkKeywords6.SUBNET)).containsExactlyInAnyOrder("""
                match-client-id authoritative offer-lifetime next-server server-hostname boot-file-name 4o6-interface
                4o6-interface-id 4o6-subnet""".split("\\s+"));
    }

    private static List<String> foreign(KeywordMap table) {
        List<String> names = new ArrayList<>();
        table.all().forEach(keyword -> {
            if (keyword.standing() instanceof Keyword.Foreign) {
                names.add(keyword.name());
            }
        });
        return names;
    }

    private static List<String> names(KeywordMap table) {
        List<String> names = new ArrayList<>();
        table.all().forEach(keyword -> names.add(keyword.name()));
        return names;
    }
}
