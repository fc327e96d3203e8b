package io.holdfast.outage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to lose a database, restored in time: what is seen meanwhile, and that all is as before afterwards. One server
 * and one database of each product serve all cells; the mode is set by {@code config-set}. Normally each fault meets each
 * product once, with modes in turn, and the kill meets each mode; of the two ways out of a black hole one is for the slow
 * run; the whole product of the three is
 *
 * <pre>./mvnw test -DexcludedGroups= -Dtest='Outage*Tests,SeveralDatabasesTests'</pre>
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageFaultTests {

    private static final int TRIES = 1000;
    private static final int WAIT_MILLIS = 200;
    private static final int ATTEMPTS_TO_SEE = 2;

    /** What serves all cells of a product. */
    private record Served(Wire wire, ServerUnderTest server) {}

    private final Databases databases = new Databases();
    private final Map<Product, Served> served = new EnumMap<>(Product.class);
    private int cells;

    @TempDir
    private Path directory = Path.of("");

    private static List<Arguments> all(boolean everyday) {
        List<Arguments> cells = new ArrayList<>();
        for (Breakage breakage : Breakage.values()) {
            for (Product product : Product.values()) {
                for (Mode mode : Mode.values()) {
                    boolean turn = breakage != Breakage.BLACK_HOLE_FORGOTTEN
                            && mode == Mode.rotating(breakage.ordinal() + product.ordinal());
                    if (everyday == (turn || breakage == Breakage.KILLED)) {
                        cells.add(Arguments.of(breakage, product, mode));
                    }
                }
            }
        }
        return cells;
    }

    private static List<Arguments> eachFaultOnEachProduct() {
        return all(true);
    }

    private static List<Arguments> allOthers() {
        return all(false);
    }

    @ParameterizedTest
    @MethodSource("eachFaultOnEachProduct")
    void aFaultThatPassesIsSurvived(Breakage breakage, Product product, Mode mode) {
        survive(breakage, product, mode);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOthers")
    void aFaultThatPassesIsSurvivedInOtherModes(Breakage breakage, Product product, Mode mode) {
        survive(breakage, product, mode);
    }

    private void survive(Breakage breakage, Product product, Mode mode) {
        boolean survived = false;
        BreakableServer database = databases.healthy(product);
        try {
            Served through = serving(database);
            LeaseDatabaseConfig config = config(database, through.wire(), mode);
            through.server().configSet(config);
            String hardware = "02:00:00:00:01:%02x".formatted(++cells);
            try (TestClient4 client = TestClient4.of(through.server(), hardware)) {
                client.bind();
                Outage outage = new Outage(database, mode, config, through.server(), client);
                breakage.strike(database, through.wire());
                outage.awaitLoss().assertAway(ATTEMPTS_TO_SEE);
                breakage.mend(database, through.wire());
                outage.awaitReturn(breakage.name(), System.currentTimeMillis()).assertOver();
            }
            survived = true;
        } finally {
            if (!survived) { // the next cell must not suffer from it
                forget(product);
            }
        }
    }

    private static LeaseDatabaseConfig config(BreakableServer database, Wire wire, Mode mode) {
        return LeaseDatabaseConfig.of(database, wire).impatient().onFail(mode.word(), TRIES, WAIT_MILLIS);
    }

    private Served serving(BreakableServer database) {
        return served.computeIfAbsent(database.product(), product -> {
            Wire wire = Wire.to("127.0.0.1", database.port());
            LeaseDatabaseConfig config = config(database, wire, Mode.STOP_RETRY_EXIT);
            return new Served(wire, ServerUnderTest.start(directory.resolve(product.name() + cells), config));
        });
    }

    private void forget(Product product) {
        Served broken = served.remove(product);
        if (broken != null) {
            broken.server().close();
            broken.wire().close();
        }
        databases.forget(product);
    }

    @AfterAll
    void close() {
        List.copyOf(served.keySet()).forEach(this::forget);
        databases.close();
    }
}
