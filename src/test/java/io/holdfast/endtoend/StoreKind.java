package io.holdfast.endtoend;

import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

    /** An empty one, for the leases of one protocol or several; aborts the test where the database is not to be had. */
    Map<Family, ServedStore> open(Path directory, Family... families) {
        return switch (this) {
            case EMBEDDED -> each(families, family -> new EmbeddedLeases(directory, family));
            case POSTGRESQL -> in(TestDatabases.postgresql(), families);
            case MARIADB -> in(TestDatabases.mariadb(), families);
            case MYSQL -> in(TestDatabases.mysql(), families);
        };
    }

    private static Map<Family, ServedStore> in(TestDatabase database, Family... families) {
        return each(families, family -> new SqlLeases(database, family));
    }

    private static Map<Family, ServedStore> each(Family[] families, Function<Family, ServedStore> store) {
        Map<Family, ServedStore> stores = new EnumMap<>(Family.class);
        for (Family family : families) {
            stores.put(family, store.apply(family));
        }
        return stores;
    }
}
