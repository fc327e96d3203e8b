package io.holdfast.store.memory;

import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Protocol;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * What Kea's own program makes of our file: kea-lfc reads it and writes what it has read. {@code HOLDFAST_TEST_KEA_ROOT} is
 * the root directory Kea is installed under.
 */
class KeaLeaseFile6Tests {

    private static Path root() {
        String set = System.getenv("HOLDFAST_TEST_KEA_ROOT");
        Path root = Path.of(set == null ? "/" : set);
        // What the system itself has may be a Kea of former years, whose files have fewer columns.
        if (set == null
                || !Files.isExecutable(root.resolve("usr/sbin/kea-lfc"))
                || !"root".equals(System.getProperty("user.name"))) {
            throw new TestAbortedException(
                    "NOT COMPARED WITH KEA: no usr/sbin/kea-lfc under HOLDFAST_TEST_KEA_ROOT, or not root");
        }
        return root;
    }

    @Test
    void keaReadsWhatWeWriteAndWeReadWhatKeaWrites() throws IOException, InterruptedException {
        Path root = root();
        List<Lease> leases = List.of(
                lease6("2001:db8::1")
                        .iaid(-1)
                        .hostname("host-1.example.org.")
                        .fqdn(true, true)
                        .hardware(HardwareAddress.of(6, new byte[] {2, 0, 0, 0, 0, 1}), 4)
                        .context("{ \"ISC\": { \"relay-info\": [ { \"hop\": 0, \"link\": \"2001:db8::1\" } ] } }")
                        .pool(7)
                        .build(),
                lease6("2001:db8::2").build().declined(NOW, 86_400),
                lease6("2001:db8::3").state(LeaseState.REGISTERED).build(),
                lease6("2001:db8::4")
                        .lifetime(Lease.INFINITE)
                        .preferred(Lease.INFINITE)
                        .build(),
                lease6("2001:db8::5")
                        .state(LeaseState.EXPIRED_RECLAIMED)
                        .duid(Duid.parse("00:04:01"))
                        .build(),
                prefix("2001:db8:1000::/40")
                        .state(LeaseState.RELEASED)
                        .subnet(0x7fff_fff0)
                        .build());
        Lease6 gone = lease6("2001:db8::9").build();
        Path directory = Files.createTempDirectory(root.resolve("tmp"), "holdfast-lfc");
        try (StoreFixture stores = new StoreFixture(directory, Protocol.DHCP6)) {
            MemoryLeaseStore store = stores.open();
            List<LeaseChange> changes = new ArrayList<>();
            leases.forEach(lease -> changes.add(new LeaseChange.Grant(null, lease)));
            changes.add(new LeaseChange.Grant(null, gone));
            changes.add(new LeaseChange.Release(gone, null));
            store.apply(changes);
            store.close();
            Files.move(stores.file, stores.at(".1"));
            String said = keaLfc(root, stores.file);
            assertThat(stores.at(".1")).as(said).doesNotExist();
            assertThat(stores.content(".2").lines()).as(said).hasSize(1 + leases.size());
            assertThat(stores.content(".2")).startsWith(StoreFixture.header(Protocol.DHCP6));
            assertThat(stores.reopened()).isEqualTo(StoreFixture.texts(leases));
        } finally {
            try (Stream<Path> left = Files.list(directory)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private static String keaLfc(Path root, Path file) throws IOException, InterruptedException {
        String inside = "/" + root.relativize(file);
        ProcessBuilder builder = new ProcessBuilder(
                "chroot",
                root.toString(),
                "/usr/sbin/kea-lfc",
                "-6",
                "-d",
                "-x",
                inside + ".2",
                "-i",
                inside + ".1",
                "-o",
                inside + ".output",
                "-f",
                inside + ".completed",
                "-p",
                inside + ".pid",
                "-c",
                "ignored");
        String directory = "/" + root.relativize(file.resolveSibling(""));
        for (String name : List.of("KEA_DHCP_DATA_DIR", "KEA_PIDFILE_DIR", "KEA_LOG_FILE_DIR")) {
            builder.environment().put(name, directory);
        }
        builder.environment().put("KEA_LOCKFILE_DIR", "none");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
