package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One outage under a served client, and what must be seen at each of its steps. Made before the database is broken: what
 * was logged and counted earlier is another matter.
 */
final class Outage {

    static final String LOST = "DHCP4_DB_RECONNECT_LOST_CONNECTION";
    static final String BACK = "DHCP4_DB_RECONNECT_SUCCEEDED";
    static final String FAILED = "still away after attempt ";

    /** Of what happens within a second; machines are noisy. */
    static final Duration SOON = Duration.ofSeconds(20);

    /** Promised is one reconnect-wait-time and a second. */
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(10);

    private static final Duration SILENCE = Duration.ofMillis(150);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Dhcp protocol;
    private final Product product;
    private final Mode mode;
    private final LeaseDatabaseConfig config;
    private final ServerUnderTest server;
    private final TestClient client;
    private final Heard bound;
    private final long failedBefore;
    private final long reachedBefore;

    /** @param client has a lease, and is the only one who has */
    Outage(BreakableServer database, Mode mode, LeaseDatabaseConfig config, ServerUnderTest server, TestClient client) {
        this.protocol = config.protocol();
        this.product = database.product();
        this.mode = mode;
        this.config = config;
        this.server = server;
        this.client = client;
        this.bound = client.patience(PATIENCE).renew().orElseThrow();
        // Only counting anew can find it.
        protocol.rowsOfAnotherServer(product, 1)
                .forEach(row -> database.database().execute(row));
        this.failedBefore = attempts("failed");
        this.reachedBefore = attempts("reached");
        server.log().clear();
    }

    /** The number Kea has for it. */
    static long origin(Product product) {
        return product == Product.POSTGRESQL ? 6002 : 6001;
    }

    /** A client notices. */
    Outage awaitLoss() {
        assertThat(client.patience(SILENCE).renew()).isEmpty();
        server.log().await(protocol.lost(), SOON);
        return this;
    }

    /** Some attempts fail, and what is seen from outside is what the guide says. */
    Outage assertAway(int attempts) {
        await("attempts that fail")
                .atMost(SOON)
                .until(() -> Status.of(server, protocol).attempts() >= attempts);
        Status status = Status.of(server, protocol);
        assertThat(status.state()).isEqualTo("recovering");
        assertThat(status.attempts() + status.left()).isEqualTo(tries());
        assertThat(status.lastError()).isNotBlank().doesNotContain(Template.PASSWORD);
        assertThat(server.health()).contains("\"recovering\"", "attempts-left");
        assertThat(server.prometheus())
                .contains("holdfast_backend_state{backend=\"" + protocol.backend() + "\",state=\"recovering\"} 1.0");
        assertServiceWhileAway(status);
        return this;
    }

    private void assertServiceWhileAway(Status status) {
        assertThat(status.origins()).isEqualTo(mode.stops() ? List.of(origin(product)) : List.of());
        assertThat(status.isDisabled()).isEqualTo(mode.stops());
        assertThat(server.isReady()).isEqualTo(!mode.stops());
        assertThat(server.isAlive()).isTrue();
        for (Asking asking : protocol.askings()) {
            if (asking.isHarmless()) {
                Promise promise = asking.promised(mode);
                client.patience(promise == Promise.SILENCE ? SILENCE : PATIENCE);
                assertThat(promise.breach(asking.ask(client)))
                        .as("%s in %s", asking, mode)
                        .isEmpty();
            }
        }
    }

    /** @param mended milliseconds since 1970, when the database accepted connections again */
    Outage awaitReturn(String cell, long mended) {
        server.log().await(protocol.back(), SOON);
        long took = Math.max(0, server.log().times(protocol.back()).getFirst() - mended);
        System.out.printf(
                Locale.ROOT,
                "cell: %s, %s, %s, %s: back after %d ms, %d attempts%n",
                cell,
                protocol.object(),
                product,
                mode.word(),
                took,
                attempts("failed") - failedBefore + 1);
        assertThat(Duration.ofMillis(took)).isLessThan(LONGEST_RETURN);
        return this;
    }

    /** The server is what it was, with nobody's help. */
    void assertOver() {
        assertThat(client.patience(PATIENCE).renew()).isEqualTo(Optional.of(bound));
        Status status = Status.of(server, protocol);
        assertThat(status.state()).isEqualTo("connected");
        assertThat(status.origins()).isEmpty();
        assertThat(status.isDisabled()).isFalse();
        assertThat(server.isReady()).isTrue();
        assertThat(server.isAlive()).isTrue();
        assertThat(server.ended()).isEmpty();
        await("leases counted anew")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(protocol.assigned())
                        .allSatisfy(name ->
                                assertThat(statistic(server, protocol, name)).isEqualTo(2)));
        assertNobodyRefused(server, protocol);
        assertLogged();
    }

    private void assertLogged() {
        LogLines log = server.log();
        assertThat(log.with(protocol.lost())).hasSize(1);
        assertThat(log.with(protocol.back())).hasSize(1);
        List<String> failed = log.with(FAILED);
        for (int i = 0; i < failed.size(); i++) {
            assertThat(failed.get(i)).contains(FAILED + (i + 1) + ":").contains((tries() - i - 1) + " left");
        }
        assertThat(attempts("failed") - failedBefore).isEqualTo(failed.size());
        assertThat(attempts("reached") - reachedBefore).isEqualTo(1);
        assertPauses(log.times(FAILED), waitMillis());
    }

    /**
     * From the end of one attempt to that of the next: the pause and the attempt, which has a limit of a second or two. The
     * times are those of the log lines, which a busy machine writes late.
     */
    static void assertPauses(List<Long> ends, long waitMillis) {
        for (int i = 1; i < ends.size(); i++) {
            assertThat(ends.get(i) - ends.get(i - 1)).isBetween(waitMillis / 4, waitMillis + SOON.toMillis());
        }
    }

    private long tries() {
        return (Long) config.leaseDatabase().get("max-reconnect-tries");
    }

    private long waitMillis() {
        return (Long) config.leaseDatabase().get("reconnect-wait-time");
    }

    private long attempts(String outcome) {
        return attempts(server, protocol, outcome);
    }

    /** @param outcome reached or failed */
    static long attempts(ServerUnderTest server, String outcome) {
        return attempts(server, Dhcp.V4, outcome);
    }

    static long attempts(ServerUnderTest server, Dhcp protocol, String outcome) {
        Matcher line = Pattern.compile("holdfast_backend_attempts_total\\{backend=\"" + protocol.backend()
                        + "\",outcome=\"" + outcome + "\"} ([0-9.]+)")
                .matcher(server.prometheus());
        return line.find() ? (long) Double.parseDouble(line.group(1)) : 0;
    }

    static void assertNoNak(ServerUnderTest server) {
        assertNobodyRefused(server, Dhcp.V4);
    }

    static void assertNobodyRefused(ServerUnderTest server, Dhcp protocol) {
        assertThat(protocol.refusals())
                .allSatisfy(
                        name -> assertThat(statistic(server, protocol, name)).isZero());
    }

    static long statistic(ServerUnderTest server, String name) {
        return statistic(server, Dhcp.V4, name);
    }

    /** The newest value; 0 when there is none. */
    static long statistic(ServerUnderTest server, Dhcp protocol, String name) {
        Answer answer = Answer.of(server.command(protocol, "statistic-get", "{\"name\": \"" + name + "\"}"));
        return answer.arguments().get(name) instanceof List<?> samples
                ? (Long) ((List<?>) samples.getFirst()).getFirst()
                : 0;
    }
}
