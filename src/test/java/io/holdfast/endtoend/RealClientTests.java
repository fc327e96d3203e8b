package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/** Real clients get, renew and release a lease, directly and through a real relay, and decline one, on every store. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(ServerLogOnFailure.class)
class RealClientTests implements ServerLogOnFailure.Source {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path everything;

    @Parameter
    StoreKind kind;

    private final AtomicInteger clients = new AtomicInteger();
    private @Nullable Site site;
    private @Nullable Relay relay;
    private @Nullable TestAbortedException missing;

    @BeforeParameterizedClassInvocation
    void start() throws IOException {
        try {
            site = Site.on(kind, Files.createDirectories(folder()));
            site.serve(site.serverHost(Site.SERVER));
        } catch (TestAbortedException e) {
            missing = e; // kept, so that every test says what is missing: Maven is silent about an aborted class
        }
    }

    @AfterParameterizedClassInvocation
    void end() {
        if (relay != null) {
            relay.close();
            relay = null; // the next store has its own
        }
        if (site != null) {
            site.close();
            site = null;
        }
        missing = null;
    }

    @Override
    public String logs() {
        return site == null ? "" : site.logs();
    }

    @ParameterizedTest
    @EnumSource
    void aClientWithoutAddressGetsRenewsAndReleasesALease(ClientProgram program) {
        program.assumeInstalled();
        getsRenewsAndReleases(program, "near", 1);
    }

    @ParameterizedTest
    @EnumSource
    void aClientBehindARelayGetsRenewsAndReleasesALease(ClientProgram program) {
        program.assumeInstalled();
        if (relay == null) {
            relay = Relay.start(site(), folder().resolve("relay.log"));
        }
        getsRenewsAndReleases(program, "far", 2);
    }

    private void getsRenewsAndReleases(ClientProgram program, String lan, int subnet) {
        NetworkNamespace host = site().lab().host("cli", lan);
        try (RunningClient client = RunningClient.start(program, host, home(), null)) {
            String address = client.awaitEvent("BOUND", 0);
            assertThat(address).startsWith("198.18." + subnet + ".");
            LeaseRow first = row(address).orElseThrow();
            assertThat(first.inUse()).isTrue();
            assertThat(first.hardware()).isEqualTo(hardware(host));
            assertThat(first.subnet()).isEqualTo(subnet);

            // The stores count in seconds: a renewal in the next one shows.
            long obtained = first.expire() - first.lifetime();
            await("the next second").until(() -> Instant.now().getEpochSecond() > obtained);
            int events = client.events().size();
            client.renew();
            assertThat(client.awaitEvent("RENEW", events)).isEqualTo(address);
            LeaseRow renewed = row(address).orElseThrow();
            assertThat(renewed.expire()).isGreaterThan(first.expire());
            assertThat(renewed.hardware()).isEqualTo(first.hardware());
            assertThat(renewed.inUse()).isTrue();

            client.release();
            await("the release of " + address)
                    .atMost(PATIENCE)
                    .until(() -> row(address).filter(LeaseRow::inUse).isEmpty());
        }
    }

    /** They ask (ARP) whether somebody has the address that the server gave them, and somebody has. */
    @ParameterizedTest
    @EnumSource(names = {"UDHCPC", "DHCPCD"})
    void anAddressFoundInUseIsDeclinedAndAnotherOneGiven(ClientProgram program) {
        program.assumeInstalled();
        String used = "198.18.1." + (200 + program.ordinal());
        NetworkNamespace neighbour = site().lab().host("nbr", "near");
        neighbour.ip("addr add " + used + "/24 brd + dev eth0");
        NetworkNamespace host = site().lab().host("cli", "near");
        try (RunningClient client = RunningClient.start(program, host, home(), used)) {
            await("the decline of " + used)
                    .atMost(PATIENCE)
                    .until(() -> row(used).filter(LeaseRow::isDeclined).isPresent());
            assertThat(row(used).orElseThrow().hardware()).isEmpty();
            String address = client.awaitEvent("BOUND", 0);
            assertThat(address).isNotEqualTo(used);
            assertThat(row(address).orElseThrow().hardware()).isEqualTo(hardware(host));
        }
    }

    private static String hardware(NetworkNamespace host) {
        try {
            return host.inside(() ->
                    HexFormat.of().formatHex(NetworkInterface.getByName("eth0").getHardwareAddress()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<LeaseRow> row(String address) {
        return site().store().row(address);
    }

    private Path home() {
        return folder().resolve("client" + clients.incrementAndGet());
    }

    private Path folder() {
        return everything.resolve(kind.name());
    }

    private Site site() {
        if (missing != null) {
            throw missing;
        }
        if (site == null) {
            throw new IllegalStateException("not started");
        }
        return site;
    }
}
