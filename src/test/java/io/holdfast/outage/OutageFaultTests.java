package io.holdfast.outage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to lose a database, restored in time: what is seen meanwhile, and that all is as before afterwards. Normally each fault meets each
 * product once, with modes in turn, and the kill meets each mode; of the two ways out of a black hole one is for the slow
 * run; the whole product of the three is
 *
 * <pre>./mvnw test -DexcludedGroups= -Dtest='Outage*Tests,SeveralDatabasesTests'</pre>
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageFaultTests {

    @TempDir
    private static Path directory = Path.of("");

    private FaultCells cells;

    @BeforeAll
    void open() {
        cells = new FaultCells(Dhcp.V4, directory);
    }

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
        cells.survive(breakage, product, mode);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOthers")
    void aFaultThatPassesIsSurvivedInOtherModes(Breakage breakage, Product product, Mode mode) {
        cells.survive(breakage, product, mode);
    }

    @AfterAll
    void close() {
        cells.close();
    }
}
