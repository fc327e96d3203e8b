package io.holdfast.store.schema;

import io.holdfast.store.schema.SchemaVersion.Empty;
import io.holdfast.store.schema.SchemaVersion.Foreign;
import io.holdfast.store.schema.SchemaVersion.Numbered;
import io.holdfast.store.schema.SchemaVersion.Unfinished;
import io.holdfast.store.schema.SchemaVersion.Upgrading;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what schema a database has; changes nothing. */
final class SchemaInspection {

    static final String HISTORY = "holdfast_schema_history";

    private SchemaInspection() {}

    static SchemaVersion version(Connection connection, SchemaDialect dialect) throws SQLException {
        List<String> tables = texts(connection, dialect.tablesQuery());
        if (tables.contains(MysqlUpgrade.STATE)) {
            Numbered from = row(connection, MysqlUpgrade.STATE);
            if (from != null) { // without its row it had not begun yet
                return new Upgrading(from);
            }
        }
        if (tables.contains(SchemaTable.VERSION)) {
            Numbered version = row(connection, SchemaTable.VERSION);
            if (version != null) {
                return version;
            }
        }
        if (tables.contains(HISTORY)) {
            return new Unfinished();
        }
        return tables.isEmpty() ? new Empty() : new Foreign(tables.getFirst());
    }

    /** The one text that a query gives; null when it gives none. */
    static @Nullable String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1).toLowerCase(Locale.ROOT));
            }
        }
        return texts;
    }

    /** The version in a table; null when it is not exactly one. */
    static @Nullable Numbered row(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version, minor FROM " + table)) {
            if (!rows.next()) {
                return null;
            }
            Numbered version = new Numbered(rows.getInt(1), rows.getInt(2));
            return rows.next() ? null : version;
        }
    }
}
