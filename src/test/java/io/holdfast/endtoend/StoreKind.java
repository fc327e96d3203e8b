package io.holdfast.endtoend;

import io.holdfast.store.TestDatabases;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** The stores that every scenario is played on. */
enum StoreKind {
    EMBEDDED,
    POSTGRESQL,
    MARIADB,
    MYSQL;

    /** Aborts the test when the system property {@code holdfast.test.stores} names stores, and not this one. */
    void assumeWanted() {
        String wanted = System.getProperty("holdfast.test.stores", "");
        Assumptions.assumeTrue(
                wanted.isEmpty() || Set.of(wanted.split(",")).contains(name()),
                "-Dholdfast.test.stores=" + wanted + " leaves " + this + " out");
    }

    /** An empty one; aborts the test where the database is not to be had. */
    ServedStore open(Path directory) {
        return switch (this) {
            case EMBEDDED -> new EmbeddedLeases(directory.resolve("leases4.csv"));
            case POSTGRESQL -> new SqlLeases(TestDatabases.postgresql());
            case MARIADB -> new SqlLeases(TestDatabases.mariadb());
            case MYSQL -> new SqlLeases(TestDatabases.mysql());
        };
    }
}
