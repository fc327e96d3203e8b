package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that is killed and started again: what a client sees, with nobody there to help. */
@Timeout(180)
class KilledDatabaseTests {

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration BACK = Duration.ofSeconds(30);

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource
    void aRenewingClientIsAnsweredWithItsAddressWhenTheDatabaseIsBack(Product product) {
        try (BreakableServer database = BreakableServer.started(product);
                ServerUnderTest server = ServerUnderTest.start(
                        directory, LeaseDatabaseConfig.of(database).onFail("serve-retry-exit", 100, 200));
                TestClient4 client = TestClient4.of(server, "02:00:00:00:00:01")) {
            Heard4 bound = client.bind();
            assertThat(client.renew()).contains(bound);

            database.kill();
            client.patience(SILENCE);
            assertThat(client.renew()).isEmpty();
            assertThat(client.rebind()).isEmpty();
            assertThat(server.isAlive()).isTrue();

            database.start();
            Heard4 renewed = await("answer to a renewal")
                    .atMost(BACK)
                    .until(client::renew, Optional::isPresent)
                    .orElseThrow();
            assertThat(renewed).isEqualTo(bound);
            assertThat(server.ended()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatStaysAwayEndsTheServer(Product product) {
        try (BreakableServer database = BreakableServer.started(product);
                ServerUnderTest server = ServerUnderTest.start(
                        directory, LeaseDatabaseConfig.of(database).onFail("serve-retry-exit", 3, 100));
                TestClient4 client = TestClient4.of(server, "02:00:00:00:00:02")) {
            client.bind();
            database.kill();
            assertThat(client.patience(SILENCE).renew()).isEmpty();
            assertThat(server.awaitEnd(BACK)).isEqualTo(1);
            assertThat(server.log().with("still away after attempt")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatIsNotThereKeepsTheServerFromStarting(Product product) {
        try (BreakableServer database = BreakableServer.stopped(product);
                ServerUnderTest server = ServerUnderTest.start(directory, LeaseDatabaseConfig.of(database))) {
            assertThat(server.ended()).hasValue(1);
            assertThat(server.log().with("127.0.0.1:" + database.port())).isNotEmpty();
        }
    }
}
