package io.holdfast.store.config.table;

import static io.holdfast.store.config.table.Kind.CLASSES;
import static io.holdfast.store.config.table.Kind.CODE;
import static io.holdfast.store.config.table.Kind.CONTEXT;
import static io.holdfast.store.config.table.Kind.FILLED;
import static io.holdfast.store.config.table.Kind.FLAG;
import static io.holdfast.store.config.table.Kind.HEX;
import static io.holdfast.store.config.table.Kind.LENGTH;
import static io.holdfast.store.config.table.Kind.NUMBER;
import static io.holdfast.store.config.table.Kind.OPTION_TYPE;
import static io.holdfast.store.config.table.Kind.RECORD_TYPES;
import static io.holdfast.store.config.table.Kind.TEXT;

import io.holdfast.address.Protocol;
import io.holdfast.store.ConfigDialect;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One protocol's tables with objects of the configuration. */
public final class ConfigTables {

    /** Keywords for ourselves: which of the two columns is an option's data. */
    public static final String FORMATTED = "formatted";

    public static final String BYTES = "bytes";

    /** The links of rows that are each for one server, or for all. */
    public static final Map<String, String> SERVER = Map.of("server", "s.id", "tag", "s.tag");

    private final Protocol protocol;
    private final ConfigDialect dialect;

    public ConfigTables(Protocol protocol, ConfigDialect dialect) {
        this.protocol = protocol;
        this.dialect = dialect;
    }

    public Protocol protocol() {
        return protocol;
    }

    public ConfigDialect dialect() {
        return dialect;
    }

    /** As the schema has it: {@code dhcp4_subnet}. */
    public String name(String table) {
        return protocol.label() + "_" + table;
    }

    public Table globals() {
        return new Table(
                name("global_parameter"),
                "id",
                Map.of(
                        "name",
                        "t.name",
                        "value",
                        "t.value",
                        "type",
                        "t.parameter_type",
                        "server",
                        "s.id",
                        "tag",
                        "s.tag"),
                List.of());
    }

    public Table definitions(Map<String, String> links) {
        return new Table(
                name("option_def"),
                "id",
                links,
                List.of(
                        Column.of("name", TEXT),
                        Column.of("code", CODE),
                        Column.of("space", TEXT),
                        Column.of("type", OPTION_TYPE),
                        Column.as("is_array", "array", FLAG).orElse(false),
                        Column.of("encapsulate", FILLED).orElse(""),
                        Column.of("record_types", RECORD_TYPES),
                        Column.of("user_context", CONTEXT)));
    }

    public Table options(Map<String, String> links) {
        return new Table(
                name("options"),
                "option_id",
                links,
                List.of(
                        Column.of("code", CODE),
                        Column.of("space", FILLED),
                        Column.as("formatted_value", FORMATTED, FILLED),
                        Column.as("value", BYTES, HEX),
                        Column.as("persistent", "always-send", FLAG).orElse(false),
                        Column.as("cancelled", "never-send", FLAG).orElse(false),
                        Column.of("client_classes", CLASSES),
                        Column.of("user_context", CONTEXT)));
    }

    /** To what options belong, of all scopes. */
    public Table scopedOptions() {
        return options(Map.of(
                "scope_id",
                "t.scope_id",
                "subnet",
                "t." + subnetOfOptions(),
                "class",
                "t.dhcp_client_class",
                "network",
                "t.shared_network_name",
                "pool",
                "t.pool_id",
                "pd_pool",
                switch (protocol) {
                    case DHCP4 -> "0";
                    case DHCP6 -> "t.pd_pool_id";
                }));
    }

    /** The column of options with the subnet they are in. */
    public String subnetOfOptions() {
        return protocol.label() + "_subnet_id";
    }

    public Table classes() {
        Stream<Column> both = Stream.of(
                Column.of("name", TEXT),
                Column.of("test", FILLED),
                Column.of("only_in_additional_list", FLAG).orElse(false),
                Column.of("valid_lifetime", NUMBER),
                Column.of("min_valid_lifetime", NUMBER),
                Column.of("max_valid_lifetime", NUMBER),
                Column.of("user_context", CONTEXT));
        Stream<Column> own = switch (protocol) {
            case DHCP4 ->
                Stream.of(
                        LinkColumns.address4("next_server", dialect),
                        Column.of("server_hostname", TEXT),
                        Column.of("boot_file_name", TEXT),
                        Column.of("offer_lifetime", NUMBER));
            case DHCP6 ->
                Stream.of(
                        Column.of("preferred_lifetime", NUMBER),
                        Column.of("min_preferred_lifetime", NUMBER),
                        Column.of("max_preferred_lifetime", NUMBER));
        };
        return new Table(
                name("client_class"), "id", Map.of(), Stream.concat(both, own).toList());
    }

    public Table networks() {
        return new Table(
                name("shared_network"),
                "id",
                Map.of(),
                Stream.concat(Stream.of(Column.of("name", TEXT)), LinkColumns.of(protocol, dialect))
                        .toList());
    }

    public Table subnets() {
        Stream<Column> head = Stream.of(
                Column.as("subnet_id", "id", NUMBER),
                Column.as("subnet_prefix", "subnet", TEXT),
                Column.of("shared_network_name", FILLED));
        Stream<Column> tail = switch (protocol) {
            case DHCP4 -> LinkColumns.over6(dialect);
            case DHCP6 -> Stream.of();
        };
        return new Table(
                name("subnet"),
                "subnet_id",
                Map.of(),
                Stream.of(head, LinkColumns.of(protocol, dialect), tail)
                        .flatMap(part -> part)
                        .toList());
    }

    public Table pools() {
        return new Table(
                name("pool"),
                "id",
                Map.of("subnet", "t.subnet_id", "first", address("start_address"), "last", address("end_address")),
                List.of(
                        Column.of("client_classes", CLASSES),
                        Column.of("evaluate_additional_classes", CLASSES),
                        Column.of("user_context", CONTEXT)));
    }

    private String address(String column) {
        return switch (protocol) {
            case DHCP4 -> dialect.address4("t." + column);
            case DHCP6 -> dialect.address6("t." + column);
        };
    }

    /** Of DHCPv6 alone. */
    public Table pdPools() {
        return new Table(
                name("pd_pool"),
                "id",
                Map.of("subnet", "t.subnet_id"),
                List.of(
                        Column.of("prefix", TEXT),
                        Column.as("prefix_length", "prefix-len", LENGTH),
                        Column.as("delegated_prefix_length", "delegated-len", LENGTH),
                        Column.of("excluded_prefix", FILLED),
                        Column.as("excluded_prefix_length", "excluded-prefix-len", LENGTH)
                                .orElse(0),
                        Column.of("client_classes", CLASSES),
                        Column.of("evaluate_additional_classes", CLASSES),
                        Column.of("user_context", CONTEXT)));
    }
}
