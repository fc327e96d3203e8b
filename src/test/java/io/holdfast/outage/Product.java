package io.holdfast.outage;

import java.util.function.Supplier;

/** The database products that a test may break. */
public enum Product {
    POSTGRESQL(PostgresqlProgram::new),
    MARIADB(MariadbProgram::new),
    /** Only where {@value MysqlProgram#ROOT} names a root directory with {@code mysqld}; else its tests are aborted. */
    MYSQL(MysqlProgram::new);

    private final Supplier<DatabaseProgram> known;

    Product(Supplier<DatabaseProgram> known) {
        this.known = known;
    }

    /** Aborts the test where the product cannot be run. */
    DatabaseProgram program() {
        return known.get();
    }
}
