package io.holdfast.store.config;

import static io.holdfast.store.config.Config4Contract.LINK;
import static io.holdfast.store.config.Config4Contract.LINK_JSON;
import static io.holdfast.store.config.Config4Contract.join;
import static io.holdfast.store.config.ConfigContract.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ServerConfig6;
import io.holdfast.store.StoreFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What DHCPv6 has of its own. */
interface Config6Contract extends ConfigContract {

    @Override
    default String prefix(int number) {
        return "2001:db8:" + Integer.toHexString(number) + "::/64";
    }

    @Override
    default String[] pool(int number) {
        String network = "2001:db8:" + Integer.toHexString(number) + "::";
        return new String[] {"'" + network + "10'", "'" + network + "ffff'"};
    }

    private String[] link6(String... more) {
        return join(
                join(LINK, more),
                "preferred_lifetime",
                "1500",
                "min_preferred_lifetime",
                "1100",
                "max_preferred_lifetime",
                "1700",
                "rapid_commit",
                "true",
                "interface_id",
                rows().bytes("706f727431"),
                "pd_allocator",
                "'random'");
    }

    private static String linkJson() {
        return LINK_JSON + """
            , "preferred-lifetime": 1500, "min-preferred-lifetime": 1100, "max-preferred-lifetime": 1700,
            "rapid-commit": true, "interface-id": "port1", "pd-allocator": "random"\
            """;
    }

    private void network() {
        rows().write(
                        rows().insert("shared_network", link6("id", "3", "name", "'frog'")),
                        rows().assign("shared_network", 3, "all"),
                        rows().option(
                                        30,
                                        4,
                                        "code",
                                        "23",
                                        "formatted_value",
                                        "'2001:db8::1'",
                                        "shared_network_name",
                                        "'frog'"));
    }

    @Test
    default void networksAreReadWithAllTheirColumns() {
        network();
        assertThat(store().fetch("a").networks()).isEqualTo(json("""
                [ { "name": "frog", %s,
                    "option-data": [ { "code": 23, "space": "dhcp6", "csv-format": true, "data": "2001:db8::1",
                                       "always-send": false, "never-send": false } ] } ]""".formatted(linkJson())));
    }

    private String pdPool(long id, String prefix, int excludedLength, String... more) {
        return rows().insert(
                        "pd_pool",
                        join(
                                new String[] {
                                    "id",
                                    Long.toString(id),
                                    "subnet_id",
                                    "5",
                                    "prefix",
                                    "'" + prefix + "'",
                                    "prefix_length",
                                    "48",
                                    "delegated_prefix_length",
                                    "64",
                                    "excluded_prefix_length",
                                    Integer.toString(excludedLength)
                                },
                                more));
    }

    private void subnet(String... more) {
        rows().write(
                        rows().insert("subnet", join(more, "subnet_id", "5", "subnet_prefix", "'2001:db8:1::/64'")),
                        rows().assign("subnet", 5, "all"),
                        rows().insert(
                                        "pool",
                                        "id",
                                        "41",
                                        "subnet_id",
                                        "5",
                                        "start_address",
                                        "'2001:db8:1::10'",
                                        "end_address",
                                        "'2001:db8:1::ffff'",
                                        "client_classes",
                                        "'[ \"vip\" ]'",
                                        "evaluate_additional_classes",
                                        "'[ \"late\" ]'",
                                        "user_context",
                                        "'{ \"pool\": 1 }'"),
                        pdPool(
                                43,
                                "2001:db8:8000::",
                                72,
                                "excluded_prefix",
                                "'2001:db8:8000:0:ff00::'",
                                "client_classes",
                                "'[ \"vip\" ]'",
                                "evaluate_additional_classes",
                                "'[ \"late\" ]'",
                                "user_context",
                                "'{ \"pool\": 2 }'"),
                        pdPool(44, "2001:db8:9000::", 0, "excluded_prefix", "'::'"),
                        rows().option(50, 1, "code", "24", "formatted_value", "'example.org'", "dhcp6_subnet_id", "5"),
                        rows().option(
                                        51,
                                        5,
                                        "code",
                                        "23",
                                        "value",
                                        rows().bytes("20010db8000000000000000000000001"),
                                        "pool_id",
                                        "41"),
                        rows().option(52, 6, "code", "23", "formatted_value", "'2001:db8::2'", "pd_pool_id", "44"));
    }

    @Test
    default void subnetsAreReadWithAllTheirColumns() {
        network();
        subnet(link6("shared_network_name", "'frog'"));
        assertThat(store().fetch("a").subnets()).isEqualTo(json("""
                [ { "id": 5, "subnet": "2001:db8:1::/64", "shared-network-name": "frog", %s,
                    "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::ffff", "client-classes": [ "vip" ],
                                 "evaluate-additional-classes": [ "late" ], "user-context": { "pool": 1 },
                                 "option-data": [ { "code": 23, "space": "dhcp6", "csv-format": false,
                                                    "data": "20010DB8000000000000000000000001",
                                                    "always-send": false, "never-send": false } ] } ],
                    "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 48, "delegated-len": 64,
                                    "excluded-prefix": "2001:db8:8000:0:ff00::", "excluded-prefix-len": 72,
                                    "client-classes": [ "vip" ], "evaluate-additional-classes": [ "late" ],
                                    "user-context": { "pool": 2 } },
                                  { "prefix": "2001:db8:9000::", "prefix-len": 48, "delegated-len": 64,
                                    "option-data": [ { "code": 23, "space": "dhcp6", "csv-format": true,
                                                       "data": "2001:db8::2", "always-send": false,
                                                       "never-send": false } ] } ],
                    "option-data": [ { "code": 24, "space": "dhcp6", "csv-format": true, "data": "example.org",
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
                                        "'option[16].exists'",
                                        "valid_lifetime",
                                        "20",
                                        "min_valid_lifetime",
                                        "10",
                                        "max_valid_lifetime",
                                        "30",
                                        "preferred_lifetime",
                                        "15",
                                        "min_preferred_lifetime",
                                        "9",
                                        "max_preferred_lifetime",
                                        "18"),
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
                                            "only_in_additional_list",
                                            "true"),
                            rows().assign("client_class", id++, "all"));
        }
    }

    @Test
    default void classesAreReadWithAllTheirColumns() {
        classes();
        assertThat(store().fetch("a").classes().getFirst()).isEqualTo(json("""
                { "name": "vip", "test": "option[16].exists", "only-in-additional-list": false,
                  "valid-lifetime": 20, "min-valid-lifetime": 10, "max-valid-lifetime": 30,
                  "preferred-lifetime": 15, "min-preferred-lifetime": 9, "max-preferred-lifetime": 18 }"""));
    }

    @Test
    default void interfaceIdsThatAreNoTextAreNamed() {
        rows().write(rows().subnet(5, prefix(5), "interface_id", rows().bytes("ff00")));
        assertThatThrownBy(() -> store().fetch("a"))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("table dhcp6_subnet, row 5, column interface_id holds bytes that are no text");
    }

    @Test
    default void aLengthWithoutAnExcludedPrefixIsNamed() {
        rows().write(rows().subnet(5, prefix(5)));
        rows().write(pdPool(9, "2001:db8:8000::", 72));
        assertThatThrownBy(() -> store().fetch("a"))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("table dhcp6_pd_pool, row 9, column excluded_prefix has no prefix");
    }

    /** All that is read is what a configuration file has; an interface and an interface id exclude each other. */
    @Test
    default void theCompilerTakesIt() throws Exception {
        classes();
        network();
        rows().write("update dhcp6_shared_network set interface = null");
        subnet(link6("shared_network_name", "'frog'"));
        rows().write("update dhcp6_subnet set interface = null");
        for (String table : List.of("subnet", "shared_network")) {
            rows().write("update dhcp6_" + table + " set relay = '[ \"2001:db8:1::7\" ]'");
        }
        CompiledConfig compiled = CompiledContent.of(rows().protocol(), store().fetch("a"));
        ServerConfig6 config = compiled.dhcp6();
        assertThat(config).isNotNull();
        assertThat(config.subnets()).hasSize(1);
    }
}
