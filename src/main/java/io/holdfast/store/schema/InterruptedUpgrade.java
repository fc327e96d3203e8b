package io.holdfast.store.schema;

import io.holdfast.store.schema.MysqlUpgrade.Stage;
import io.holdfast.store.schema.SchemaVersion.Numbered;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an upgrade on MySQL that did not come to its end has left, and what may be done with it. The stage alone is not
 * to be trusted: since then a backup may have been restored over it, or Kea's tools may have been used. So the tables
 * must be as the stage says, above all the version, which is put aside with the old tables and returns with the new.
 *
 * @param now the version without the prefix; null when there is none, as between putting aside and the end
 * @param aside the version among the tables that were put aside
 * @param present names of all tables
 */
record InterruptedUpgrade(
        Stage stage,
        Numbered from,
        @Nullable Numbered now,
        @Nullable Numbered aside,
        Set<String> present) {

    /** What is to be done. */
    sealed interface Decision {

        /** The tables are as the stage left them. */
        record GoOn(Stage stage) implements Decision {}

        /** Nothing had been put aside yet: as if it had never begun. */
        record Anew(Numbered version) implements Decision {}

        /** Nothing of ours may be touched; says what is wrong and what to do. */
        record Refuse(String why) implements Decision {}
    }

    private static final String ADVICE = "; when they are the ones to keep, drop " + MysqlUpgrade.STATE
            + " and all tables called " + MysqlUpgrade.PREFIX
            + "..., otherwise drop the database, create it again and restore the backup into the empty one";

    static InterruptedUpgrade of(Sql sql, Numbered from) throws SQLException {
        Set<String> present = MysqlUpgrade.tables(sql);
        String old = MysqlUpgrade.PREFIX + SchemaTable.VERSION;
        return new InterruptedUpgrade(
                Stage.valueOf(String.valueOf(sql.value("SELECT stage FROM " + MysqlUpgrade.STATE))),
                from,
                present.contains(SchemaTable.VERSION)
                        ? SchemaInspection.row(sql.connection(), SchemaTable.VERSION)
                        : null,
                present.contains(old) ? SchemaInspection.row(sql.connection(), old) : null,
                present);
    }

    Decision decision(Set<String> ours) {
        return switch (stage) {
            case PUTTING_ASIDE -> puttingAside(ours);
            case COPYING -> copying(ours);
            case CLEANING_UP ->
                now != null && SchemaDialect.MYSQL.accepted().contains(now)
                        ? new Decision.GoOn(stage)
                        : refuse("its schema version is " + (now == null ? "gone" : now)
                                + " though the upgrade was done");
        };
    }

    private Decision puttingAside(Set<String> ours) {
        Set<String> renamed =
                ours.stream().filter(table -> present.contains(old(table))).collect(Collectors.toSet());
        if (now != null) {
            // The version is renamed first of all, so nothing was.
            return renamed.isEmpty() ? new Decision.Anew(now) : refuse(back(now));
        }
        Set<String> twice = renamed.stream().filter(present::contains).collect(Collectors.toSet());
        if (!twice.isEmpty()) {
            return refuse("tables were put back since (" + named(twice) + ")");
        }
        return complete(ours, table -> present.contains(table) || present.contains(old(table)));
    }

    private Decision copying(Set<String> ours) {
        return now != null ? refuse(back(now)) : complete(ours, table -> present.contains(old(table)));
    }

    private interface There {
        boolean is(String table);
    }

    /** What is made anew is dropped first; so all rows must be elsewhere. */
    private Decision complete(Set<String> ours, There there) {
        Set<String> missing = ours.stream()
                .filter(table -> !SchemaTable.NEW.contains(table) && !there.is(table))
                .collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            return refuse("old tables are gone (" + named(missing.stream().map(InterruptedUpgrade::old)) + ")");
        }
        return Objects.equals(aside, from)
                ? new Decision.GoOn(stage)
                : refuse("the old tables have version " + aside + ", not " + from);
    }

    private static String back(Numbered now) {
        return "tables were put back since (their schema version is " + now + ")";
    }

    private static String old(String table) {
        return MysqlUpgrade.PREFIX + table;
    }

    private static String named(Set<String> tables) {
        return named(tables.stream());
    }

    private static String named(Stream<String> tables) {
        return tables.sorted().limit(5).collect(Collectors.joining(", "));
    }

    private Decision refuse(String why) {
        return new Decision.Refuse("was being upgraded from schema version " + from
                + ", and does not look as the upgrade left it: " + why + ADVICE);
    }
}
