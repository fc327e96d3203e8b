package io.holdfast.store.memory;

import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.like;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.SanityChecks;
import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import io.holdfast.config.SanityChecks.LeaseChecks;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Release;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of the lease file of DHCPv6 and their meaning, in both directions. */
class LeaseFile6FormatTests {

    private static final String HEADER = StoreFixture.header(Protocol.DHCP6);

    private StoreFixture stores = new StoreFixture(Path.of("unused"));

    @BeforeEach
    void start(@TempDir Path directory) {
        stores.close();
        stores = new StoreFixture(directory, Protocol.DHCP6);
    }

    @AfterEach
    void stop() {
        stores.close();
    }

    @Test
    void theHeaderIsThatOfKea() {
        assertThat(HEADER)
                .isEqualTo("address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,"
                        + "fqdn_fwd,fqdn_rev,hostname,hwaddr,state,user_context,hwtype,hwaddr_source,pool_id\n");
    }

    record Vector(String row, Lease6 lease) {
        @Override
        public String toString() {
            return row;
        }
    }

    static Stream<Vector> vectors() {
        Lease6 plain = lease6("2001:db8:1::1")
                .duid(Duid.parse("00:01:00:01:2a:2b:2c:2d:02:00:00:00:00:01"))
                .iaid(11)
                .preferred(3000)
                .lifetime(4000)
                .build();
        String start = "2001:db8:1::1,00:01:00:01:2a:2b:2c:2d:02:00:00:00:00:01,";
        return Stream.of(
                new Vector(start + "4000,1800004000,1,3000,0,11,128,0,0,,,0,,,,0", plain),
                new Vector(
                        start + "4000,1800004000,1,3000,0,4294967295,128,1,0,h.example.,02:00:00:00:00:01,4,,6,8,9",
                        like(plain)
                                .iaid(-1)
                                .fqdn(true, false)
                                .hostname("h.example.")
                                .hardware(
                                        HardwareAddress.of(
                                                6,
                                                HardwareAddress.parse("02:00:00:00:00:01")
                                                        .bytes()),
                                        8)
                                .state(LeaseState.REGISTERED)
                                .pool(9)
                                .build()),
                new Vector(
                        "2001:db8:aa00::,00:04:01,4294967295,6094967295,4294967294,4294967295,2,5,40,0,0,,,3,"
                                + "{ \"n\": \"1&#x2c 2 &#x26#x2c Z&#xc3&#xbc\" },,,4294967295",
                        prefix("2001:db8:aa00::/40")
                                .duid(Duid.parse("00:04:01"))
                                .iaid(5)
                                .preferred(Lease.INFINITE)
                                .lifetime(Lease.INFINITE)
                                .subnet(-2)
                                .state(LeaseState.RELEASED)
                                .context("{ \"n\": \"1, 2 &#x2c Zü\" }")
                                .pool(-1)
                                .build()),
                new Vector(
                        "2001:db8:1::1,00:00:00,86400,1800086400,1,0,0,0,128,0,0,,,1,,,,0",
                        plain.declined(NOW, 86_400)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aRowIsReadAsItsLease(Vector vector) {
        stores.given("", HEADER + vector.row + "\n");
        assertThat(stores.reopened()).containsExactly(LeaseText.of(vector.lease));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aLeaseIsWrittenAsItsRow(Vector vector) {
        stores.open().apply(List.of(new Grant(null, vector.lease)));
        assertThat(stores.content("")).isEqualTo(HEADER + vector.row + "\n");
    }

    @Test
    void aRemovalIsARowWithoutLifetime() {
        Lease6 lease = lease6("2001:db8::1").duid(Duid.parse("00:04:01")).build();
        Lease6 nameless = lease6("2001:db8::2").duid(null).build();
        MemoryLeaseStore store = stores.open();
        store.apply(List.of(new Grant(null, lease), new Grant(null, nameless)));
        store.apply(List.of(new Release(lease, null), new Release(nameless, null)));
        assertThat(stores.content(""))
                .endsWith("2001:db8::1,00:04:01,0,1800000000,1,1800,0,1,128,0,0,,,0,,,,0\n"
                        // Kea refuses rows without DUID unless they are declined.
                        + "2001:db8::2,00:00:00,0,1800000000,1,1800,0,1,128,0,0,,,1,,,,0\n");
        store.close();
        assertThat(stores.reopened()).isEmpty();
    }

    @Test
    void whatOtherProgramsWriteIsUnderstood() {
        stores.given(
                "",
                HEADER
                        // A temporary address; an association's number as PostgreSQL dumps it; capitals.
                        + "2001:DB8:0::1,000401,3600,1800003600,1,0,1,-2,128,0,0,,,0,,,,0\n"
                        // A hardware address that cannot be read costs only itself.
                        + "2001:db8::2,00:04:01,3600,1800003600,1,0,0,2,128,0,0,,nonsense,0,,1,2,0\n");
        try (MemoryLeaseStore store = stores.open()) {
            assertThat(StoreFixture.all(store))
                    .containsExactly(
                            LeaseText.of(lease6("2001:db8::1")
                                    .duid(Duid.parse("00:04:01"))
                                    .iaid(-2)
                                    .preferred(0)
                                    .build()),
                            LeaseText.of(lease6("2001:db8::2")
                                    .duid(Duid.parse("00:04:01"))
                                    .iaid(2)
                                    .preferred(0)
                                    .build()));
        }
    }

    @Test
    void rowsThatCannotBeReadAreSkipped() {
        String good = "2001:db8::9,00:04:01,3600,1800003600,1,0,0,2,128,0,0,,,0,,,,0\n";
        List<String> bad = List.of(
                "10.0.0.1,00:04:01,3600,1800003600,1,0,0,2,128,0,0,,,0,,,,0",
                "2001:db8::1%1,00:04:01,3600,1800003600,1,0,0,2,128,0,0,,,0,,,,0",
                "2001:db8::1,00:04,3600,1800003600,1,0,0,2,128,0,0,,,0,,,,0",
                "2001:db8::1," + "00".repeat(131) + ",3600,1800003600,1,0,0,2,128,0,0,,,0,,,,0",
                "2001:db8::1,00:04:01,4294967296,1800003600,1,0,0,2,128,0,0,,,0,,,,0",
                "2001:db8::1,00:04:01,3600,1800003600,1,0,3,2,128,0,0,,,0,,,,0",
                "2001:db8::1,00:04:01,3600,1800003600,1,0,2,2,129,0,0,,,0,,,,0",
                "2001:db8::1,00:04:01,3600,1800003600,1,0,0,,128,0,0,,,0,,,,0",
                "2001:db8::1,00:04:01,3600,1800003600,1,0,0,-,128,0,0,,,0,,,,0",
                "2001:db8::1,00:04:01,3600,1800003600,1,0,0,2,128,0,0,,,5,,,,0",
                "2001:db8::1,00:04:01,3600,1800003600,1,0,0,2,128,0,0,,,0,,,");
        for (String row : bad) {
            stores.given("", HEADER + row + "\n" + good);
            assertThat(stores.reopened()).as(row).singleElement().asString().contains("2001:db8::9");
        }
    }

    @Test
    void filesOfOlderVersionsAreReadAndRewritten() {
        String[] titles = HEADER.strip().split(",");
        String[] values =
                "2001:db8::1,00:04:01,3600,1800003600,1,0,2,7,128,0,0,h,02:00:00:00:00:01,2,,6,4,5".split(",");
        for (int columns : new int[] {12, 13, 14, 15, 17}) {
            stores.given(
                    "",
                    String.join(",", List.of(titles).subList(0, columns)) + "\n"
                            + String.join(",", List.of(values).subList(0, columns)) + "\n");
            assertThat(stores.reopened()).hasSize(1);
            assertThat(stores.content("")).isEqualTo(HEADER);
            assertThat(stores.content(".2"))
                    .isEqualTo(HEADER + "2001:db8::1,00:04:01,3600,1800003600,1,0,2,7,128,0,0,h,"
                            + (columns > 12 ? "02:00:00:00:00:01," : ",")
                            + (columns > 13 ? "2,," : "0,,")
                            + (columns > 15 ? "6,4," : columns > 12 ? "1,0," : ",,") + "0\n");
        }
    }

    @Test
    void aLeaseFileOfTheOtherProtocolIsRefused() {
        stores.given("", StoreFixture.HEADER);
        assertThatThrownBy(stores::open)
                .isInstanceOf(LeaseFileException.class)
                .hasMessageContaining("is not a DHCPv6 lease file: column 2 should be 'duid', not 'hwaddr'");
    }

    @Test
    void aTornLastRowIsCutOff() {
        String row = "2001:db8::1,00:04:01,3600,1800003600,1,0,0,2,128,0,0,,,0,,,,0\n";
        stores.given("", HEADER + row + row.substring(0, 30));
        assertThat(stores.reopened()).hasSize(1);
        assertThat(stores.content("")).isEqualTo(HEADER + row);
    }

    @Test
    void addressesInAWrongSubnetAreCheckedAndPrefixesNot() {
        String end = ",00:04:01,3600,1800003600,7,0,0,2,128,0,0,,,0,,,,0\n";
        stores.given(
                "",
                HEADER + "2001:db8::1" + end + "2001:db8::2" + end.replace(",7,", ",1,") + "2001:db8:100::"
                        + end.replace(",0,0,2,128,", ",0,2,2,56,"));
        try (MemoryLeaseStore store = stores.open(new LeaseFileSettings(
                Protocol.DHCP6,
                stores.file,
                0,
                0,
                new SanityChecks(LeaseChecks.FIX, ExtendedInfoChecks.NONE),
                (address, assumed) -> 1))) {
            assertThat(store.page(LeaseFilter.ALL, 9))
                    .extracting(Lease::subnetId)
                    .containsExactly(1, 1, 7);
        }
    }

    @Test
    void aCleanedUpFileHasEveryLeaseOnce() {
        List<Lease> leases = new ArrayList<>();
        List<LeaseChange> changes = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            Lease6 lease = i % 2 == 0
                    ? lease6(new Ipv6Address(0x2001_0db8_0000_0000L + i % 16, i))
                            .client(i)
                            .build()
                    : prefix(new Ipv6Address(0x2001_0db9_0000_0000L + ((long) i << 8), 0) + "/56")
                            .client(i)
                            .build();
            leases.add(like(lease).since(NOW + 9).build());
            changes.add(new Grant(null, lease));
            changes.add(new LeaseChange.Renew(lease, like(lease).since(NOW + 9).build()));
        }
        leases.sort((a, b) -> a.address().compareTo(b.address()));
        MemoryLeaseStore store = stores.open();
        store.apply(changes);
        assertThat(store.compact()).isTrue();
        assertThat(stores.content("")).isEqualTo(HEADER);
        assertThat(stores.content(".2").lines()).hasSize(2001);
        Lease6 last = lease6("ffff::1").build();
        store.apply(List.of(new Grant(null, last)));
        store.close();
        leases.add(last);
        assertThat(stores.reopened()).isEqualTo(StoreFixture.texts(leases));
    }
}
