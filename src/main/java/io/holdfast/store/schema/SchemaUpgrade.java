package io.holdfast.store.schema;

import io.holdfast.config.BackendSettings;
import io.holdfast.store.schema.InterruptedUpgrade.Decision;
import io.holdfast.store.schema.MysqlUpgrade.Stage;
import io.holdfast.store.schema.SchemaVersion.Empty;
import io.holdfast.store.schema.SchemaVersion.Foreign;
import io.holdfast.store.schema.SchemaVersion.Numbered;
import io.holdfast.store.schema.SchemaVersion.Unfinished;
import io.holdfast.store.schema.SchemaVersion.Upgrading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades the schema of an older Kea, 2.2 or later, to the one that we make: everything is made anew beside the old
 * tables, their rows are copied, converted and compared, and only then the old tables go. See {@link PostgresqlUpgrade}
 * and {@link MysqlUpgrade} for what an interruption leaves. While it runs nobody else of us works on the schema; servers
 * must be stopped before.
 */
public final class SchemaUpgrade {

    /** How careful to be. */
    public enum Manner {
        /** Do it unless others are connected to the database. */
        ALONE,
        /** Do it although others are connected; they are said not to be servers. */
        AMONG_OTHERS,
        /** Only say whether it can be done. */
        DRY
    }

    private final BackendSettings settings;
    private final Manner manner;
    private final Consumer<String> progress;

    SchemaUpgrade(BackendSettings settings, Manner manner, Consumer<String> progress) {
        this.settings = settings;
        this.manner = manner;
        this.progress = progress;
    }

    /** @throws SQLException when the database cannot be reached; once it has begun, a failure is an outcome */
    UpgradeOutcome run(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            SchemaDialect dialect = SchemaDialect.of(connection);
            connection.setAutoCommit(true);
            Sql sql = new Sql(connection);
            UpgradeSessions.liftLimits(sql, dialect);
            SchemaLock.take(connection, dialect);
            UpgradeOutcome outcome = locked(sql, dialect);
            if (connection.isValid(1)) { // else the lock went with it
                SchemaLock.release(connection, dialect);
            }
            return outcome;
        }
    }

    private UpgradeOutcome locked(Sql sql, SchemaDialect dialect) throws SQLException {
        return switch (SchemaInspection.version(sql.connection(), dialect)) {
            case Numbered version when dialect.accepted().contains(version) -> new UpgradeOutcome.UpToDate(version);
            case Numbered version -> older(sql, dialect, version);
            case Upgrading(var from) -> interrupted(sql, dialect, from);
            case Empty _ -> impossible("is empty; create its tables with " + SchemaAdvice.create(settings, dialect));
            case Foreign foreign -> impossible("holds other tables (" + foreign.table() + " is one) but none of Kea's");
            case Unfinished _ ->
                impossible("holds a schema whose creation was interrupted; drop the database and create it anew");
        };
    }

    private UpgradeOutcome older(Sql sql, SchemaDialect dialect, Numbered version) throws SQLException {
        if (version.compareTo(dialect.accepted().getFirst()) > 0 || version.compareTo(dialect.oldestUpgradable()) < 0) {
            return impossible(SchemaAdvice.unknownVersion(version, settings, dialect));
        }
        Map<String, Map<String, String>> columns =
                sql.columns(dialect == SchemaDialect.POSTGRESQL ? PostgresqlUpgrade.COLUMNS : MysqlUpgrade.COLUMNS);
        UpgradePlan plan = dialect == SchemaDialect.POSTGRESQL
                ? PostgresqlUpgrade.plan(columns)
                : MysqlUpgrade.plan(MysqlUpgrade.oldColumns(columns, Stage.PUTTING_ASIDE));
        List<String> objections = new UpgradeObjections(sql, dialect, plan, columns).find();
        if (!objections.isEmpty()) {
            return new UpgradeOutcome.Impossible(objections);
        }
        if (manner == Manner.DRY) {
            return new UpgradeOutcome.Possible(version, dialect.accepted().getFirst());
        }
        UpgradeOutcome inUse = inUse(sql, dialect);
        return inUse != null
                ? inUse
                : upgrade(dialect, version, () -> {
                    if (dialect == SchemaDialect.POSTGRESQL) {
                        new PostgresqlUpgrade(sql, progress).run(plan, columns);
                    } else {
                        SchemaRehearsal.run(sql.connection(), dialect);
                        MysqlUpgrade steps = new MysqlUpgrade(sql, progress);
                        steps.begin(version);
                        steps.run(plan, Stage.PUTTING_ASIDE);
                    }
                });
    }

    private @Nullable UpgradeOutcome inUse(Sql sql, SchemaDialect dialect) throws SQLException {
        List<String> others = UpgradeSessions.others(sql, dialect);
        return manner == Manner.ALONE && !others.isEmpty()
                ? impossible("is in use by " + String.join(", ", others)
                        + "; stop all servers first (or say --in-use when these are none)")
                : null;
    }

    private UpgradeOutcome interrupted(Sql sql, SchemaDialect dialect, Numbered from) throws SQLException {
        Set<String> ours = MysqlUpgrade.plan(Map.of()).tableNames();
        return switch (InterruptedUpgrade.of(sql, from).decision(ours)) {
            case Decision.Refuse(var why) -> impossible(why);
            case Decision.Anew(var version) when dialect.accepted().contains(version) -> neverBegun(sql, version);
            case Decision.Anew(var version) -> older(sql, dialect, version);
            case Decision.GoOn(var stage) -> goOn(sql, dialect, from, stage);
        };
    }

    /** Somebody else has upgraded it meanwhile. */
    private UpgradeOutcome neverBegun(Sql sql, Numbered version) throws SQLException {
        if (manner != Manner.DRY) {
            sql.execute("DROP TABLE " + MysqlUpgrade.STATE);
        }
        return new UpgradeOutcome.UpToDate(version);
    }

    private UpgradeOutcome goOn(Sql sql, SchemaDialect dialect, Numbered from, Stage stage) throws SQLException {
        if (manner == Manner.DRY) {
            return new UpgradeOutcome.Possible(from, dialect.accepted().getFirst());
        }
        UpgradeOutcome inUse = inUse(sql, dialect);
        if (inUse != null) {
            return inUse;
        }
        progress.accept("going on with an interrupted upgrade from " + from);
        UpgradePlan plan = MysqlUpgrade.plan(MysqlUpgrade.oldColumns(sql.columns(MysqlUpgrade.COLUMNS), stage));
        return upgrade(dialect, from, () -> new MysqlUpgrade(sql, progress).run(plan, stage));
    }

    private interface Work {
        void run() throws SQLException, UpgradeFailed;
    }

    private UpgradeOutcome upgrade(SchemaDialect dialect, Numbered from, Work work) {
        try {
            work.run();
            return new UpgradeOutcome.Upgraded(from, dialect.accepted().getFirst());
        } catch (SQLException e) {
            String advice = SchemaAdvice.forPrivileges(e);
            return stopped(dialect, e.getMessage() + (advice == null ? "" : "; " + advice));
        } catch (UpgradeFailed e) {
            return e.known()
                    ? stopped(dialect, String.valueOf(e.getMessage()))
                    : impossible("may be upgraded or as it was before: " + e.getMessage() + "; look with db-version");
        }
    }

    private UpgradeOutcome stopped(SchemaDialect dialect, String why) {
        return impossible("is not upgraded: " + why
                + (dialect == SchemaDialect.POSTGRESQL ? ". It is as it was before" : ". " + STOPPED));
    }

    /** At every stage true, for it may be unknown which one was reached. */
    private static final String STOPPED = "No row is lost; old tables may be called " + MysqlUpgrade.PREFIX
            + "... now. When the cause is removed, run db-upgrade again: it finds out how far it came, and copies anew what"
            + " was not copied to the end. When a row is the cause, correct it in its table " + MysqlUpgrade.PREFIX
            + "...";

    private UpgradeOutcome impossible(String what) {
        return new UpgradeOutcome.Impossible(List.of("the database " + settings + " " + what));
    }
}
