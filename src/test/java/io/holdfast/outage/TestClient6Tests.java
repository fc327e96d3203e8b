package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv6Address;
import io.holdfast.wire.v6.MessageType6;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the client hears from a server whose database is well: the row of the table with which the others compare. */
@Timeout(60)
class TestClient6Tests {

    private static final Duration SILENCE = Duration.ofMillis(500);

    @TempDir
    private Path directory = Path.of("");

    private ServerUnderTest server;
    private TestClient6 client;

    @BeforeEach
    void start() {
        server = ServerUnderTest.start(directory, LeaseDatabaseConfig.memfile().serving(Dhcp.V6));
        client = TestClient6.of(server, 1);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private List<String> leases() {
        return client.lastLease().leaseArguments().stream()
                .map(arguments -> server.command(Dhcp.V6, "lease6-get", arguments))
                .toList();
    }

    @Test
    void eachMessageHasTheAnswerItIsDue() {
        Heard6 advertise = client.solicit().orElseThrow();
        assertThat(advertise.type()).isEqualTo(MessageType6.ADVERTISE);
        assertThat(advertise.server()).isEqualTo(LeaseDatabaseConfig.SERVER_DUID);
        Heard6 reply = client.request(advertise).orElseThrow();
        assertThat(reply.isAck()).isTrue();
        assertThat(reply.takesAway()).isFalse();
        assertThat(reply.given()).hasSize(2).isEqualTo(advertise.given());
        assertThat(reply.leases()).allSatisfy(lease -> {
            assertThat(lease.valid()).isEqualTo(LeaseDatabaseConfig.VALID_LIFETIME);
            assertThat(lease.preferred()).isEqualTo(LeaseDatabaseConfig.PREFERRED_LIFETIME);
        });
        assertThat(client.renew()).contains(reply);
        assertThat(client.rebind()).contains(reply);
        assertThat(client.solicitRapidly()).contains(reply);
        assertThat(leases()).hasSize(2).allMatch(lease -> lease.contains("\"state\":0"));
    }

    @Test
    void whatNeedsNoLeaseGivesNone() {
        client.bind();
        assertThat(client.confirm()).hasValueSatisfying(answer -> {
            assertThat(answer.isAck()).isTrue();
            assertThat(answer.takesAway()).isFalse();
            assertThat(answer.leases()).isEmpty();
        });
        assertThat(client.confirm(Ipv6Address.parse("2001:db8:2::1")))
                .hasValueSatisfying(answer ->
                        assertThat(answer.refusals()).singleElement().asString().startsWith("NotOnLink"));
        assertThat(client.requestInformation()).hasValueSatisfying(answer -> {
            assertThat(answer.isAck()).isTrue();
            assertThat(answer.takesAway()).isFalse();
            assertThat(answer.leases()).isEmpty();
        });
    }

    @Test
    void releasedLeasesAreNobodys() {
        client.bind();
        assertThat(client.release())
                .hasValueSatisfying(answer -> assertThat(answer.takesAway()).isFalse());
        assertThat(leases()).noneMatch(lease -> lease.contains("\"state\":0"));
    }

    @Test
    void declinedAnAddressIsKeptFromAll() {
        client.bind();
        assertThat(client.decline())
                .hasValueSatisfying(answer -> assertThat(answer.takesAway()).isFalse());
        assertThat(leases().getFirst()).contains("\"state\":1");
        assertThat(leases().getLast()).contains("\"state\":0");
    }

    @Test
    void aServerThatIsOffIsSilentAndSaysSo() {
        client.bind();
        assertThat(server.isReady()).isTrue();
        assertThat(server.command(Dhcp.V6, "dhcp-disable", "{}")).contains("\"result\":0");
        assertThat(client.patience(SILENCE).renew()).isEmpty();
        assertThat(client.requestInformation()).isEmpty();
        assertThat(server.isReady()).isFalse();
        assertThat(server.isAlive()).isTrue();
        assertThat(server.health()).contains("disabled by command");
        assertThat(server.ended()).isEmpty();
    }
}
