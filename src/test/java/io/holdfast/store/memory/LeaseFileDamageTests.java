package io.holdfast.store.memory;

import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.store.memory.StoreFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.SanityChecks;
import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import io.holdfast.config.SanityChecks.LeaseChecks;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange.Grant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not as they should be. */
class LeaseFileDamageTests {

    private static final String ONE = "10.1.0.1,02:00:00:00:00:01,,3600,1800000100,1,0,0,,0,,0\n";
    private static final String TWO = "10.1.0.2,02:00:00:00:00:02,,3600,1800000100,2,0,0,,0,,0\n";

    private StoreFixture stores = new StoreFixture(Path.of("unused"));

    @BeforeEach
    void start(@TempDir Path directory) {
        stores.close();
        stores = new StoreFixture(directory);
    }

    @AfterEach
    void stop() {
        stores.close();
    }

    @Test
    void aTornLastRowIsCutOff() {
        for (int length = 1; length < TWO.length() - 2; length++) {
            stores.given("", HEADER + ONE + TWO.substring(0, length));
            assertThat(stores.reopened()).as(TWO.substring(0, length)).hasSize(1);
            assertThat(stores.content("")).isEqualTo(HEADER + ONE);
        }
    }

    @Test
    void aLastRowThatLacksOnlyItsEndOfLineIsKept() {
        stores.given("", HEADER + ONE + TWO.strip());
        try (MemoryLeaseStore store = stores.open()) {
            store.apply(List.of(new Grant(null, lease("10.1.0.3").build())));
        }
        assertThat(stores.content("")).startsWith(HEADER + ONE + TWO + "10.1.0.3,");
        assertThat(stores.reopened()).hasSize(3);
    }

    @Test
    void whatAPowerFailureLeavesBehindTheLastRowIsCutOff() {
        stores.given("", HEADER + ONE + TWO.substring(0, 20) + "\0".repeat(4000));
        assertThat(stores.reopened()).hasSize(1);
        assertThat(stores.content("")).isEqualTo(HEADER + ONE);
    }

    @Test
    void anUnreadableLastRowWithItsEndOfLineIsCutOffToo() {
        stores.given("", HEADER + ONE + "10.1.0.2,02:00:zz\n");
        assertThat(stores.reopened()).hasSize(1);
        assertThat(stores.content("")).isEqualTo(HEADER + ONE);
    }

    @Test
    void blankLinesBehindATornRowAreCutOffWithIt() {
        stores.given("", HEADER + ONE + "10.1.0.2,02:00\n\n\n");
        assertThat(stores.reopened()).hasSize(1);
        assertThat(stores.content("")).isEqualTo(HEADER + ONE);
    }

    @Test
    void aTornRowInAnOlderFileIsLeftOut() {
        stores.given(".2", HEADER + ONE + TWO.substring(0, 17)).given("", HEADER + TWO);
        assertThat(stores.reopened()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.0,02:00:00:00:00:02,,3600,1800000100,2,0,0,,0,,0",
                "10.1.0.256,02:00:00:00:00:02,,3600,1800000100,2,0,0,,0,,0",
                "10.1.0.2.3,02:00:00:00:00:02,,3600,1800000100,2,0,0,,0,,0",
                ",02:00:00:00:00:02,,3600,1800000100,2,0,0,,0,,0",
                "10.1.0.2,02:00:00:00:00:0g,,3600,1800000100,2,0,0,,0,,0",
                "10.1.0.2,02:,,3600,1800000100,2,0,0,,0,,0",
                "10.1.0.2,000102030405060708090a0b0c0d0e0f1011121314,,3600,1800000100,2,0,0,,0,,0",
                "10.1.0.2,02:00:00:00:00:02,01,3600,1800000100,2,0,0,,0,,0",
                "10.1.0.2,02:00:00:00:00:02,,4294967296,5294967296,2,0,0,,0,,0",
                "10.1.0.2,02:00:00:00:00:02,,-1,1800000100,2,0,0,,0,,0",
                "10.1.0.2,02:00:00:00:00:02,,,1800000100,2,0,0,,0,,0",
                "10.1.0.2,02:00:00:00:00:02,,3600,99999999999999999999,2,0,0,,0,,0",
                "10.1.0.2,02:00:00:00:00:02,,3600,1800000100,two,0,0,,0,,0",
                "10.1.0.2,02:00:00:00:00:02,,3600,1800000100,2,2,0,,0,,0",
                "10.1.0.2,02:00:00:00:00:02,,3600,1800000100,2,0,0,,5,,0",
                "10.1.0.2,02:00:00:00:00:02,,3600,1800000100,2,0,0,,0,0",
                "10.1.0.2,02:00:00:00:00:02,,3600,1800000100,2,0,0,,0,,0,0",
                "garbage"
            })
    void anUnreadableRowIsSkipped(String row) {
        stores.given("", HEADER + row + "\n" + ONE);
        assertThat(stores.reopened()).singleElement().asString().startsWith("10.1.0.1 ");
    }

    @Test
    void moreUnreadableRowsThanAllowedStopTheStart() {
        stores.given("", HEADER + "bad\n" + ONE + "bad\nbad\n" + TWO);
        LeaseFileSettings two = settings(2, SanityChecks.NONE);
        assertThatThrownBy(() -> stores.open(two))
                .isInstanceOf(LeaseFileException.class)
                .hasMessageContaining(stores.file.toString())
                .hasMessageContaining("max-row-errors")
                .hasMessageContaining("line 5");
        // Nothing is held on to: a start with other settings succeeds.
        assertThat(StoreFixture.all(stores.open(settings(3, SanityChecks.NONE))))
                .hasSize(2);
    }

    private LeaseFileSettings settings(long maxRowErrors, SanityChecks checks) {
        // 10.1.0.1 to .9 lie in subnet 1, all others in none.
        return new LeaseFileSettings(
                Protocol.DHCP4,
                stores.file,
                0,
                maxRowErrors,
                checks,
                (address, assumed) -> (((Ipv4Address) address).bits() & 0xff) < 10 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 1, 2, 7",
        "WARN, 1, 2, 7",
        "FIX, 1, 1, 7",
        "FIX_DEL, 1, 1, gone",
        "DEL, 1, gone, gone",
    })
    void leasesInAWrongSubnetAreTreatedAsConfigured(LeaseChecks checks, String right, String wrong, String nowhere) {
        stores.given("", HEADER + ONE + TWO + "10.1.0.77,02:00:00:00:00:07,,3600,1800000100,7,0,0,,0,,0\n");
        MemoryLeaseStore store = stores.open(settings(0, new SanityChecks(checks, ExtendedInfoChecks.NONE)));
        assertThat(List.of(subnet(store, 1), subnet(store, 2), subnet(store, 77)))
                .containsExactly(right, wrong, nowhere);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NONE     | {"ISC":{"relay-agent-info":"0x02010A"}}                                  | -
            FIX      | {"ISC":{"relay-agent-info":{"remote-id":"0A","sub-options":"0x02010A"}}} | 0a
            STRICT   | {"ISC":{"relay-agent-info":{"remote-id":"0A","sub-options":"0x02010A"}}} | 0a
            PEDANTIC | {"ISC":{"relay-agent-info":{"remote-id":"0A","sub-options":"0x02010A"}}} | 0a
            """)
    void whatRelaysSaidIsUsedAsConfigured(ExtendedInfoChecks checks, String former, String remoteId) {
        stores.given(
                "",
                HEADER + "10.1.0.1,02:00:00:00:00:01,,3600,1800000100,1,0,0,,0,"
                        + "{\"ISC\":{\"relay-agent-info\":\"0x02010A\"}},0\n"
                        + "10.1.0.2,02:00:00:00:00:02,,3600,1800000100,1,0,0,,0,"
                        + "{\"ISC\":{\"relay-agent-info\":{\"circuit\":1}}},0\n");
        MemoryLeaseStore store = stores.open(settings(0, new SanityChecks(LeaseChecks.NONE, checks)));
        List<Lease> leases = store.page(io.holdfast.lease.LeaseFilter.ALL, 10);
        assertThat(leases.getFirst().userContext()).isEqualTo(former);
        assertThat(((Lease4) leases.getFirst()).remoteId())
                .isEqualTo(remoteId.equals("-") ? null : HexText.parse(remoteId));
        assertThat(leases.getLast().userContext())
                .isEqualTo(
                        checks == ExtendedInfoChecks.PEDANTIC
                                ? null
                                : "{\"ISC\":{\"relay-agent-info\":{\"circuit\":1}}}");
        assertThat(stores.content(""))
                .as("the file keeps its text")
                .contains("\"0x02010A\"")
                .contains("circuit");
    }

    private static String subnet(MemoryLeaseStore store, int last) {
        return store.page(io.holdfast.lease.LeaseFilter.ALL, 10).stream()
                .filter(lease -> (((Ipv4Address) lease.address()).bits() & 0xff) == last)
                .map(lease -> Integer.toString(lease.subnetId()))
                .findAny()
                .orElse("gone");
    }

    @Test
    void aSecondStoreOnTheSameFileIsRefusedUntilTheFirstIsClosed() {
        MemoryLeaseStore first = stores.open();
        assertThatThrownBy(stores::open)
                .isInstanceOf(LeaseFileException.class)
                .hasMessageContaining(stores.file.toString())
                .hasMessageContaining(
                        "in use by process " + ProcessHandle.current().pid());
        first.close();
        assertThat(stores.reopened()).isEmpty();
    }

    @Test
    void missingDirectoriesAreCreated() {
        Path deep = stores.file.resolveSibling("a").resolve("b").resolve("leases.csv");
        stores.open(LeaseFileSettings.plain(Protocol.DHCP4, deep));
        assertThat(Files.exists(deep)).isTrue();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAnErrorThatNamesTheFile() {
        stores.given("", "");
        Path under = stores.file.resolve("leases.csv");
        assertThatThrownBy(() -> stores.open(LeaseFileSettings.plain(Protocol.DHCP4, under)))
                .isInstanceOf(LeaseFileException.class)
                .hasMessageContaining(under.toString());
    }
}
