package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In each protocol: two servers on one database hear every client, as behind one relay; one is killed, and the other one goes on. */
@Tag("slow")
@ParameterizedClass
@EnumSource
@ExtendWith(ServerLogOnFailure.class)
class TwoServersTests implements ServerLogOnFailure.Source {

    private static final int CLIENTS = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Parameter
    Family family;

    private @Nullable Site site;

    @Override
    public String logs() {
        return site == null ? "" : site.logs();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EMBEDDED")
    void theyNeverGiveOneLeaseTwiceAndOneServesOnAlone(StoreKind kind) throws Exception {
        kind.assumeWanted();
        family.assumeWanted();
        try (Site opened = Site.on(kind, folder, family)) {
            site = opened;
            ServerProcess first = opened.serve(opened.serverHost(Site.SERVER));
            opened.serve(opened.serverHost(Site.OTHER_SERVER));
            NetworkNamespace crowdHost = opened.nearHost("crd", Site.CROWD);
            try (ClientCrowd crowd = ClientCrowd.open(
                    family,
                    crowdHost,
                    family.near(Site.CROWD),
                    family.near(Site.SERVER),
                    family.near(Site.OTHER_SERVER))) {
                awaitCount(crowd, CLIENTS);
                first.kill();
                int then = crowd.count();
                awaitCount(crowd, then + CLIENTS);
                crowd.disperse();
                assertThat(crowd.conflicts()).isEmpty();
                List<LeaseRow> rows = opened.store(family).rows();
                assertThat(LeaseRow.overlaps(rows)).isEmpty();
                Map<String, Set<String>> stored = LeaseRow.byClient(rows);
                assertThat(stored.values())
                        .as("each client has one address, and in DHCPv6 one prefix")
                        .allSatisfy(leases -> assertThat(leases).hasSize(family == Family.V4 ? 1 : 2));
                assertThat(stored).containsAllEntriesOf(crowd.acknowledged());
                System.out.println(kind + " " + family + ", two servers: " + then
                        + " acknowledged clients when one was killed, " + crowd.count() + " at the end, " + rows.size()
                        + " rows of " + stored.size() + " clients, none missing, none twice");
            }
        }
    }

    private static void awaitCount(ClientCrowd crowd, int count) {
        await(count + " acknowledgements").atMost(PATIENCE).until(() -> crowd.count() >= count);
    }
}
