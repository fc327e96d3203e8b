package io.holdfast.store.config.table;

import static io.holdfast.store.config.table.Kind.ADDRESS4;
import static io.holdfast.store.config.table.Kind.BYTES;
import static io.holdfast.store.config.table.Kind.CLASSES;
import static io.holdfast.store.config.table.Kind.CONTEXT;
import static io.holdfast.store.config.table.Kind.FLAG;
import static io.holdfast.store.config.table.Kind.NUMBER;
import static io.holdfast.store.config.table.Kind.REAL;
import static io.holdfast.store.config.table.Kind.RELAY;
import static io.holdfast.store.config.table.Kind.REPLACE_NAME;
import static io.holdfast.store.config.table.Kind.TEXT;

import io.holdfast.address.Protocol;
import io.holdfast.store.ConfigDialect;
import java.util.List;
import java.util.stream.Stream;

/** The columns that shared networks and subnets have alike. */
final class LinkColumns {

    private static final List<Column> BOTH = List.of(
            Column.of("interface", TEXT),
            Column.of("client_classes", CLASSES),
            Column.of("evaluate_additional_classes", CLASSES),
            Column.of("relay", RELAY),
            Column.of("renew_timer", NUMBER),
            Column.of("rebind_timer", NUMBER),
            Column.of("calculate_tee_times", FLAG),
            Column.of("t1_percent", REAL),
            Column.of("t2_percent", REAL),
            Column.of("valid_lifetime", NUMBER),
            Column.of("min_valid_lifetime", NUMBER),
            Column.of("max_valid_lifetime", NUMBER),
            Column.of("cache_threshold", REAL),
            Column.of("cache_max_age", NUMBER),
            Column.of("reservations_global", FLAG),
            Column.of("reservations_in_subnet", FLAG),
            Column.of("reservations_out_of_pool", FLAG),
            Column.of("allocator", TEXT),
            Column.of("ddns_send_updates", FLAG),
            Column.of("ddns_override_no_update", FLAG),
            Column.of("ddns_override_client_update", FLAG),
            Column.of("ddns_replace_client_name", REPLACE_NAME),
            Column.of("ddns_generated_prefix", TEXT),
            Column.of("ddns_qualifying_suffix", TEXT),
            Column.of("ddns_ttl_percent", REAL),
            Column.of("ddns_ttl", NUMBER),
            Column.of("ddns_ttl_min", NUMBER),
            Column.of("ddns_ttl_max", NUMBER),
            Column.of("user_context", CONTEXT));

    private static final List<Column> OF_6 = List.of(
            Column.of("preferred_lifetime", NUMBER),
            Column.of("min_preferred_lifetime", NUMBER),
            Column.of("max_preferred_lifetime", NUMBER),
            Column.of("rapid_commit", FLAG),
            Column.of("interface_id", BYTES),
            Column.of("pd_allocator", TEXT));

    private LinkColumns() {}

    static Stream<Column> of(Protocol protocol, ConfigDialect dialect) {
        return Stream.concat(
                BOTH.stream(),
                switch (protocol) {
                    case DHCP4 -> of4(dialect);
                    case DHCP6 -> OF_6.stream();
                });
    }

    private static Stream<Column> of4(ConfigDialect dialect) {
        return Stream.of(
                Column.of("match_client_id", FLAG),
                Column.of("authoritative", FLAG),
                address4("next_server", dialect),
                Column.of("server_hostname", TEXT),
                Column.of("boot_file_name", TEXT),
                Column.of("offer_lifetime", NUMBER));
    }

    static Column address4(String name, ConfigDialect dialect) {
        return new Column(name, dialect.address4("t." + name), name.replace('_', '-'), ADDRESS4, null);
    }

    /** Columns that only subnets have. */
    static Stream<Column> over6(ConfigDialect dialect) {
        return Stream.of("interface", "interface_id", "subnet").map(what -> {
            String name = dialect.over6(what);
            return new Column(name, "t." + name, "4o6-" + what.replace('_', '-'), TEXT, null);
        });
    }
}
