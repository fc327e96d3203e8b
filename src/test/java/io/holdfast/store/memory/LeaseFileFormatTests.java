package io.holdfast.store.memory;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.store.memory.StoreFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Release;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of the lease file and their meaning, in both directions. */
class LeaseFileFormatTests {

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

    record Vector(String row, Lease4 lease) {
        @Override
        public String toString() {
            return row;
        }
    }

    static Stream<Vector> vectors() {
        Lease4 plain = lease("10.1.0.1")
                .hardware(HardwareAddress.parse("02:00:00:00:00:01"))
                .clientId(ClientIdentifier.parse("01:02:00:00:00:00:01"))
                .lifetime(604800)
                .since(NOW)
                .build();
        return Stream.of(
                new Vector("10.1.0.1,02:00:00:00:00:01,01:02:00:00:00:00:01,604800,1800604800,1,0,0,,0,,0", plain),
                new Vector(
                        "10.1.0.1,02:00:00:00:00:01,,604800,1800604800,1,0,0,,0,,0",
                        io.holdfast.lease.LeaseBuilder.like(plain)
                                .clientId(null)
                                .build()),
                new Vector(
                        "10.1.0.1,,01:02:00:00:00:00:01,604800,1800604800,1,0,0,,0,,0",
                        io.holdfast.lease.LeaseBuilder.like(plain)
                                .hardware(null)
                                .build()),
                new Vector(
                        "255.255.255.255,,,86400,1800086400,4294967294,0,0,,1,,4294967295",
                        lease("255.255.255.255")
                                .hardware(null)
                                .clientId(null)
                                .lifetime(86400)
                                .state(LeaseState.DECLINED)
                                .subnet(0xffff_fffe)
                                .pool(0xffff_ffff)
                                .build()),
                new Vector(
                        "10.1.0.1,02:00:00:00:00:01,01:02:00:00:00:00:01,4294967295,6094967295,7,1,0,host.example.,2,,9",
                        io.holdfast.lease.LeaseBuilder.like(plain)
                                .lifetime(Lease4.INFINITE)
                                .subnet(7)
                                .fqdn(true, false)
                                .hostname("host.example.")
                                .state(LeaseState.EXPIRED_RECLAIMED)
                                .pool(9)
                                .build()),
                new Vector(
                        "10.1.0.1,02:00:00:00:00:01,01:02:00:00:00:00:01,604800,1800604800,1,0,1,a&#x2cb,3,"
                                + "{ \"n\": \"1&#x2c 2 &#x26#x2c Z&#xc3&#xbc\" },0",
                        io.holdfast.lease.LeaseBuilder.like(plain)
                                .fqdn(false, true)
                                .hostname("a,b")
                                .state(LeaseState.RELEASED)
                                .context("{ \"n\": \"1, 2 &#x2c Zü\" }")
                                .build()),
                new Vector(
                        "10.1.0.1,02:00:00:00:00:01,01:02:00:00:00:00:01,604800,1800604800,1,0,0,,0,"
                                + "{ \"ISC\": { \"relay-agent-info\": { \"relay-id\": \"0102\"&#x2c"
                                + " \"remote-id\": \"0A0B0C\"&#x2c \"sub-options\": \"0x0203\" } } },0",
                        io.holdfast.lease.LeaseBuilder.like(plain)
                                .context("{ \"ISC\": { \"relay-agent-info\": { \"relay-id\": \"0102\","
                                        + " \"remote-id\": \"0A0B0C\", \"sub-options\": \"0x0203\" } } }")
                                .relay(new byte[] {1, 2}, new byte[] {10, 11, 12})
                                .build()));
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
        Lease4 lease = lease("10.1.0.1").client(1).build();
        Lease4 nameless = lease("10.1.0.2").hardware(null).clientId(null).build();
        MemoryLeaseStore store = stores.open();
        store.apply(List.of(new Grant(null, lease), new Grant(null, nameless)));
        store.apply(List.of(new Release(lease, null), new Release(nameless, null)));

        assertThat(stores.content(""))
                .endsWith("10.1.0.1,02:00:00:00:00:01,01:02:00:00:00:00:01,0,1800000000,1,0,0,,0,,0\n"
                        // Kea refuses rows without identity unless they are declined.
                        + "10.1.0.2,,,0,1800000000,1,0,0,,1,,0\n");
        store.close();
        assertThat(stores.reopened()).isEmpty();
    }

    @Test
    void aLifetimeOfZeroIsKeptAsOneSecondThatEndsAtTheSameTime() {
        Lease4 released =
                lease("10.1.0.1").state(LeaseState.RELEASED).lifetime(0).build();
        stores.open().apply(List.of(new Grant(null, released)));
        stores.close();
        try (StoreFixture again = new StoreFixture(stores.file.getParent())) {
            Lease row = again.open().page(io.holdfast.lease.LeaseFilter.ALL, 10).getFirst();
            assertThat(row.expire()).isEqualTo(released.expire());
            assertThat(row.validLifetime()).isOne();
            assertThat(row.state()).isEqualTo(LeaseState.RELEASED);
        }
    }

    @Test
    void ofSeveralRowsOfAnAddressTheLastCounts() {
        stores.given(
                "",
                HEADER
                        + "10.1.0.1,02:00:00:00:00:01,,3600,1800000100,1,0,0,,0,,0\n"
                        + "10.1.0.2,02:00:00:00:00:02,,3600,1800000100,1,0,0,,0,,0\n"
                        + "10.1.0.1,02:00:00:00:00:03,,3600,1800000200,1,0,0,,0,,0\n"
                        + "\n"
                        + "10.1.0.2,02:00:00:00:00:02,,0,1800000100,1,0,0,,0,,0\n"
                        + "10.1.0.3,02:00:00:00:00:04,,0,1800000100,1,0,0,,0,,0\n");
        assertThat(stores.reopened()).singleElement().asString().startsWith("10.1.0.1 hw=02:00:00:00:00:03");
    }

    @Test
    void hexadecimalDigitsMayBeWrittenAsOlderFilesDo() {
        stores.given("", HEADER + "10.1.0.1,2:0:5E:10:0:1,0102aB,3600,1800000100,1,0,0,,0,,0\n");
        assertThat(stores.reopened()).singleElement().asString().contains("hw=02:00:5e:10:00:01 id=01:02:ab");
    }

    @Test
    void filesOfOlderVersionsAreReadAndRewritten() {
        String old = "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname";
        for (String more : List.of("", ",state", ",state,user_context")) {
            String missing = ",0,,0".substring(more.isEmpty() ? 0 : more.equals(",state") ? 2 : 3);
            stores.given(
                    "",
                    old + more + "\n10.1.0.1,02:00:00:00:00:01,,3600,1800000100,1,0,0,h"
                            + ",0,,0".substring(0, 5 - missing.length()) + "\n");
            assertThat(stores.reopened()).hasSize(1);
            assertThat(stores.content("")).isEqualTo(HEADER);
            assertThat(stores.content(".2"))
                    .isEqualTo(HEADER + "10.1.0.1,02:00:00:00:00:01,,3600,1800000100,1,0,0,h,0,,0\n");
            assertThat(stores.reopened()).singleElement().asString().contains("host='h' DEFAULT");
        }
    }

    @Test
    void columnsOfNewerVersionsAreLeftOut() {
        stores.given("", HEADER.strip() + ",colour\n10.1.0.1,02:00:00:00:00:01,,3600,1800000100,1,0,0,h,0,,5,blue\n");
        assertThat(stores.reopened()).singleElement().asString().contains("pool=5");
        assertThat(stores.content("")).isEqualTo(HEADER);
    }

    @Test
    void whatIsNoLeaseFileIsRefusedAndLeftAlone() {
        for (String content : List.of(
                "address,duid,valid_lifetime\n", "address,hwaddr\n", "hello\nworld\n", "\0\0\0\0\0\0\n", "\0\0\0")) {
            stores.given("", content);
            assertThatThrownBy(stores::open)
                    .isInstanceOf(LeaseFileException.class)
                    .hasMessageContaining(stores.file.toString())
                    .hasMessageContaining("not a DHCPv4 lease file");
            assertThat(stores.content("")).isEqualTo(content);
        }
    }

    @Test
    void aFileThatEndsWithinItsHeaderIsANewFile() {
        for (int length = 0; length < HEADER.length(); length++) {
            stores.given("", HEADER.substring(0, length));
            assertThat(stores.reopened()).isEmpty();
            assertThat(stores.content("")).isEqualTo(HEADER);
        }
    }

    @Test
    void textInUtf8ThatIsNotEscapedIsUnderstood() throws Exception {
        Files.write(
                stores.file,
                (HEADER + "10.1.0.1,02:00:00:00:00:01,,3600,1800000100,1,0,0,,0,{ \"ort\": \"Köln\" },0\n")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(stores.reopened()).singleElement().asString().contains("Köln");
    }

    @Test
    void linesMayBeLongerThanAnyBuffer() {
        String note = "n".repeat(3_000_000);
        stores.given(
                "",
                HEADER + "10.1.0.1,02:00:00:00:00:01,,3600,1800000100,1,0,0,,0,{ \"n\": \"" + note + "\" },0\n"
                        + "10.1.0.2,02:00:00:00:00:01,,3600,1800000100,1,0,0,,0,,0\n");
        assertThat(stores.reopened()).hasSize(2).first().asString().hasSizeGreaterThan(3_000_000);
    }
}
