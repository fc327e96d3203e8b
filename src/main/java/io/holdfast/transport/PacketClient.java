package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.telemetry.Meters;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A packet socket as a client without an address has it: broadcasts frames, and receives datagrams to its port whatever
 * their address. Linux only.
 */
public final class PacketClient implements ClientSocket {

    private static final byte[] EVERYBODY = new byte[6];

    static {
        Arrays.fill(EVERYBODY, (byte) 0xff);
    }

    private final Link link;
    private final int port;
    private final int serverPort;
    private final LinuxSocket socket;
    private final LinuxReceiver receiver;
    private final MessageBatch batch = new MessageBatch();

    private PacketClient(Link link, int port, int serverPort, LinuxSocket socket) {
        this.link = link;
        this.port = port;
        this.serverPort = serverPort;
        this.socket = socket;
        receiver = LinuxReceiver.packets(link, socket, Meters.NONE);
    }

    /** @throws SocketOpenException also where there are no packet sockets */
    public static PacketClient open(Link link, int port, int serverPort) throws SocketOpenException {
        if (!LinuxCalls.supported()) {
            throw new SocketOpenException("packet sockets are there on Linux only, on x86-64, ARM64 and RISC-V");
        }
        return new PacketClient(link, port, serverPort, LinuxSocket.packet(link, PacketFilter.client(port)));
    }

    @Override
    public String target() {
        return link.name();
    }

    /** In a frame to everybody, whatever the destination. */
    @Override
    public void send(byte[] data, IpAddress source, IpAddress destination) throws IOException {
        long at = MessageBatch.dataAt(0);
        MemorySegment.copy(data, 0, batch.data(), ValueLayout.JAVA_BYTE, at + Ipv4Udp.HEADER_BYTES, data.length);
        Ipv4Udp.write(
                batch.data(),
                at,
                data.length,
                ((Ipv4Address) source).bits(),
                port,
                ((Ipv4Address) destination).bits(),
                serverPort);
        batch.length(0, Ipv4Udp.HEADER_BYTES + data.length);
        batch.frameTo(0, link.index(), EVERYBODY);
        int sent = batch.send(socket.descriptor(), 0, 1);
        if (sent < 0) {
            throw new IOException("cannot send by " + link.name() + ": " + Linux.error(-sent));
        }
    }

    @Override
    public void receive(Consumer<Datagram> handler) throws IOException {
        receiver.receive(handler);
    }

    @Override
    public void close() {
        socket.close();
    }
}
