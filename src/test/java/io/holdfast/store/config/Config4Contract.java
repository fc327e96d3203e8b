package io.holdfast.store.config;

import static io.holdfast.store.config.ConfigContract.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.source.ConfigContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What DHCPv4 has of its own. */
interface Config4Contract extends ConfigContract {

    /** All columns that subnets and shared networks have alike. */
    String[] LINK = {
        "interface", "'eth0'",
        "client_classes", "'[ \"vip\" ]'",
        "evaluate_additional_classes", "'[ \"late\", \"later\" ]'",
        "relay", "'[ \"192.0.2.2\", \"192.0.2.3\" ]'",
        "renew_timer", "900",
        "rebind_timer", "1575",
        "calculate_tee_times", "true",
        "t1_percent", "0.45",
        "t2_percent", "0.65",
        "valid_lifetime", "1800",
        "min_valid_lifetime", "1200",
        "max_valid_lifetime", "2400",
        "cache_threshold", "0.25",
        "cache_max_age", "60",
        "reservations_global", "true",
        "reservations_in_subnet", "false",
        "reservations_out_of_pool", "false",
        "allocator", "'random'",
        "ddns_send_updates", "false",
        "ddns_override_no_update", "true",
        "ddns_override_client_update", "true",
        "ddns_replace_client_name", "2",
        "ddns_generated_prefix", "'host'",
        "ddns_qualifying_suffix", "'example.org'",
        "ddns_ttl_min", "10",
        "ddns_ttl_max", "20",
        "user_context", "'{ \"comment\": \"upstairs\", \"n\": [ 1, 2.5, null ] }'"
    };

    String LINK_JSON = """
            "interface": "eth0", "client-classes": [ "vip" ], "evaluate-additional-classes": [ "late", "later" ],
            "relay": { "ip-addresses": [ "192.0.2.2", "192.0.2.3" ] }, "renew-timer": 900, "rebind-timer": 1575,
            "calculate-tee-times": true, "t1-percent": 0.45, "t2-percent": 0.65, "valid-lifetime": 1800,
            "min-valid-lifetime": 1200, "max-valid-lifetime": 2400, "cache-threshold": 0.25, "cache-max-age": 60,
            "reservations-global": true, "reservations-in-subnet": false, "reservations-out-of-pool": false,
            "allocator": "random", "ddns-send-updates": false, "ddns-override-no-update": true,
            "ddns-override-client-update": true, "ddns-replace-client-name": "when-present",
            "ddns-generated-prefix": "host", "ddns-qualifying-suffix": "example.org", "ddns-ttl-min": 10,
            "ddns-ttl-max": 20, "user-context": { "comment": "upstairs", "n": [ 1, 2.5, null ] }
            """;

    @Override
    default String prefix(int number) {
        return "10." + number / 250 + "." + number % 250 + ".0/24";
    }

    @Override
    default String[] pool(int number) {
        String network = "10." + number / 250 + "." + number % 250 + ".";
        return new String[] {rows().address4(network + "10"), rows().address4(network + "200")};
    }

    static String[] join(String[] first, String... more) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private String[] link4(String... more) {
        return join(
                join(LINK, more),
                "match_client_id",
                "false",
                "authoritative",
                "true",
                "next_server",
                rows().address4("192.0.2.9"),
                "server_hostname",
                "'tftp'",
                "boot_file_name",
                "'boot'",
                "offer_lifetime",
                "30");
    }

    private static String linkJson() {
        return LINK_JSON + """
            , "match-client-id": false, "authoritative": true, "next-server": "192.0.2.9", "server-hostname": "tftp",
            "boot-file-name": "boot", "offer-lifetime": 30""";
    }

    private void network() {
        rows().write(
                        rows().insert("shared_network", link4("id", "3", "name", "'Frog'")),
                        rows().assign("shared_network", 3, "all"),
                        rows().option(
                                        30,
                                        4,
                                        "code",
                                        "3",
                                        "formatted_value",
                                        "'192.0.2.1'",
                                        "shared_network_name",
                                        "'Frog'"));
    }

    @Test
    default void networksAreReadWithAllTheirColumns() {
        network();
        assertThat(store().fetch("a").networks()).isEqualTo(json("""
                [ { "name": "Frog", %s,
                    "option-data": [ { "code": 3, "space": "dhcp4", "csv-format": true, "data": "192.0.2.1",
                                       "always-send": false, "never-send": false } ] } ]""".formatted(linkJson())));
    }

    private void subnet(String... more) {
        rows().write(
                        rows().insert(
                                        "subnet",
                                        join(
                                                link4("subnet_id", "4294967294", "subnet_prefix", "'192.0.2.0/24'"),
                                                more)),
                        rows().assign("subnet", 4294967294L, "all"),
                        rows().insert(
                                        "pool",
                                        "id",
                                        "41",
                                        "subnet_id",
                                        "4294967294",
                                        "start_address",
                                        rows().address4("192.0.2.10"),
                                        "end_address",
                                        rows().address4("192.0.2.20"),
                                        "client_classes",
                                        "'[ \"vip\" ]'",
                                        "evaluate_additional_classes",
                                        "'[ \"late\" ]'",
                                        "user_context",
                                        "'{ \"pool\": 1 }'"),
                        rows().insert(
                                        "pool",
                                        "id",
                                        "42",
                                        "subnet_id",
                                        "4294967294",
                                        "start_address",
                                        rows().address4("192.0.2.128"),
                                        "end_address",
                                        rows().address4("192.0.2.255")),
                        rows().option(
                                        50,
                                        1,
                                        "code",
                                        "6",
                                        "value",
                                        rows().bytes("c0000201"),
                                        "dhcp4_subnet_id",
                                        "4294967294"),
                        rows().option(51, 5, "code", "15", "formatted_value", "'example.org'", "pool_id", "42"));
    }

    @Test
    default void subnetsAreReadWithAllTheirColumns() {
        network();
        subnet(
                "shared_network_name",
                rows().isMysql() ? "'frog'" : "'Frog'",
                rows().over6("interface"),
                "'eth6'",
                rows().over6("interface_id"),
                "'id6'",
                rows().over6("subnet"),
                "'2001:db8::/64'");
        assertThat(store().fetch("a").subnets()).isEqualTo(json("""
                [ { "id": 4294967294, "subnet": "192.0.2.0/24", "shared-network-name": "Frog", %s,
                    "4o6-interface": "eth6", "4o6-interface-id": "id6", "4o6-subnet": "2001:db8::/64",
                    "pools": [ { "pool": "192.0.2.10 - 192.0.2.20", "client-classes": [ "vip" ],
                                 "evaluate-additional-classes": [ "late" ], "user-context": { "pool": 1 } },
                               { "pool": "192.0.2.128 - 192.0.2.255",
                                 "option-data": [ { "code": 15, "space": "dhcp4", "csv-format": true,
                                                    "data": "example.org", "always-send": false,
                                                    "never-send": false } ] } ],
                    "option-data": [ { "code": 6, "space": "dhcp4", "csv-format": false, "data": "C0000201",
                                       "always-send": false, "never-send": false } ] } ]""".formatted(linkJson())));
    }

    private void classes() {
        rows().write(
                        rows().insert(
                                        "client_class",
                                        "id",
                                        "1",
                                        "name",
                                        "'vip'",
                                        "test",
                                        "'option[61].exists'",
                                        "next_server",
                                        rows().address4("192.0.2.9"),
                                        "server_hostname",
                                        "'tftp'",
                                        "boot_file_name",
                                        "'boot'",
                                        "only_in_additional_list",
                                        "false",
                                        "valid_lifetime",
                                        "20",
                                        "min_valid_lifetime",
                                        "10",
                                        "max_valid_lifetime",
                                        rows().isMysql() ? "-1" : "4294967295",
                                        "offer_lifetime",
                                        "5"),
                        rows().assign("client_class", 1, "all"));
        int id = 2;
        for (String name : List.of("late", "later")) {
            rows().write(
                            rows().insert(
                                            "client_class",
                                            "id",
                                            "" + id,
                                            "name",
                                            "'" + name + "'",
                                            "test",
                                            "'member(''vip'')'",
                                            "only_in_additional_list",
                                            "true"),
                            rows().assign("client_class", id++, "all"));
        }
    }

    @Test
    default void classesAreReadWithAllTheirColumns() {
        classes();
        assertThat(store().fetch("a").classes().getFirst()).isEqualTo(json("""
                { "name": "vip", "test": "option[61].exists", "only-in-additional-list": false,
                  "valid-lifetime": 20, "min-valid-lifetime": 10, "max-valid-lifetime": 4294967295,
                  "next-server": "192.0.2.9", "server-hostname": "tftp", "boot-file-name": "boot",
                  "offer-lifetime": 5 }"""));
    }

    /** All that is read is what a configuration file has. */
    @Test
    default void theCompilerTakesIt() throws Exception {
        classes();
        network();
        subnet("shared_network_name", "'Frog'");
        List<String> globals = new ArrayList<>();
        String[][] parameters = {
            {"valid-lifetime", "3600", "0"},
            {"authoritative", "1", "2"},
            {"expired-leases-processing.hold-reclaimed-time", "1800", "0"}
        };
        for (int i = 0; i < parameters.length; i++) {
            globals.add(rows().insert(
                            "global_parameter",
                            "id",
                            "" + (i + 1),
                            "name",
                            "'" + parameters[i][0] + "'",
                            "value",
                            "'" + parameters[i][1] + "'",
                            "parameter_type",
                            parameters[i][2]));
            globals.add(rows().assign("global_parameter", i + 1, "all"));
        }
        globals.add(rows().insert(
                        "option_def",
                        "id",
                        "1",
                        "code",
                        "224",
                        "name",
                        "'place'",
                        "space",
                        "'dhcp4'",
                        "type",
                        "254",
                        "is_array",
                        "false",
                        "encapsulate",
                        "''",
                        "record_types",
                        "'[ 6, 14 ]'"));
        globals.add(rows().assign("option_def", 1, "all"));
        globals.add(rows().option(60, 0, "code", "224", "space", "'dhcp4'", "formatted_value", "'7, upstairs'"));
        globals.add(rows().assign("options", 60, "all"));
        rows().write(globals.toArray(String[]::new));

        ConfigContent content = store().fetch("a");
        CompiledConfig compiled = CompiledContent.of(rows().protocol(), content);
        ServerConfig4 config = compiled.dhcp4();
        assertThat(config).isNotNull();
        assertThat(config.subnets()).hasSize(1);
    }
}
