package io.holdfast.control;

import static io.holdfast.control.ControlBench.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.ForwardingLeaseStore;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseEditingTests {

    private static final String MAC = "\"hw-address\": \"02:00:00:00:00:01\"";

    private final ControlBench bench = new ControlBench();

    @Test
    void anAddedLeaseTakesItsDefaultsFromItsSubnet() {
        assertThat(bench.ask("lease4-add", "{\"ip-address\": \"192.0.2.12\", " + MAC + "}"))
                .isEqualTo("{\"result\":0,\"text\":\"Lease for address 192.0.2.12, subnet-id 1 added.\"}");
        assertThat(row("192.0.2.12"))
                .extracting(
                        Lease4::subnetId, Lease4::poolId, Lease4::validLifetime, Lease4::lastTransaction, Lease4::state)
                .containsExactly(1, 7, 3600L, NOW, LeaseState.DEFAULT);
        assertThat(bench.ask("lease4-add", "{\"ip-address\": \"198.51.100.9\", " + MAC + "}"))
                .isEqualTo("{\"result\":0,\"text\":\"Lease for address 198.51.100.9, subnet-id 4294967294 added.\"}");
        assertThat(row("198.51.100.9").validLifetime()).isEqualTo(600);
    }

    @Test
    void everythingCanBeGiven() {
        assertThat(bench.ask("lease4-add", """
                {"ip-address": "192.0.2.200", "subnet-id": 1, "pool-id": 3, "hw-address": "1a:1b:1c:1d:1e:1f",
                 "client-id": "01:02", "valid-lft": 100, "expire": 1767323000, "fqdn-fwd": true, "fqdn-rev": true,
                 "hostname": "Big.Example", "state": 1, "user-context": {"ISC": {"relay-agent-info":
                   {"remote-id": "0a0b", "relay-id": "0x0C"}}}, "comment": "by hand", "cltt": 5}
                """)).contains("\"result\":0");
        assertThat(bench.ask("lease4-get", "{\"ip-address\": \"192.0.2.200\"}"))
                .contains("{\"ip-address\":\"192.0.2.200\",\"subnet-id\":1,\"pool-id\":3,"
                        + "\"hw-address\":\"1a:1b:1c:1d:1e:1f\",\"client-id\":\"01:02\",\"cltt\":1767322900,"
                        + "\"valid-lft\":100,\"fqdn-fwd\":true,\"fqdn-rev\":true,\"hostname\":\"big.example\",\"state\":1,"
                        + "\"user-context\":{\"ISC\":{\"relay-agent-info\":{\"remote-id\":\"0a0b\","
                        + "\"relay-id\":\"0x0C\"}},\"comment\":\"by hand\"}}");
        assertThat(row("192.0.2.200").remoteId()).containsExactly(10, 11);
        assertThat(row("192.0.2.200").relayId()).containsExactly(12);
    }

    /** The standard level of extended-info-checks knows the form in which Kea once kept option 82. */
    @Test
    void whatAFormerKeaKeptOfRelaysIsReadAndTheUnreadableLeftOut() {
        assertThat(bench.ask(
                        "lease4-add",
                        "{\"ip-address\": \"192.0.2.12\", " + MAC
                                + ", \"user-context\": {\"ISC\": {\"relay-agent-info\": \"0x02010A\"}}}"))
                .contains("\"result\":0");
        assertThat(row("192.0.2.12").remoteId()).containsExactly(10);
        assertThat(row("192.0.2.12").userContext())
                .isEqualTo("{\"ISC\":{\"relay-agent-info\":{\"remote-id\":\"0A\",\"sub-options\":\"0x02010A\"}}}");
        assertThat(bench.ask(
                        "lease4-add",
                        "{\"ip-address\": \"192.0.2.13\", \"hw-address\": \"020000000002\","
                                + " \"user-context\": {\"ISC\": {\"relay-agent-info\": 7}, \"room\": 5}}"))
                .contains("\"result\":0");
        assertThat(row("192.0.2.13").userContext()).isEqualTo("{\"room\":5}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"hw-address": "02:00:00:00:00:01"}                                                       => 1 'ip-address' parameter not specified
            {"ip-address": "192.0.2.12"}                                                              => 1 'hw-address' parameter not specified
            {"ip-address": "192.0.2.12", "hw-address": "zz"}                                          => 1 bad 'hw-address' parameter: not hexadecimal bytes: 'zz'
            {"ip-address": "192.0.2.12", "hw-address": "010203", "color": 1}                          => 1 unsupported parameter 'color'
            {"ip-address": "192.0.2.12", "hw-address": "010203", "valid-lft": -1}                     => 1 'valid-lft' parameter is not a 32 bit unsigned integer: -1
            {"ip-address": "192.0.2.12", "hw-address": "010203", "expire": 0}                         => 1 expiration time must be positive for address 192.0.2.12
            {"ip-address": "192.0.2.12", "hw-address": "010203", "expire": 10}                        => 1 expiration time must be greater than valid lifetime for address 192.0.2.12
            {"ip-address": "192.0.2.12", "hw-address": "010203", "fqdn-fwd": true}                    => 1 'fqdn-fwd' and 'fqdn-rev' need a 'hostname'
            {"ip-address": "192.0.2.12", "hw-address": "010203", "state": 4}                          => 1 DHCPv4 leases do not support registered state
            {"ip-address": "192.0.2.12", "hw-address": "010203", "state": 5}                          => 1 Invalid state value: 5, supported values are: 0 (default), 1 (declined), 2 (expired-reclaimed) and 3 (released)
            {"ip-address": "192.0.2.12", "hw-address": "010203", "user-context": "x"}                 => 1 'user-context' parameter must be a map
            {"ip-address": "192.0.2.12", "hw-address": "010203", "user-context": {"comment": "x"}, "comment": "y"} => 1 a 'comment' stands beside the user context and inside it
            {"ip-address": "192.0.2.12", "hw-address": "010203", "subnet-id": 9}                      => 4 Invalid subnet-id: No IPv4 subnet with subnet-id=9 currently configured.
            {"ip-address": "198.51.100.1", "hw-address": "010203", "subnet-id": 1}                    => 4 The address 198.51.100.1 does not belong to subnet 192.0.2.0/24, subnet-id=1
            {"ip-address": "203.0.113.1", "hw-address": "010203"}                                     => 4 subnet-id not specified and failed to find a subnet for address 203.0.113.1
            """)
    void whatDoesNotFitIsRefused(String arguments, String answer) {
        String expected = "{\"result\":" + answer.charAt(0) + ",\"text\":\"" + answer.substring(2) + "\"}";
        assertThat(bench.ask("lease4-add", arguments)).isEqualTo(expected);
        assertThat(bench.ask("lease4-update", arguments)).isEqualTo(expected);
        assertThat(bench.store.page(LeaseFilter.ALL, 10)).isEmpty();
    }

    @Test
    void aLeaseThatIsThereIsNotAddedAgain() {
        bench.given(lease("192.0.2.12").build());
        assertThat(bench.ask("lease4-add", "{\"ip-address\": \"192.0.2.12\", " + MAC + "}"))
                .isEqualTo("{\"result\":4,\"text\":\"IPv4 lease already exists.\"}");
    }

    @Test
    void anUpdateNeedsALeaseOrLeaveToMakeOne() {
        String arguments = "{\"ip-address\": \"192.0.2.12\", " + MAC + ", \"hostname\": \"a\"";
        assertThat(bench.ask("lease4-update", arguments + "}"))
                .isEqualTo("{\"result\":4,\"text\":\"There is no lease with address 192.0.2.12 to update; it was never"
                        + " there or has been deleted.\"}");
        assertThat(bench.ask("lease4-update", arguments + ", \"force-create\": true}"))
                .isEqualTo("{\"result\":0,\"text\":\"IPv4 lease added.\"}");
        assertThat(bench.ask("lease4-update", arguments + ", \"force-create\": true}"))
                .isEqualTo("{\"result\":0,\"text\":\"IPv4 lease updated.\"}");
        assertThat(row("192.0.2.12").hostname()).isEqualTo("a");
    }

    @Test
    void statisticsFollow() {
        bench.ask("lease4-add", "{\"ip-address\": \"192.0.2.12\", " + MAC + "}");
        assertThat(counted("assigned-addresses")).isEqualTo("1 1 1");
        assertThat(counted("declined-addresses")).isEqualTo("0 0 0");
        bench.ask("lease4-update", "{\"ip-address\": \"192.0.2.12\", " + MAC + ", \"state\": 1}");
        assertThat(counted("assigned-addresses")).isEqualTo("1 1 1");
        assertThat(counted("declined-addresses")).isEqualTo("1 1 1");
        bench.ask("lease4-del", "{\"ip-address\": \"192.0.2.12\"}");
        assertThat(counted("assigned-addresses")).isEqualTo("0 0 0");
        assertThat(counted("declined-addresses")).isEqualTo("0 0 0");
    }

    @Test
    void aLeaseIsDeletedByAddressOrByClient() {
        bench.given(lease("192.0.2.12").build(), lease("192.0.2.13").client(77).build());
        String deleted = "{\"result\":0,\"text\":\"IPv4 lease deleted.\"}";
        String missing = "{\"result\":3,\"text\":\"IPv4 lease not found.\"}";
        String byAddress = "{\"ip-address\": \"192.0.2.12\", \"hw-address\": \"01\", \"valid-lft\": 1}";
        assertThat(bench.ask("lease4-del", byAddress)).isEqualTo(deleted);
        assertThat(bench.ask("lease4-del", byAddress)).isEqualTo(missing);
        String byClient = "{\"subnet-id\": 1, \"identifier-type\": \"hw-address\", \"identifier\": \""
                + LeaseBuilder.hardwareOf(77) + "\"}";
        assertThat(bench.ask("lease4-del", byClient)).isEqualTo(deleted);
        assertThat(bench.ask("lease4-del", byClient)).isEqualTo(missing);
        assertThat(bench.ask("lease4-del", "{\"ip-address\": \"192.0.2.12\", \"update-ddns\": true}"))
                .isEqualTo("{\"result\":1,\"text\":\"'update-ddns' cannot be true: this server does no dynamic DNS\"}");
    }

    @Test
    void subnetsAreWipedOneOrAll() {
        for (int i = 10; i < 15; i++) {
            bench.ask("lease4-add", "{\"ip-address\": \"192.0.2." + i + "\", " + MAC + "}");
            bench.ask("lease4-add", "{\"ip-address\": \"198.51.100." + i + "\", " + MAC + "}");
        }
        assertThat(bench.ask("lease4-wipe", "{\"subnet-id\": 1}"))
                .isEqualTo("{\"result\":0,\"text\":\"Deleted 5 IPv4 lease(s) from subnet(s) 1\"}");
        assertThat(bench.ask("lease4-wipe", "{\"subnet-id\": 1}"))
                .isEqualTo("{\"result\":3,\"text\":\"Deleted 0 IPv4 lease(s) from subnet(s) 1\"}");
        assertThat(bench.ask("{\"command\": \"lease4-wipe\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"Deleted 5 IPv4 lease(s) from subnet(s) 1 4294967294\"}");
        assertThat(counted("assigned-addresses")).isEqualTo("0 0 0");
    }

    @Test
    void aLeaseThatAClientRenewsMeanwhileIsLookedAtAgain() {
        bench.given(lease("192.0.2.12").since(NOW - 50).build());
        Lease4 before = row("192.0.2.12");
        LeaseStore real = bench.store;
        bench.store =
                new Raced(real, once -> real.apply(List.of(new LeaseChange.Renew(before, before.renewed(NOW, 60)))), 1);
        assertThat(bench.ask("lease4-update", "{\"ip-address\": \"192.0.2.12\", " + MAC + ", \"hostname\": \"b\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"IPv4 lease updated.\"}");
        bench.store = real;
        assertThat(row("192.0.2.12").hostname()).isEqualTo("b");
    }

    @Test
    void aLeaseThatAlwaysChangesIsGivenUp() {
        bench.given(lease("192.0.2.12").since(NOW - 50).build());
        LeaseStore real = bench.store;
        bench.store = new Raced(
                real,
                nth -> {
                    Lease4 now =
                            (Lease4) real.find(List.of(new LeaseQuestion.OfAddress(Ipv4Address.parse("192.0.2.12"))))
                                    .getFirst()
                                    .getFirst();
                    real.apply(List.of(new LeaseChange.Renew(now, now.renewed(NOW + nth, 60))));
                },
                100);
        String busy = "{\"result\":4,\"text\":\"The lease with address 192.0.2.12 was changed by others each time;"
                + " ask again.\"}";
        assertThat(bench.ask("lease4-update", "{\"ip-address\": \"192.0.2.12\", " + MAC + "}"))
                .isEqualTo(busy);
        assertThat(bench.ask("lease4-del", "{\"ip-address\": \"192.0.2.12\"}")).isEqualTo(busy);
    }

    @Test
    void leasesAreWrittenToTheStateDirectoryOnly(@TempDir Path home) {
        assertThat(bench.ask("lease4-write", "{\"filename\": \"copy.csv\"}"))
                .startsWith("{\"result\":1,\"text\":\"lease4-write is only for leases in a lease file");
        bench.export = new LeaseExport() {
            @Override
            public Path directory() {
                return home;
            }

            @Override
            public void write(Path file) throws java.io.IOException {
                Files.writeString(file, "leases");
            }
        };
        assertThat(bench.ask("lease4-write", "{\"filename\": \"copy.csv\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"IPv4 lease database into '" + home + "/copy.csv'.\"}");
        assertThat(home.resolve("copy.csv")).hasContent("leases");
        for (String bad : new String[] {"../copy.csv", "/etc/passwd", "sub/copy.csv", "", "."}) {
            assertThat(bench.ask("lease4-write", "{\"filename\": \"" + bad + "\"}"))
                    .as(bad)
                    .contains("\"result\":1", "it must name a file in " + home);
        }
        assertThat(bench.ask("lease4-write", "{}"))
                .isEqualTo("{\"result\":1,\"text\":\"'filename' parameter not specified\"}");
    }

    private Lease4 row(String address) {
        return (Lease4) bench.store
                .find(List.of(new LeaseQuestion.OfAddress(Ipv4Address.parse(address))))
                .getFirst()
                .getFirst();
    }

    /** Server, subnet 1 and its pool 7. */
    private String counted(String name) {
        return value(name) + " " + value("subnet[1]." + name) + " " + value("subnet[1].pool[7]." + name);
    }

    private long value(String name) {
        var samples = bench.board.samples(name);
        return samples == null ? 0 : Objects.requireNonNull(samples).getFirst().value();
    }

    /** Somebody else is faster, a number of times. */
    private static final class Raced implements ForwardingLeaseStore {

        private final LeaseStore store;
        private final Consumer<Integer> rival;
        private final int times;
        private int raced;

        Raced(LeaseStore store, Consumer<Integer> rival, int times) {
            this.store = store;
            this.rival = rival;
            this.times = times;
        }

        @Override
        public LeaseStore store() {
            return store;
        }

        @Override
        public List<ChangeOutcome> commit(List<ChangeGroup> groups) {
            if (raced < times) {
                rival.accept(++raced);
            }
            return store.commit(groups);
        }
    }
}
