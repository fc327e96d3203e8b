package io.holdfast.outage;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guide's table of what a DHCPv4 client sees while the lease database is away: see {@link Contract}. */
@Timeout(300)
class OutageContractTests {

    @TempDir
    private Path directory = Path.of("");

    private Contract contract() {
        return new Contract(Dhcp.V4, directory);
    }

    @Test
    void theGuidesTableIsWhatIsTestedHere() {
        Contract.assertInGuide(Dhcp.V4, 0);
    }

    @TestFactory
    List<DynamicTest> postgresqlKilled() {
        return contract().database(Product.POSTGRESQL, Fault.KILLED);
    }

    @TestFactory
    List<DynamicTest> postgresqlBlackHoled() {
        return contract().database(Product.POSTGRESQL, Fault.BLACK_HOLED);
    }

    @TestFactory
    List<DynamicTest> mariadbKilled() {
        return contract().database(Product.MARIADB, Fault.KILLED);
    }

    @TestFactory
    List<DynamicTest> mariadbBlackHoled() {
        return contract().database(Product.MARIADB, Fault.BLACK_HOLED);
    }

    @TestFactory
    List<DynamicTest> mysqlKilled() {
        return contract().database(Product.MYSQL, Fault.KILLED);
    }

    @TestFactory
    List<DynamicTest> mysqlBlackHoled() {
        return contract().database(Product.MYSQL, Fault.BLACK_HOLED);
    }

    @TestFactory
    List<DynamicTest> postgresqlAwayForGood() {
        return contract().awayForGood(Product.POSTGRESQL);
    }

    @TestFactory
    List<DynamicTest> mariadbAwayForGood() {
        return contract().awayForGood(Product.MARIADB);
    }

    @TestFactory
    List<DynamicTest> mysqlAwayForGood() {
        return contract().awayForGood(Product.MYSQL);
    }

    @TestFactory
    List<DynamicTest> leaseFileOnAFullDisk() {
        return contract().leaseFileOnAFullDisk();
    }
}
