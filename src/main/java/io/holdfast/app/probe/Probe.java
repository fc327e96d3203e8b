package io.holdfast.app.probe;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.transport.ClientSocket;
import io.holdfast.transport.Link;
import io.holdfast.transport.Links;
import io.holdfast.transport.PacketClient;
import io.holdfast.transport.SocketOpenException;
import io.holdfast.transport.UdpClient;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The command {@code probe}. */
public final class Probe {

    /** Every client has got a lease. */
    public static final int LEASED = 0;
    /** A client has got no answer. */
    public static final int NO_ANSWER = 1;
    /** A client was refused by a NAK, or what was asked for cannot be done. */
    public static final int REFUSED = 2;

    private Probe() {}

    /** Does what {@code options} say, prints to {@code out} what comes, and returns the exit code. */
    public static int run(ProbeOptions options, PrintStream out) {
        RandomGenerator random = new SecureRandom();
        Link link = null;
        try {
            link = link(options.interfaceName());
        } catch (SocketOpenException e) {
            out.println(e.getMessage());
            return REFUSED;
        }
        try (ClientSocket socket = open(options, link)) {
            Identity first = new Identity(hardware(options, link, random), options.clientId());
            // Frames to hardware addresses that are not the interface's own would not reach us.
            boolean broadcast =
                    link != null && (options.count() > 1 || !Objects.equals(first.hardware(), link.hardware()));
            ProbeRun run = new ProbeRun(options, socket, first, broadcast, random, out);
            return exitCode(run.clients());
        } catch (SocketOpenException e) {
            out.println(e.getMessage());
            return REFUSED;
        } catch (IOException e) {
            out.println("no answer: " + e.getMessage());
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    private static int exitCode(List<ProbeClient> clients) {
        boolean refused = clients.stream().anyMatch(client -> client.state() == ProbeClient.State.REFUSED);
        boolean all = clients.stream().allMatch(client -> client.state() == ProbeClient.State.BOUND);
        return all ? LEASED : refused ? REFUSED : NO_ANSWER;
    }

    private static ClientSocket open(ProbeOptions options, @Nullable Link link) throws SocketOpenException {
        Ipv4Address server = options.server();
        if (server != null) {
            return UdpClient.open(server, options.serverPort());
        }
        if (link == null) {
            throw new IllegalStateException("neither a server nor an interface");
        }
        return PacketClient.open(link, options.clientPort(), options.serverPort());
    }

    private static @Nullable Link link(@Nullable String name) throws SocketOpenException {
        if (name == null) {
            return null;
        }
        List<Link> known = Links.detect(true);
        for (Link link : known) {
            if (link.name().equals(name)) {
                return link;
            }
        }
        throw new SocketOpenException("there is no interface " + name + "; there are: "
                + String.join(", ", known.stream().map(Link::name).toList()));
    }

    private static HardwareAddress hardware(ProbeOptions options, @Nullable Link link, RandomGenerator random) {
        if (options.hardware() != null) {
            return options.hardware();
        }
        if (link != null && link.hardware() != null && options.count() == 1) {
            return link.hardware();
        }
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        // Locally administered, not a group; the fourth from last byte leaves room to count up.
        bytes[0] = 0x02;
        bytes[2] = 0;
        return HardwareAddress.ethernet(bytes);
    }
}
