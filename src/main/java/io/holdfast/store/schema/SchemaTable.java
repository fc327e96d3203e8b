package io.holdfast.store.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of the schema that we make, as its script says: its name and its columns. */
record SchemaTable(String name, List<String> columns) {

    private static final Pattern CREATE =
            Pattern.compile("^CREATE TABLE (\\w+) \\(\\R(.*?)^\\)", Pattern.MULTILINE | Pattern.DOTALL);

    /** Columns stand four blanks in; so do constraints, which begin with one of these words. */
    private static final Pattern COLUMN = Pattern.compile(
            "^ {4}(?!(?:CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|KEY|INDEX)\\b)`?(\\w+)`? ", Pattern.MULTILINE);

    /** Numbers with their names. */
    private static final Set<String> LOOKUPS = Set.of(
            "lease_state",
            "lease6_types",
            "lease_hwaddr_source",
            "host_identifier_type",
            "dhcp_option_scope",
            "modification",
            "parameter_data_type",
            "option_def_data_type",
            "ddns_replace_client_name_types");

    /** Those that Kea 2.2 did not have yet; a database that can be upgraded has all others. */
    static final Set<String> NEW = Set.of(
            "lease4_pool_stat", "lease6_pool_stat", "lease6_relay_id", "lease6_remote_id", "option_def_data_type");

    private static final Set<String> COUNTED =
            Set.of("lease4_stat", "lease4_pool_stat", "lease6_stat", "lease6_pool_stat");

    /** In an order in which each can be filled: nothing refers to a later one. */
    static List<SchemaTable> of(List<SchemaScript> scripts) {
        List<SchemaTable> tables = new ArrayList<>();
        for (SchemaScript script : scripts) {
            Matcher create = CREATE.matcher(script.text());
            while (create.find()) {
                List<String> columns = COLUMN.matcher(create.group(2))
                        .results()
                        .map(column -> column.group(1))
                        .toList();
                tables.add(new SchemaTable(create.group(1), columns));
            }
        }
        return tables;
    }

    /** What becomes of its rows when a database is upgraded. */
    Filling filling() {
        if (name.equals(VERSION)) {
            return Filling.BY_SCRIPT;
        }
        if (COUNTED.contains(name)) {
            return Filling.COUNTED;
        }
        return LOOKUPS.contains(name) ? Filling.COMPLETED : Filling.COPIED;
    }

    static final String VERSION = "schema_version";

    enum Filling {
        /** The script says all there is to say. */
        BY_SCRIPT,
        /** Our rows stand; those that only the old table has are added. */
        COMPLETED,
        /** Counted anew from the leases. */
        COUNTED,
        /** The old rows, converted where need be. */
        COPIED
    }
}
