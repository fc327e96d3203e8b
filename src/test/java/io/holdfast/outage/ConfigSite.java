package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A server of one mode whose configuration is in a database, and a client. Leases are in a file: nothing else is away. */
record ConfigSite(Dhcp protocol, Mode mode, ServerUnderTest server, TestClient client) implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final int CLIENT = 0xa1;

    /** @param database a configuration that has it for leases */
    static LeaseDatabaseConfig config(Dhcp protocol, LeaseDatabaseConfig database) {
        return LeaseDatabaseConfig.memfile().serving(protocol).configuredBy(database);
    }

    /** Its process may have ended already. */
    static ConfigSite started(Path directory, Dhcp protocol, Mode mode, LeaseDatabaseConfig database) {
        ServerUnderTest server = ServerUnderTest.start(ServersByMode.made(directory), config(protocol, database));
        return new ConfigSite(protocol, mode, server, protocol.client(server, CLIENT + mode.ordinal()));
    }

    String use() {
        return protocol == Dhcp.V4 ? "config-1" : "config6-1";
    }

    Status status() {
        return Status.of(server, protocol, use());
    }

    /** Whether what it goes by is from the copy on disk; empty when it has nothing of the database. */
    Optional<Object> fromCopy() {
        Object content = status().database().get("content");
        return content == null
                ? Optional.empty()
                : Optional.ofNullable(Answer.map(content).get("from-copy"));
    }

    void await(String state) {
        Awaitility.await("state " + state)
                .atMost(Outage.SOON)
                .until(() -> status().state().equals(state));
    }

    Answer pull() {
        return Answer.of(server.command(protocol, "config-backend-pull", "{}"));
    }

    Answer set(LeaseDatabaseConfig database) {
        return Answer.of(server.configSet(config(protocol, database)));
    }

    /** A client that begins anew gets what was promised. */
    void assertKept(ConfigAway away) {
        client.patience(away.promised(mode) == ConfigAway.Promised.SILENCE ? SILENCE : Outage.SOON);
        assertThat(away.breach(mode, client.tryToBind())).isEmpty();
        assertThat(server.isReady()).isEqualTo(away.promised(mode) != ConfigAway.Promised.SILENCE);
        assertThat(server.isAlive()).isTrue();
        Outage.assertNobodyRefused(server, protocol);
    }

    /** Without a command clients are served by what the database says now. */
    void awaitLifetime(int seconds) {
        client.patience(Outage.SOON);
        Awaitility.await("lifetime " + seconds).atMost(Outage.SOON).until(() -> {
            Optional<? extends Heard> heard = client.tryToBind();
            return heard.map(HostsAsking::longest)
                    .filter(each -> each == seconds)
                    .isPresent();
        });
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
