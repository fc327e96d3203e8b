package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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

/**
 * Real clients of both protocols, which one process serves, get, renew and release leases, directly and through a real relay,
 * have another server extend them, and decline some, on every store.
 */
@ParameterizedClass
@EnumSource(StoreKind.class)
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(ServerLogOnFailure.class)
class RealClientTests implements ServerLogOnFailure.Source {

    @TempDir
    static Path everything;

    @Parameter
    StoreKind kind;

    private final AtomicInteger clients = new AtomicInteger();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, Map<ClientProgram, Future<?>>> stories = new HashMap<>();
    private @Nullable Site site;
    private @Nullable NetworkNamespace serverHost;
    private @Nullable ServerProcess server;
    private @Nullable Relay relay;
    private @Nullable TestAbortedException missing;

    @BeforeParameterizedClassInvocation
    void start() throws IOException {
        try {
            kind.assumeWanted();
            Family[] families =
                    Stream.of(Family.values()).filter(Family::isWanted).toArray(Family[]::new);
            site = Site.on(kind, Files.createDirectories(folder()), families);
            serverHost = site.serverHost(Site.SERVER);
            server = site.serve(serverHost);
        } catch (TestAbortedException e) {
            missing = e; // kept, so that every test says what is missing: Maven is silent about an aborted class
        }
    }

    @AfterParameterizedClassInvocation
    void end() {
        stories.values().forEach(each -> each.values().forEach(life -> life.cancel(true)));
        stories.clear();
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
    void aClientWithoutAddressGetsRenewsAndReleasesItsLeases(ClientProgram program) throws Exception {
        assumeThereIs(program);
        tell("near", program, () -> lives("near", 1));
    }

    @ParameterizedTest
    @EnumSource
    void aClientBehindARelayGetsRenewsAndReleasesItsLeases(ClientProgram program) throws Exception {
        assumeThereIs(program);
        if (relay == null) {
            relay = Relay.start(site(), folder());
        }
        tell("far", program, () -> lives("far", 2));
    }

    /** Clients wait more than they work, so all of a story are at it together as soon as one of them is asked about. */
    private void tell(String story, ClientProgram program, Supplier<Map<ClientProgram, Future<?>>> start)
            throws Exception {
        try {
            stories.computeIfAbsent(story, _ -> start.get()).get(program).get();
        } catch (ExecutionException e) {
            throw new AssertionError(program + ", " + story, e.getCause());
        }
    }

    private Map<ClientProgram, Future<?>> lives(String lan, int subnet) {
        return together(List.of(ClientProgram.values()), program -> {
            NetworkNamespace host = site().clientHost(lan);
            return () -> getsRenewsAndReleases(program, host, subnet);
        });
    }

    /** @param preparation makes the hosts, one after the other */
    private Map<ClientProgram, Future<?>> together(
            List<ClientProgram> programs, Function<ClientProgram, Runnable> preparation) {
        Map<ClientProgram, Future<?>> started = new EnumMap<>(ClientProgram.class);
        for (ClientProgram program : programs) {
            if (program.family().isWanted() && program.isInstalled()) {
                started.put(program, workers.submit(preparation.apply(program)));
            }
        }
        return started;
    }

    private void getsRenewsAndReleases(ClientProgram program, NetworkNamespace host, int subnet) {
        String lan = subnet == 1 ? "near" : "far";
        try (RunningClient client = RunningClient.start(program, host, home(), null)) {
            Set<String> leases = client.awaitEvents("BOUND", 0);
            Map<String, LeaseRow> first = rows(program.family(), leases);
            assertThat(first.values()).allSatisfy(row -> {
                assertThat(row.lease()).startsWith(program.family().beginning(lan));
                assertThat(row.inUse()).isTrue();
                assertThat(row.client()).endsWith(hardware(host)); // the DUIDs are made from it
                assertThat(row.subnet()).isEqualTo(subnet);
            });

            // The stores count in seconds: a renewal in the next one shows.
            long obtained = first.values().stream()
                    .mapToLong(row -> row.expire() - row.lifetime())
                    .max()
                    .orElseThrow();
            await("the next second").until(() -> Instant.now().getEpochSecond() > obtained);
            int events = client.events().size();
            client.renew();
            assertThat(client.awaitEvents("RENEW", events)).isEqualTo(leases);
            assertExtended(program, first);

            client.release();
            client.awaitWork(
                    "the release of " + leases,
                    () -> rows(program.family(), leases).values().stream().noneMatch(LeaseRow::inUse));
        }
    }

    private void assertExtended(ClientProgram program, Map<String, LeaseRow> first) {
        Map<String, LeaseRow> now = rows(program.family(), first.keySet());
        assertThat(now.keySet()).isEqualTo(first.keySet());
        now.forEach((lease, row) -> {
            LeaseRow before = first.get(lease);
            assertThat(row.expire()).as(lease).isGreaterThan(before.expire());
            assertThat(row.client()).isEqualTo(before.client());
            assertThat(row.inUse()).isTrue();
        });
    }

    /** Their server ends, and another one on the same store takes over, which has a DUID of its own. */
    @Test
    void clientsOfAServerThatIsGoneAreServedByAnother() {
        List<ClientProgram> programs = List.of(ClientProgram.DHCLIENT6, ClientProgram.DHCPCD6, ClientProgram.DIBBLER);
        programs.forEach(this::assumeThereIs);
        NetworkNamespace otherHost = site().serverHost(Site.OTHER_SERVER);
        Map<ClientProgram, RunningClient> running = new EnumMap<>(ClientProgram.class);
        try {
            Map<ClientProgram, Map<String, LeaseRow>> before = new EnumMap<>(ClientProgram.class);
            programs.forEach(program ->
                    running.put(program, RunningClient.start(program, site().clientHost("near"), home(), null)));
            running.forEach(
                    (program, client) -> before.put(program, rows(program.family(), client.awaitEvents("BOUND", 0))));
            if (kind == StoreKind.EMBEDDED) {
                server().close(); // two servers cannot have one lease file
                server = site().serve(otherHost);
            } else {
                ServerProcess first = server();
                server = site().serve(otherHost);
                first.close();
            }
            running.forEach((program, client) -> {
                assertThat(client.awaitEvents("REBIND", 0))
                        .isEqualTo(before.get(program).keySet());
                assertExtended(program, before.get(program));
            });
        } finally {
            running.values().forEach(RunningClient::close);
            if (server().host() == otherHost) {
                server().close();
                server = site().serve(Objects.requireNonNull(serverHost));
            }
        }
    }

    /** They ask (ARP) whether somebody has the address that the server gave them, and somebody has. */
    @ParameterizedTest
    @EnumSource(names = {"UDHCPC", "DHCPCD"})
    void anAddressFoundInUseIsDeclinedAndAnotherOneGiven(ClientProgram program) throws Exception {
        assumeThereIs(program);
        tell(
                "declines",
                program,
                () -> together(List.of(ClientProgram.UDHCPC, ClientProgram.DHCPCD), each -> {
                    NetworkNamespace host = site().clientHost("near");
                    NetworkNamespace neighbour = site().lab().host("nbr", "near");
                    String used = "198.18.1." + (200 + each.ordinal());
                    return () -> declines(each, host, neighbour, used, used);
                }));
    }

    /**
     * The kernel asks (DAD, RFC 4862 §5.4). The clients cannot ask for an address, so theirs is taken while they are away.
     * dhcpcd and Dibbler are not among them: Linux drops an address with lifetimes when somebody else has it, and they take
     * that for something else.
     */
    @ParameterizedTest
    @EnumSource(names = {"DHCLIENT6_ADDRESS", "DHCLIENT6"})
    void anAddressTakenByANeighbourIsDeclinedAndAnotherOneGiven(ClientProgram program) throws Exception {
        assumeThereIs(program);
        List<ClientProgram> programs = List.of(ClientProgram.DHCLIENT6_ADDRESS, ClientProgram.DHCLIENT6);
        tell(
                "declines6",
                program,
                () -> together(programs, each -> {
                    NetworkNamespace host = site().clientHost("near");
                    NetworkNamespace neighbour = site().lab().host("nbr", "near");
                    return () -> comesBackAndDeclines(each, host, neighbour);
                }));
    }

    private void comesBackAndDeclines(ClientProgram program, NetworkNamespace host, NetworkNamespace neighbour) {
        String used;
        try (RunningClient before = RunningClient.start(program, host, home(), null)) {
            used = before.awaitEvents("BOUND", 0).stream()
                    .filter(lease -> lease.indexOf('/') < 0)
                    .findFirst()
                    .orElseThrow();
        }
        host.ip("addr flush dev eth0 scope global");
        declines(program, host, neighbour, used, null);
    }

    private void declines(
            ClientProgram program,
            NetworkNamespace host,
            NetworkNamespace neighbour,
            String used,
            @Nullable String wish) {
        Family family = program.family();
        family.addAddress(neighbour, used, "eth0");
        try (RunningClient client = RunningClient.start(program, host, home(), wish)) {
            client.awaitWork(
                    "the decline of " + used,
                    () -> row(family, used).filter(LeaseRow::isDeclined).isPresent());
            assertThat(row(family, used).orElseThrow().client()).as("nobody's").matches("0*");
            Set<String> leases = client.awaitEvents("BOUND", 0);
            assertThat(leases).doesNotContain(used);
            assertThat(rows(family, leases).values())
                    .allSatisfy(row -> assertThat(row.client()).endsWith(hardware(host)));
        }
    }

    private void assumeThereIs(ClientProgram program) {
        program.family().assumeWanted();
        program.assumeInstalled();
    }

    private static String hardware(NetworkNamespace host) {
        try {
            return host.inside(() ->
                    HexFormat.of().formatHex(NetworkInterface.getByName("eth0").getHardwareAddress()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<LeaseRow> row(Family family, String lease) {
        return site().store(family).row(lease);
    }

    private Map<String, LeaseRow> rows(Family family, Set<String> leases) {
        return site().store(family).rows().stream()
                .filter(row -> leases.contains(row.lease()))
                .collect(Collectors.toMap(LeaseRow::lease, row -> row));
    }

    private Path home() {
        return folder().resolve("client" + clients.incrementAndGet());
    }

    private Path folder() {
        return everything.resolve(kind.name());
    }

    private ServerProcess server() {
        return Objects.requireNonNull(server, "not started");
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
