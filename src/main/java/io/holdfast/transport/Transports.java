package io.holdfast.transport;

import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the server's sockets in the way this platform and the settings allow. */
public final class Transports {

    private static final Logger LOG = LoggerFactory.getLogger(Transports.class);

    private Transports() {}

    /**
     * Opens what can be opened at once. What cannot is retried in the background as the settings say.
     *
     * @param threads makes the receiving threads and one that looks after the sockets
     * @param givenUp is told, by the latter, when all sockets are required and the last retry has failed
     * @throws SocketOpenException when an interface is unknown or all sockets are required, something cannot be opened,
     *     and no retries are wanted
     */
    public static Transport open(
            TransportSettings settings, ThreadFactory threads, Meters meters, Consumer<String> givenUp)
            throws SocketOpenException {
        ListeningTransport transport =
                new ListeningTransport(settings, opener(settings, meters), threads, meters, givenUp);
        transport.open();
        return transport;
    }

    private static Station.Opener opener(TransportSettings settings, Meters meters) {
        if (settings.nativeAccess() && LinuxCalls.supported()) {
            return switch (settings.protocol()) {
                case DHCP4 -> link -> LinuxStation.open(link, settings, meters);
                case DHCP6 -> link -> LinuxStation6.open(link, settings.serverPort(), meters);
            };
        }
        if (settings.protocol() == Protocol.DHCP6) {
            LOG.warn("No sockets for ff05::1:3 here: relays must send to an address that is listened on, or ff02::1:2");
        } else if (settings.raw()) {
            LOG.warn("No packet sockets here: clients without an address are served through relays only");
        }
        return link -> PortableStation.open(link, settings.protocol(), settings.serverPort(), meters);
    }
}
