package io.holdfast.app.command;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.app.probe.Probe;
import io.holdfast.app.probe.ProbeOptions;
import io.holdfast.app.probe.ProbeOptions6;
import io.holdfast.app.probe.ProbePlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code probe}: a small DHCP client that shows the lease it gets, and how long each step took. */
@Command(
        name = "probe",
        description = {
            "Ask a server for a lease, print it, and how long each step took.",
            "Exit code: 0 a lease, 1 no answer, 2 refused."
        },
        mixinStandardHelpOptions = true)
public final class ProbeCommand implements Callable<Integer> {

    private static final String DEFAULT_SERVER = "127.0.0.1";
    private static final String DEFAULT_SERVER_6 = "::1";

    @Parameters(
            arity = "0..1",
            paramLabel = "ADDRESS",
            description = {
                "The server to ask by unicast; 127.0.0.1, or ::1 with -6, when no interface is given.",
                "With -6 others than ::1 are asked as a relay does: by unicast servers take nothing else."
            })
    private @Nullable String server;

    @Option(names = "-6", description = "Ask by DHCPv6.")
    private boolean six;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            description =
                    "Ask everybody here, as a client without an address does (needs CAP_NET_RAW; with -6 the right to bind port 546).")
    private @Nullable String interfaceName;

    @Option(
            names = {"-p", "--port"},
            description = "The server's port; default: 6767 for 127.0.0.1, else 67; 5547 for ::1, else 547.")
    private @Nullable Integer port;

    @Option(
            names = "--client-port",
            description = "Where answers are expected with an interface; default: 68, with -6 546.")
    private @Nullable Integer clientPort;

    @Option(names = "--mac", paramLabel = "HEX", description = "Hardware address; default: the interface's, or random.")
    private @Nullable String mac;

    @Option(names = "--client-id", paramLabel = "HEX", description = "Client identifier (option 61); not with -6.")
    private @Nullable String clientId;

    @Option(names = "--request", paramLabel = "ADDRESS", description = "The address to ask for.")
    private @Nullable String request;

    @Option(
            names = "--ask",
            split = ",",
            paramLabel = "CODE",
            description = "Options to ask for besides the usual ones.")
    private List<Integer> asked = List.of();

    @Option(names = "--duid", paramLabel = "HEX", description = "DUID; default: made of the hardware address.")
    private @Nullable String duid;

    @Option(names = "--address", description = "With -6: ask for an address; this is so unless --prefix is given.")
    private boolean address;

    @Option(
            names = "--prefix",
            arity = "0..1",
            fallbackValue = "::/0",
            paramLabel = "PREFIX",
            description = "With -6: ask for a prefix, for this one if it is given; ::/56 for any of this length.")
    private @Nullable String prefix;

    @Option(
            names = "--link",
            paramLabel = "ADDRESS",
            description = "With -6 and a server: relay for clients on the link that has this address; default: ::.")
    private @Nullable String link;

    @Option(names = "--rapid-commit", description = "With -6: do without ADVERTISE and REQUEST if the server does.")
    private boolean rapidCommit;

    @Option(names = "--renew", description = "With -6: renew the lease at once.")
    private boolean renew;

    @Option(names = "--release", description = "Give the lease back afterwards.")
    private boolean release;

    @Option(
            names = {"-n", "--count"},
            defaultValue = "1",
            description = "How many different clients; default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = {"-r", "--rate"},
            defaultValue = "0",
            description = "Clients a second at most; 0, the default, is no limit.")
    private int rate;

    @Option(
            names = {"-t", "--timeout"},
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "For one client; default: ${DEFAULT-VALUE}.")
    private double timeout;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return six ? Probe.run(options6(), System.out) : Probe.run(options(), System.out);
        } catch (IllegalArgumentException e) {
            if (spec == null) {
                throw e;
            }
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ProbeOptions options() {
        if (duid != null || address || prefix != null || link != null || rapidCommit || renew) {
            throw new IllegalArgumentException(
                    "--duid, --address, --prefix, --link, --rapid-commit and --renew go with -6 only");
        }
        return new ProbeOptions(
                plan(Ipv4Address::parse, DEFAULT_SERVER, 6767, 67, 68, ProbeOptions.FIRST_WAIT),
                mac == null ? null : HardwareAddress.parse(mac),
                clientId == null ? null : ClientIdentifier.parse(clientId),
                request == null ? null : Ipv4Address.parse(request));
    }

    private ProbeOptions6 options6() {
        if (clientId != null) {
            throw new IllegalArgumentException("--client-id does not go with -6: give --duid");
        }
        ProbePlan plan = plan(Ipv6Address::parse, DEFAULT_SERVER_6, 5547, 547, 546, ProbeOptions6.FIRST_WAIT);
        boolean relayed =
                link != null || plan.server() != null && !plan.server().equals(Ipv6Address.parse(DEFAULT_SERVER_6));
        boolean wanted = address || request != null || prefix == null;
        return new ProbeOptions6(
                plan,
                mac == null ? null : HardwareAddress.parse(mac),
                duid == null ? null : Duid.parse(duid),
                !wanted ? null : request == null ? Ipv6Address.UNSPECIFIED : Ipv6Address.parse(request),
                prefix == null ? null : Ipv6Prefix.parse(prefix),
                !relayed ? null : link == null ? Ipv6Address.UNSPECIFIED : Ipv6Address.parse(link),
                rapidCommit,
                renew);
    }

    private ProbePlan plan(
            Function<String, IpAddress> parser,
            String local,
            int localPort,
            int serverPort,
            int ownPort,
            Duration firstWait) {
        String given = server == null && interfaceName == null ? local : server;
        IpAddress address = given == null ? null : parser.apply(given);
        return new ProbePlan(
                address,
                interfaceName,
                port != null ? port : parser.apply(local).equals(address) ? localPort : serverPort,
                clientPort != null ? clientPort : ownPort,
                release,
                count,
                rate,
                Duration.ofMillis((long) (timeout * 1000)),
                firstWait,
                asked);
    }
}
