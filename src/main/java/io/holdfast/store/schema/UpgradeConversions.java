package io.holdfast.store.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of columns and values between Kea 2.2 and 3.0. Each row says what the old table must look like, not which
 * version it has: a conversion of something converted already changes nothing.
 */
final class UpgradeConversions {

    private static final Set<String> LIMITED = Set.of(
            "dhcp4_shared_network",
            "dhcp4_subnet",
            "dhcp4_pool",
            "dhcp6_shared_network",
            "dhcp6_subnet",
            "dhcp6_pool",
            "dhcp6_pd_pool");
    private static final Set<String> CLASSES = Set.of("dhcp4_client_class", "dhcp6_client_class");
    private static final Set<String> ADDRESSES = Set.of("lease6", "ipv6_reservations");
    private static final Set<String> RELAYS = Set.of("lease6_relay_id", "lease6_remote_id");
    private static final Set<String> DEFINITIONS = Set.of("dhcp4_option_def", "dhcp6_option_def");
    private static final Set<String> PARAMETERS = Set.of("dhcp4_global_parameter", "dhcp6_global_parameter");

    /** How a column of the new schema comes out of the old one, in both databases' words. */
    private record Conversion(
            Set<String> tables, String column, String old, String oldType, String postgresql, String mysql) {

        boolean fits(String table, Map<String, String> oldColumns) {
            return tables.contains(table) && oldColumns.getOrDefault(old, "").matches(oldType);
        }
    }

    private static final String ANY = ".+";
    private static final String TEXT = "character varying|varchar";

    private static final List<Conversion> TABLE = List.of(
            row(LIMITED, "evaluate_additional_classes", "require_client_classes", ANY, "require_client_classes"),
            row(CLASSES, "only_in_additional_list", "only_if_required", ANY, "only_if_required"),
            // One name became a list.
            row(
                    LIMITED,
                    "client_classes",
                    "client_class",
                    ANY,
                    "'[ ' || to_json(nullif(client_class, ''))::text || ' ]'",
                    "CONCAT('[ ', JSON_QUOTE(NULLIF(client_class, '')), ' ]')"),
            row(ADDRESSES, "address", "address", TEXT, "address::inet", "INET6_ATON(address)"),
            // For some versions these held the sixteen bytes; MySQL's still do.
            row(
                    RELAYS,
                    "lease_addr",
                    "lease_addr",
                    "bytea",
                    "regexp_replace(encode(lease_addr, 'hex'), '(....)(?=.)', '\\1:', 'g')::inet",
                    "lease_addr"),
            // The DUID that stands for none grew from one byte to three.
            row(
                    Set.of("lease6"),
                    "duid",
                    "duid",
                    ANY,
                    "CASE WHEN duid = '\\x00'::bytea THEN '\\x000000'::bytea ELSE duid END",
                    "IF(duid = x'00', x'000000', duid)"),
            // Records were 17, then 18; now they are 254 for good.
            row(DEFINITIONS, "type", "type", ANY, "CASE WHEN record_types IS NOT NULL THEN 254 ELSE type END"),
            row(PARAMETERS, "name", "name", ANY, parameter("name", Parameter::newName)),
            row(PARAMETERS, "value", "value", ANY, parameter("value", Parameter::newValue)),
            row(
                    PARAMETERS,
                    "parameter_type",
                    "parameter_type",
                    ANY,
                    "CASE"
                            + convertedParameters()
                                    .map(p -> " WHEN " + p.condition() + " THEN " + p.newType())
                                    .collect(Collectors.joining())
                            + " ELSE parameter_type END"));

    /** Columns that some versions had besides, with nothing in them that is not elsewhere. */
    private static final Map<String, Set<String>> DERIVED = Map.of("lease6", Set.of("binaddr"));

    private record Parameter(String name, String value, String newName, String newValue, int newType) {

        String condition() {
            return "name = '" + name + "' AND value = '" + value + "'";
        }
    }

    private static Stream<Parameter> convertedParameters() {
        return Stream.of(
                new Parameter(
                        "ddns-use-conflict-resolution", "1", "ddns-conflict-resolution-mode", "check-with-dhcid", 4),
                new Parameter(
                        "ddns-use-conflict-resolution", "0", "ddns-conflict-resolution-mode", "no-check-with-dhcid", 4),
                new Parameter("reservation-mode", "global", "reservations-global", "1", 2),
                new Parameter("reservation-mode", "all", "reservations-in-subnet", "1", 2),
                new Parameter("reservation-mode", "disabled", "reservations-in-subnet", "0", 2),
                new Parameter("reservation-mode", "off", "reservations-in-subnet", "0", 2),
                new Parameter("reservation-mode", "out-of-pool", "reservations-out-of-pool", "1", 2));
    }

    /** Global parameters that Kea no longer has; its own upgrade deletes them, too. */
    private static final List<String> GONE = List.of(
            "dhcp-ddns.override-no-update",
            "dhcp-ddns.override-client-update",
            "dhcp-ddns.replace-client-name",
            "dhcp-ddns.generated-prefix",
            "dhcp-ddns.qualifying-suffix",
            "dhcp-ddns.hostname-char-set",
            "dhcp-ddns.hostname-char-replacement",
            "control-socket.socket-name",
            "control-socket.socket-type");

    private UpgradeConversions() {}

    /** The expression over the old table that gives a new column; null when it had nothing of the kind. */
    static @Nullable String expression(
            SchemaDialect dialect, String table, String column, Map<String, String> oldColumns) {
        for (Conversion conversion : TABLE) {
            if (conversion.column().equals(column) && conversion.fits(table, oldColumns)) {
                return dialect == SchemaDialect.POSTGRESQL ? conversion.postgresql() : conversion.mysql();
            }
        }
        return oldColumns.containsKey(column) ? dialect.quoted(column) : null;
    }

    /** Whether what an old column says is said by the new table, or need not be said. */
    static boolean accountsFor(SchemaTable table, String oldColumn, Map<String, String> oldColumns) {
        return table.columns().contains(oldColumn)
                || DERIVED.getOrDefault(table.name(), Set.of()).contains(oldColumn)
                || TABLE.stream()
                        .anyMatch(c -> c.old().equals(oldColumn)
                                && table.columns().contains(c.column())
                                && c.fits(table.name(), oldColumns));
    }

    /** What an old row must fulfil to be taken over, given the new tables before it; empty when all are. */
    static String condition(SchemaDialect dialect, String table, Map<String, String> oldColumns) {
        if (PARAMETERS.contains(table)) {
            return "name NOT IN (" + GONE.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                    + ")";
        }
        if (PARAMETERS.contains(table.replaceFirst("_server$", "")) && table.endsWith("_server")) {
            return "parameter_id IN (SELECT id FROM " + table.replaceFirst("_server$", "") + ")";
        }
        if (RELAYS.contains(table)) {
            return expression(dialect, table, "lease_addr", oldColumns) + " IN (SELECT address FROM lease6)";
        }
        return "";
    }

    /** Why rows that do not fulfil the condition are left out. */
    static String reason(String table) {
        return RELAYS.contains(table)
                ? "they belong to leases that are no more"
                : "Kea 3.0 has no such parameters (" + String.join(", ", GONE) + ")";
    }

    private static String parameter(String column, Function<Parameter, String> value) {
        return "CASE"
                + convertedParameters()
                        .map(p -> " WHEN " + p.condition() + " THEN '" + value.apply(p) + "'")
                        .collect(Collectors.joining())
                + " ELSE " + column + " END";
    }

    private static Conversion row(Set<String> tables, String column, String old, String oldType, String both) {
        return new Conversion(tables, column, old, oldType, both, both);
    }

    private static Conversion row(
            Set<String> tables, String column, String old, String oldType, String postgresql, String mysql) {
        return new Conversion(tables, column, old, oldType, postgresql, mysql);
    }
}
