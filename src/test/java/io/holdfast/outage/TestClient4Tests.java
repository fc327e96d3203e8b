package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the client hears from a server whose database is well: the row of the table with which the others compare. */
@Timeout(60)
class TestClient4Tests {

    private static final Duration SILENCE = Duration.ofMillis(500);

    @TempDir
    private Path directory = Path.of("");

    private ServerUnderTest server;
    private TestClient4 client;

    @BeforeEach
    void start() {
        server = ServerUnderTest.start(directory, LeaseDatabaseConfig.memfile());
        client = TestClient4.of(server, "02:00:00:00:00:01");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private String lease() {
        return server.command("lease4-get", "{\"ip-address\": \"" + client.address() + "\"}");
    }

    @Test
    void eachMessageHasTheAnswerItIsDue() {
        Heard4 offer = client.discover().orElseThrow();
        assertThat(offer.type()).isEqualTo(MessageType4.DHCPOFFER);
        Heard4 ack = client.select(offer).orElseThrow();
        assertThat(ack.isAck()).isTrue();
        assertThat(ack.address()).isEqualTo(offer.address());
        assertThat(ack.lifetime()).isEqualTo(LeaseDatabaseConfig.VALID_LIFETIME);
        assertThat(client.renew()).contains(ack);
        assertThat(client.rebind()).contains(ack);
        assertThat(client.reboot()).contains(ack);
        assertThat(client.reboot(Ipv4Address.parse("198.51.100.1")).map(Heard4::type))
                .contains(MessageType4.DHCPNAK);
        Optional<Heard4> informed = client.inform();
        assertThat(informed.map(Heard4::isAck)).contains(true);
        assertThat(informed.map(Heard4::lifetime)).contains(-1L);
        assertThat(lease()).contains("\"result\":0");
    }

    @Test
    void releasedALeaseIsNobodysAndNobodyAnswers() {
        client.bind();
        assertThat(client.patience(SILENCE).release()).isEmpty();
        assertThat(lease()).contains("\"state\":3");
    }

    @Test
    void declinedAnAddressIsKeptFromAllAndNobodyAnswers() {
        client.bind();
        assertThat(client.patience(SILENCE).decline()).isEmpty();
        assertThat(lease()).contains("\"state\":1");
    }

    @Test
    void aServerThatIsOffIsSilentAndSaysSo() {
        client.bind();
        assertThat(server.isReady()).isTrue();
        assertThat(server.command("dhcp-disable")).contains("\"result\":0");
        assertThat(client.patience(SILENCE).renew()).isEmpty();
        assertThat(server.isReady()).isFalse();
        assertThat(server.isAlive()).isTrue();
        assertThat(server.health()).contains("disabled by command");
        assertThat(server.prometheus())
                .contains("holdfast_dropped_total{protocol=\"dhcp4\",reason=\"service-disabled\"}");
        assertThat(server.log().await("DHCPv4 service disabled", SILENCE)).startsWith("INFO ");
        assertThat(server.ended()).isEmpty();
    }
}
