package io.holdfast.app.command;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.app.probe.Probe;
import io.holdfast.app.probe.ProbeOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
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

    @Parameters(
            arity = "0..1",
            paramLabel = "ADDRESS",
            description = "The server to ask by unicast; 127.0.0.1 when no interface is given.")
    private @Nullable String server;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            description = "Broadcast here, as a client without an address does (needs CAP_NET_RAW).")
    private @Nullable String interfaceName;

    @Option(
            names = {"-p", "--port"},
            description = "The server's port; default: 6767 for 127.0.0.1, else 67.")
    private @Nullable Integer port;

    @Option(
            names = "--client-port",
            defaultValue = "68",
            description = "Where answers to broadcasts are expected; default: ${DEFAULT-VALUE}.")
    private int clientPort;

    @Option(names = "--mac", paramLabel = "HEX", description = "Hardware address; default: the interface's, or random.")
    private @Nullable String mac;

    @Option(names = "--client-id", paramLabel = "HEX", description = "Client identifier (option 61).")
    private @Nullable String clientId;

    @Option(names = "--request", paramLabel = "ADDRESS", description = "The address to ask for.")
    private @Nullable String request;

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
        return Probe.run(options(), System.out);
    }

    private ProbeOptions options() {
        try {
            String asked = server == null && interfaceName == null ? DEFAULT_SERVER : server;
            return new ProbeOptions(
                    asked == null ? null : Ipv4Address.parse(asked),
                    interfaceName,
                    port != null ? port : DEFAULT_SERVER.equals(asked) ? 6767 : 67,
                    clientPort,
                    mac == null ? null : HardwareAddress.parse(mac),
                    clientId == null ? null : ClientIdentifier.parse(clientId),
                    request == null ? null : Ipv4Address.parse(request),
                    release,
                    count,
                    rate,
                    Duration.ofMillis((long) (timeout * 1000)),
                    ProbeOptions.FIRST_WAIT);
        } catch (IllegalArgumentException e) {
            if (spec == null) {
                throw e;
            }
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
