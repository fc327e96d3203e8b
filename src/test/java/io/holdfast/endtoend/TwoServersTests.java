package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers on one database hear every client, as behind one relay; one is killed, and the other one goes on. */
@Tag("slow")
@ExtendWith(ServerLogOnFailure.class)
class TwoServersTests implements ServerLogOnFailure.Source {

    private static final String OTHER = "198.18.1.11";
    private static final String CROWD = "198.18.1.3";
    private static final int CLIENTS = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private @Nullable Site site;

    @Override
    public String logs() {
        return site == null ? "" : site.logs();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EMBEDDED")
    void theyNeverGiveOneAddressTwiceAndOneServesOnAlone(StoreKind kind) throws Exception {
        kind.assumeWanted();
        try (Site opened = Site.on(kind, folder)) {
            site = opened;
            ServerProcess first = opened.serve(opened.serverHost(Site.SERVER));
            opened.serve(opened.serverHost(OTHER));
            NetworkNamespace crowdHost = opened.lab().host("crd", "near");
            crowdHost.ip("addr add " + CROWD + "/24 brd + dev eth0");
            try (ClientCrowd crowd = ClientCrowd.open(crowdHost, CROWD, Site.SERVER, OTHER)) {
                awaitCount(crowd, CLIENTS);
                first.kill();
                int then = crowd.count();
                awaitCount(crowd, then + CLIENTS);
                crowd.disperse();
                assertThat(crowd.conflicts()).isEmpty();
                Map<String, String> stored = new HashMap<>();
                for (LeaseRow row : opened.store().rows()) {
                    assertThat(stored.put(row.hardware(), row.address()))
                            .as("one lease per client: " + row)
                            .isNull();
                }
                assertThat(stored).containsAllEntriesOf(crowd.acknowledged());
                System.out.println(kind + ", two servers: " + then + " acknowledged leases when one was killed, "
                        + crowd.count() + " at the end, " + stored.size() + " rows, none missing, none twice");
            }
        }
    }

    private static void awaitCount(ClientCrowd crowd, int count) {
        await(count + " acknowledgements").atMost(PATIENCE).until(() -> crowd.count() >= count);
    }
}
