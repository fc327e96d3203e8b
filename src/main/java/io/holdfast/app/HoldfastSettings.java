package io.holdfast.app;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the process: where things are, not how clients are served, which is the configuration's business.
 *
 * @param configFile Kea's JSON with a Dhcp4 object; without one the bundled example runs, on loopback
 * @param stateDirectory lease file and other state
 * @param logDirectory log files that the configuration names are made here, whatever directory it names
 * @param offerHold how long an offered address is kept for the client that was offered it
 * @param nativeSockets use the operating system's packet sockets and batch calls where there are any
 * @param recovery how a lost database is got back, beside what the configuration says
 */
@ConfigurationProperties("holdfast")
public record HoldfastSettings(
        @Nullable Path configFile,
        @DefaultValue("holdfast-state") Path stateDirectory,
        @DefaultValue("holdfast-state/log") Path logDirectory,
        @DefaultValue Dhcp4 dhcp4,
        @DefaultValue("30s") Duration offerHold,
        @DefaultValue("true") boolean nativeSockets,
        @NestedConfigurationProperty @DefaultValue RecoverySettings recovery) {

    private static final int EXAMPLE_PORT = 6767;

    /**
     * @param port to listen on; 67, or 6767 (which needs no rights) while the bundled example runs
     * @param clientPort clients listen on
     * @param replyToSource answer a client on our own link at the address and port its packet came from, so that it can be
     *     probed without the right to bind port 68; false, but true while the bundled example runs
     */
    public record Dhcp4(
            @Nullable Integer port,
            @DefaultValue("68") int clientPort,
            @Nullable Boolean replyToSource) {}

    public boolean runsExample() {
        return configFile == null;
    }

    public int serverPort() {
        Integer port = dhcp4.port();
        return port != null ? port : runsExample() ? EXAMPLE_PORT : 67;
    }

    public boolean replyToSource() {
        Boolean wanted = dhcp4.replyToSource();
        return wanted != null ? wanted : runsExample();
    }
}
