package io.holdfast.app.probe;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IpAddress;
import io.holdfast.transport.ClientSocket;
import io.holdfast.transport.Link;
import io.holdfast.transport.Links;
import io.holdfast.transport.PacketClient;
import io.holdfast.transport.SocketOpenException;
import io.holdfast.transport.UdpClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
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
    /** A client was refused by a NAK or a status, or what was asked for cannot be done. */
    public static final int REFUSED = 2;

    private Probe() {}

    /** Asks by DHCPv4, prints to {@code out} what comes, and returns the exit code. */
    public static int run(ProbeOptions options, PrintStream out) {
        return run(options.plan(), out, (link, random) -> {
            Identity first =
                    new Identity(hardware(options.plan(), options.hardware(), link, random), options.clientId());
            // Frames to hardware addresses that are not the interface's own would not reach us.
            boolean broadcast =
                    link != null && (options.plan().count() > 1 || !Objects.equals(first.hardware(), link.hardware()));
            return new Clients4(options, first, broadcast, random);
        });
    }

    /** The same by DHCPv6. */
    public static int run(ProbeOptions6 options, PrintStream out) {
        return run(options.plan(), out, (link, random) -> {
            HardwareAddress hardware = hardware(options.plan(), options.hardware(), link, random);
            return new Clients6(options, options.duid() != null ? options.duid() : linkLayer(hardware), random);
        });
    }

    /** Makes the clients of a protocol, for a link if it is asked by one. */
    @FunctionalInterface
    private interface Maker<M> {
        Clients<M> make(@Nullable Link link, RandomGenerator random);
    }

    private static <M> int run(ProbePlan plan, PrintStream out, Maker<M> maker) {
        RandomGenerator random = new SecureRandom();
        Link link = null;
        try {
            link = link(plan.interfaceName());
        } catch (SocketOpenException e) {
            out.println(e.getMessage());
            return REFUSED;
        }
        Clients<M> kind = maker.make(link, random);
        try (ClientSocket socket = open(plan, kind, link)) {
            return exitCode(new ProbeRun<>(plan, socket, kind, random, out).clients());
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

    private static int exitCode(List<? extends ProbeClient<?>> clients) {
        boolean refused = clients.stream().anyMatch(client -> client.state() == ProbeClient.State.REFUSED);
        boolean all = clients.stream().allMatch(client -> client.state() == ProbeClient.State.BOUND);
        return all ? LEASED : refused ? REFUSED : NO_ANSWER;
    }

    private static ClientSocket open(ProbePlan plan, Clients<?> kind, @Nullable Link link) throws SocketOpenException {
        IpAddress server = plan.server();
        if (server != null) {
            return UdpClient.open(server, plan.serverPort());
        }
        if (link == null) {
            throw new IllegalStateException("neither a server nor an interface");
        }
        return kind instanceof Clients6
                ? UdpClient.open(link, plan.clientPort(), plan.serverPort())
                : PacketClient.open(link, plan.clientPort(), plan.serverPort());
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

    private static HardwareAddress hardware(
            ProbePlan plan, @Nullable HardwareAddress wanted, @Nullable Link link, RandomGenerator random) {
        if (wanted != null) {
            return wanted;
        }
        if (link != null && link.hardware() != null && plan.count() == 1) {
            return link.hardware();
        }
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        // Locally administered, not a group; the fourth from last byte leaves room to count up.
        bytes[0] = 0x02;
        bytes[2] = 0;
        return HardwareAddress.ethernet(bytes);
    }

    /** DUID-LL (RFC 8415 §11.4): it needs no memory of when it was made. */
    private static Duid linkLayer(HardwareAddress hardware) {
        return Duid.of(ByteBuffer.allocate(4 + hardware.length())
                .putShort((short) 3)
                .putShort((short) hardware.type())
                .put(hardware.bytes())
                .array());
    }
}
