package io.holdfast.app;

import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Protocol;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.memory.LeaseFileSettings;
import io.holdfast.store.memory.MemoryLeaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseFileExportTests {

    @TempDir
    private Path home;

    @Test
    void everyLeaseIsInTheCopyAndNothingElseIsLeftBehind() throws IOException {
        try (LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP4)) {
            store.apply(IntStream.range(0, 2500)
                    .mapToObj(i -> new LeaseChange.Grant(null, numbered(i)))
                    .toList());
            LeaseFileExport export = new LeaseFileExport(Protocol.DHCP4, store, home.resolve("kea-leases4.csv"), home);
            export.write(home.resolve("copy.csv"));
            export.write(home.resolve("copy.csv"));
        }
        List<String> lines = Files.readAllLines(home.resolve("copy.csv"));
        assertThat(lines).hasSize(2501);
        assertThat(lines.getFirst()).startsWith("address,hwaddr,client_id,valid_lifetime,expire,subnet_id");
        assertThat(lines.getLast()).startsWith("10.0.9.195,");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve("copy.csv"));
        }
    }

    @Test
    void leasesOfDhcp6AreWrittenInTheirFormat() throws IOException {
        try (LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP6)) {
            store.apply(List.of(
                    new LeaseChange.Grant(null, prefix("2001:db8:100::/56").build()),
                    new LeaseChange.Grant(null, lease6("2001:db8::1").build())));
            new LeaseFileExport(Protocol.DHCP6, store, home.resolve("kea-leases6.csv"), home)
                    .write(home.resolve("copy.csv"));
        }
        List<String> lines = Files.readAllLines(home.resolve("copy.csv"));
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("address,duid,valid_lifetime,expire,subnet_id,pref_lifetime");
        assertThat(lines.getLast()).startsWith("2001:db8:100::,00:03:00:01:");
    }

    @Test
    void theFilesInUseAreLeftAlone() {
        try (LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP4)) {
            LeaseFileExport export = new LeaseFileExport(Protocol.DHCP4, store, home.resolve("kea-leases4.csv"), home);
            for (String name : new String[] {"kea-leases4.csv", "kea-leases4.csv.2", "kea-leases4.csv.lock"}) {
                assertThatThrownBy(() -> export.write(home.resolve(name)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("keeps its leases there");
            }
        }
    }

    @Test
    void theFilesOfTheOtherProtocolAreLeftAlone() throws IOException {
        ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
        try (LeaseStore four = MemoryLeaseStore.open(
                        LeaseFileSettings.plain(Protocol.DHCP4, home.resolve("four.csv")),
                        background,
                        System::nanoTime);
                LeaseStore six = MemoryLeaseStore.withoutFile(Protocol.DHCP6)) {
            four.apply(List.of(new LeaseChange.Grant(null, numbered(1))));
            Files.writeString(home.resolve("kea-dhcp6-serverid"), "00:03:00:01:02:00:5e:10:00:01");
            LeaseFileExport export = new LeaseFileExport(Protocol.DHCP6, six, home.resolve("six.csv"), home);
            for (String name : new String[] {"four.csv", "four.csv.2", "four.csv.lock"}) {
                assertThatThrownBy(() -> export.write(home.resolve(name)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("keeps its leases there");
            }
            assertThatThrownBy(() -> export.write(home.resolve("kea-dhcp6-serverid")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no lease file");
            assertThat(home.resolve("four.csv")).content().contains("10.0.0.1,");
            assertThat(home.resolve("kea-dhcp6-serverid")).hasContent("00:03:00:01:02:00:5e:10:00:01");
        } finally {
            background.shutdown();
        }
    }

    private static Lease4 numbered(int i) {
        return lease("10.0." + (i >> 8) + "." + (i & 255)).build();
    }
}
