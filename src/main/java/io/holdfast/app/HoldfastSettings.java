package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.HostSettings;
import io.holdfast.app.database.RecoverySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the process: where things are, not how clients are served, which is the configuration's business.
 *
 * @param configFile Kea's JSON with a Dhcp4 object, a Dhcp6 object or both, in one file or two; without one the bundled
 *     example runs, on loopback
 * @param stateDirectory lease files, the server's DUID and other state
 * @param logDirectory log files that the configuration names are made here, whatever directory it names
 * @param offerHold how long an offered address is kept for the client that was offered it
 * @param nativeSockets use the operating system's packet sockets and batch calls where there are any
 * @param recovery how a lost database is got back, beside what the configuration says
 * @param hosts what holds of reservations, beside what the configuration says
 */
@ConfigurationProperties("holdfast")
public record HoldfastSettings(
        @DefaultValue List<Path> configFile,
        @DefaultValue("holdfast-state") Path stateDirectory,
        @DefaultValue("holdfast-state/log") Path logDirectory,
        @DefaultValue Dhcp dhcp4,
        @DefaultValue Dhcp dhcp6,
        @DefaultValue("30s") Duration offerHold,
        @DefaultValue("true") boolean nativeSockets,
        @NestedConfigurationProperty @DefaultValue RecoverySettings recovery,
        @NestedConfigurationProperty @DefaultValue HostSettings hosts) {

    /** Above the ports that need rights. */
    private static final int EXAMPLE_PORT_4 = 6767;

    private static final int EXAMPLE_PORT_6 = 5547;

    /**
     * One protocol's.
     *
     * @param port to listen on; 67 or 547, but 6767 or 5547 (which need no rights) while the bundled example runs
     * @param clientPort clients listen on; 68 or 546
     * @param replyToSource answer a client on our own link at the address and port its packet came from, so that it can be
     *     probed without the right to bind the clients' port; false, but true while the bundled example runs
     */
    public record Dhcp(
            @Nullable Integer port,
            @Nullable Integer clientPort,
            @Nullable Boolean replyToSource) {}

    public boolean runsExample() {
        return configFile.isEmpty();
    }

    public int serverPort(Protocol protocol) {
        Integer port = of(protocol).port();
        if (port != null) {
            return port;
        }
        if (!runsExample()) {
            return protocol.serverPort();
        }
        return switch (protocol) {
            case DHCP4 -> EXAMPLE_PORT_4;
            case DHCP6 -> EXAMPLE_PORT_6;
        };
    }

    public int clientPort(Protocol protocol) {
        Integer port = of(protocol).clientPort();
        return port != null ? port : protocol.clientPort();
    }

    public boolean replyToSource(Protocol protocol) {
        Boolean wanted = of(protocol).replyToSource();
        return wanted != null ? wanted : runsExample();
    }

    private Dhcp of(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> dhcp4;
            case DHCP6 -> dhcp6;
        };
    }
}
