package io.holdfast.store.schema;

import io.holdfast.store.schema.SchemaVersion.Numbered;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What differs between the databases where schemas are concerned: versions, where the scripts are, a few statements. */
enum SchemaDialect {
    POSTGRESQL(
            "PostgreSQL",
            "classpath:db/postgresql",
            "pgsql",
            List.of(new Numbered(29, 0), new Numbered(34, 0)),
            "SELECT current_schema()",
            """
            SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY table_name""",
            // 0x686f6c64 is "hold"; the second number tells this lock from others of ours.
            "SELECT pg_advisory_lock(1751084132, 1)",
            "SELECT pg_advisory_unlock(1751084132, 1)",
            // What fails is rolled back as a whole.
            List.of(),
            List.of()),
    MYSQL(
            "MySQL",
            "classpath:db/mysql",
            "mysql",
            List.of(new Numbered(30, 0), new Numbered(35, 0)),
            "SELECT DATABASE()",
            """
            SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name""",
            // The lock is the server's, not the database's; names are at most 64 characters. A year: without end.
            "SELECT GET_LOCK(CONCAT('holdfast.', LEFT(SHA2(DATABASE(), 256), 48)), 31536000)",
            "SELECT RELEASE_LOCK(CONCAT('holdfast.', LEFT(SHA2(DATABASE(), 256), 48)))",
            List.of(
                    "CREATE TABLE holdfast_rehearsal (number INT NOT NULL PRIMARY KEY)",
                    "CREATE FUNCTION holdfast_rehearse() RETURNS INT DETERMINISTIC RETURN 1",
                    """
                    CREATE TRIGGER holdfast_rehearsed BEFORE INSERT ON holdfast_rehearsal
                    FOR EACH ROW SET NEW.number = holdfast_rehearse()"""),
            List.of("DROP FUNCTION IF EXISTS holdfast_rehearse", "DROP TABLE IF EXISTS holdfast_rehearsal"));

    private final String label;
    private final String location;
    private final String keaBackend;
    private final List<Numbered> accepted;
    private final String schemaQuery;
    private final String tablesQuery;
    private final String lockStatement;
    private final String unlockStatement;
    private final List<String> rehearsal;
    private final List<String> afterRehearsal;

    SchemaDialect(
            String label,
            String location,
            String keaBackend,
            List<Numbered> accepted,
            String schemaQuery,
            String tablesQuery,
            String lockStatement,
            String unlockStatement,
            List<String> rehearsal,
            List<String> afterRehearsal) {
        this.label = label;
        this.location = location;
        this.keaBackend = keaBackend;
        this.accepted = accepted;
        this.schemaQuery = schemaQuery;
        this.tablesQuery = tablesQuery;
        this.lockStatement = lockStatement;
        this.unlockStatement = unlockStatement;
        this.rehearsal = rehearsal;
        this.afterRehearsal = afterRehearsal;
    }

    /** @throws IllegalArgumentException when it is neither PostgreSQL nor MySQL nor MariaDB */
    static SchemaDialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "MySQL", "MariaDB" -> MYSQL;
            default -> throw new IllegalArgumentException("no schema for a database called " + product);
        };
    }

    String label() {
        return label;
    }

    /** Where Flyway finds the scripts. */
    String location() {
        return location;
    }

    /** The database's name in kea-admin's command line. */
    String keaBackend() {
        return keaBackend;
    }

    /** Versions we work with, ascending: that of Kea 3.0, which we also create, and that of Kea 3.2. */
    List<Numbered> accepted() {
        return accepted;
    }

    /** One text: the schema that tables would be created in; null when there is none. */
    String schemaQuery() {
        return schemaQuery;
    }

    /** Names of all tables and views. */
    String tablesQuery() {
        return tablesQuery;
    }

    /** Waits until nobody else of us works on the schema of this database; held by the connection. */
    String lockStatement() {
        return lockStatement;
    }

    String unlockStatement() {
        return unlockStatement;
    }

    /**
     * Statements that fail where the user may not make all that a schema consists of; tried first, as definitions that
     * are made cannot be rolled back.
     */
    List<String> rehearsal() {
        return rehearsal;
    }

    /** The oldest version that can be upgraded: that of Kea 2.2. */
    Numbered oldestUpgradable() {
        return this == POSTGRESQL ? new Numbered(13, 0) : new Numbered(14, 0);
    }

    /** The name of a column as it stands in statements. */
    String quoted(String column) {
        return this == POSTGRESQL ? '"' + column + '"' : "`" + column + "`";
    }

    /** Whether two expressions are the same, both absent included. */
    String same(String one, String other) {
        return this == POSTGRESQL ? one + " IS NOT DISTINCT FROM " + other : one + " <=> " + other;
    }

    /** Removes what the rehearsal made. */
    List<String> afterRehearsal() {
        return afterRehearsal;
    }
}
