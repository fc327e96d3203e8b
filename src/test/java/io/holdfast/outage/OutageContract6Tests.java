package io.holdfast.outage;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide's table of what a DHCPv6 client sees while the lease database is away: see {@link Contract}. How a loss is
 * noticed is the same for both protocols, and so not all ways to lose a database are for the daily run; the others by
 *
 * <pre>./mvnw test -DexcludedGroups= -Dtest='OutageContract6Tests'</pre>
 */
@Timeout(300)
class OutageContract6Tests {

    @TempDir
    private Path directory = Path.of("");

    private Contract contract() {
        return new Contract(Dhcp.V6, directory);
    }

    @Test
    void theGuidesTableIsWhatIsTestedHere() {
        Contract.assertInGuide(Dhcp.V6, 1);
    }

    @TestFactory
    List<DynamicTest> postgresqlKilled() {
        return contract().database(Product.POSTGRESQL, Fault.KILLED);
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> postgresqlBlackHoled() {
        return contract().database(Product.POSTGRESQL, Fault.BLACK_HOLED);
    }

    @TestFactory
    List<DynamicTest> mariadbKilled() {
        return contract().database(Product.MARIADB, Fault.KILLED);
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> mariadbBlackHoled() {
        return contract().database(Product.MARIADB, Fault.BLACK_HOLED);
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> mysqlKilled() {
        return contract().database(Product.MYSQL, Fault.KILLED);
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> mysqlBlackHoled() {
        return contract().database(Product.MYSQL, Fault.BLACK_HOLED);
    }

    @TestFactory
    List<DynamicTest> postgresqlAwayForGood() {
        return contract().awayForGood(Product.POSTGRESQL);
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> mariadbAwayForGood() {
        return contract().awayForGood(Product.MARIADB);
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> mysqlAwayForGood() {
        return contract().awayForGood(Product.MYSQL);
    }

    @TestFactory
    List<DynamicTest> leaseFileOnAFullDisk() {
        return contract().leaseFileOnAFullDisk();
    }
}
