package io.holdfast.store.schema;

import io.holdfast.config.BackendSettings;
import io.holdfast.store.schema.SchemaVersion.Numbered;
import io.holdfast.store.schema.SchemaVersion.Upgrading;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an operator is told to do about a schema. */
final class SchemaAdvice {

    private SchemaAdvice() {}

    static String unknownVersion(Numbered version, BackendSettings settings, SchemaDialect dialect) {
        String known = dialect.accepted().stream().map(Numbered::toString).collect(Collectors.joining(" and "));
        String has = "has schema version " + version + "; this server works with " + known + " (Kea 3.0 and 3.2): ";
        if (version.compareTo(dialect.accepted().getLast()) > 0) {
            return has + "the database is newer, use a newer server";
        }
        if (version.compareTo(dialect.accepted().getFirst()) > 0) {
            return has + "upgrade it with " + keaAdmin("db-upgrade", settings, dialect) + " of Kea 3.2";
        }
        if (version.compareTo(dialect.oldestUpgradable()) < 0) {
            return has + "upgrade it with " + keaAdmin("db-upgrade", settings, dialect) + " of Kea 2.2 or later; from "
                    + dialect.oldestUpgradable() + " on the command db-upgrade can do it";
        }
        return has + "stop all servers that use it, make a backup, and upgrade it with the command db-upgrade (or with "
                + keaAdmin("db-upgrade", settings, dialect) + " of Kea 3.0 or 3.2)";
    }

    static String upgrading(Upgrading version) {
        return "is being upgraded from schema version " + version.from()
                + ", or was when the upgrade was interrupted; nothing is lost: run the command db-upgrade again, which"
                + " finds out how far it came";
    }

    static String create(BackendSettings settings, SchemaDialect dialect) {
        return "the command db-init or with " + keaAdmin("db-init", settings, dialect);
    }

    private static String keaAdmin(String command, BackendSettings settings, SchemaDialect dialect) {
        StringBuilder line = new StringBuilder("kea-admin " + command + " " + dialect.keaBackend());
        if (!settings.host().host().isEmpty()) {
            line.append(" -h ").append(settings.host().host());
        }
        if (settings.host().port() != 0) {
            line.append(" -P ").append(settings.host().port());
        }
        if (settings.user() != null) {
            line.append(" -u ").append(settings.user());
        }
        return line.append(" -n ").append(settings.name()).toString();
    }

    /** What the user lacks, by vendor code and SQLSTATE; null when the error is none of privileges. */
    static @Nullable String forPrivileges(SQLException error) {
        return switch (error.getErrorCode()) {
            case 1419 ->
                "with binary logging on, MySQL lets users create triggers only when an administrator has executed"
                        + " SET PERSIST log_bin_trust_function_creators = 1 (on MariaDB SET GLOBAL)";
            case 1044, 1045, 1142, 1227, 1370 ->
                "the user needs ALL PRIVILEGES on this database, TRIGGER and CREATE ROUTINE among them";
            default ->
                "42501".equals(error.getSQLState())
                        ? "the user must own the tables, and own the database or be granted CREATE on the database and on its"
                                + " schema"
                        : null;
        };
    }
}
