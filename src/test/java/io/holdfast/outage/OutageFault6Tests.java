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
 * {@link OutageFaultTests} for a DHCPv6 client with an address and a prefix. What is told of a lost database is the same
 * code for both protocols: so normally a few kinds of faults, each on one product; all of them by
 *
 * <pre>./mvnw test -DexcludedGroups= -Dtest='OutageFault6Tests'</pre>
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageFault6Tests {

    @TempDir
    private static Path directory = Path.of("");

    private FaultCells cells;

    @BeforeAll
    void open() {
        cells = new FaultCells(Dhcp.V6, directory);
    }

    private static List<Arguments> daily() {
        return List.of(
                Arguments.of(Breakage.PAUSED, Product.POSTGRESQL, Mode.SERVE_RETRY_CONTINUE),
                Arguments.of(Breakage.READ_ONLY, Product.POSTGRESQL, Mode.SERVE_RETRY_EXIT),
                Arguments.of(Breakage.TOO_SLOW, Product.MARIADB, Mode.STOP_RETRY_EXIT),
                Arguments.of(Breakage.KILLED, Product.MYSQL, Mode.SERVE_RETRY_CONTINUE));
    }

    private static List<Arguments> allOthers() {
        List<Arguments> others = new ArrayList<>();
        for (Breakage breakage : Breakage.values()) {
            for (Product product : Product.values()) {
                for (Mode mode : Mode.values()) {
                    others.add(Arguments.of(breakage, product, mode));
                }
            }
        }
        return others;
    }

    @ParameterizedTest
    @MethodSource("daily")
    void aFaultThatPassesIsSurvived(Breakage breakage, Product product, Mode mode) {
        cells.survive(breakage, product, mode);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOthers")
    void eachFaultIsSurvivedOnEachProductInEachMode(Breakage breakage, Product product, Mode mode) {
        cells.survive(breakage, product, mode);
    }

    @AfterAll
    void close() {
        cells.close();
    }
}
