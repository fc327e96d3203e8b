package io.holdfast.transport;

import io.holdfast.address.Ipv4Address;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/**
 * Sends ICMP echo requests and hears who answers (RFC 792). One thread may send while another receives.
 *
 * <pre>
 *  0 type(1) code(1) checksum(2)   4 identifier(2) sequence number(2)   8 data
 * </pre>
 */
public final class EchoSocket implements Echoes {

    private static final int ECHO_REPLY = 0;
    private static final int ECHO_REQUEST = 8;
    private static final int BYTES = 16;
    private static final int HEADER_BYTES = 8;
    private static final int LEAST_IP_HEADER = 20;

    private final LinuxSocket socket;
    private final int identifier;
    private final MessageBatch outgoing = new MessageBatch();
    private final MessageBatch incoming = new MessageBatch();

    private EchoSocket(LinuxSocket socket, int identifier) {
        this.socket = socket;
        this.identifier = identifier & 0xffff;
    }

    /**
     * @param identifier to know our own requests by
     * @throws SocketOpenException also where there are no such sockets
     */
    public static EchoSocket open(int identifier) throws SocketOpenException {
        if (!LinuxCalls.supported()) {
            throw new SocketOpenException("addresses can be pinged on Linux only, on x86-64, ARM64 and RISC-V");
        }
        return new EchoSocket(LinuxSocket.icmp(), identifier);
    }

    @Override
    public synchronized boolean send(Ipv4Address to, int sequence) {
        MemorySegment data = outgoing.data();
        long at = MessageBatch.dataAt(0);
        data.asSlice(at, BYTES).fill((byte) 0);
        data.set(ValueLayout.JAVA_BYTE, at, (byte) ECHO_REQUEST);
        data.set(MessageBatch.BIG_SHORT, at + 4, (short) identifier);
        data.set(MessageBatch.BIG_SHORT, at + 6, (short) sequence);
        data.set(MessageBatch.BIG_SHORT, at + 2, (short) ~sum(data, at));
        outgoing.length(0, BYTES);
        outgoing.udpTo(0, to.bits(), 0);
        outgoing.packetInfo(0, 0, 0);
        return outgoing.send(socket.descriptor(), 0, 1) == 1;
    }

    /** RFC 1071: the sum of all halves of words in the one's complement. */
    private static int sum(MemorySegment data, long at) {
        int sum = 0;
        for (int i = 0; i < BYTES; i += Short.BYTES) {
            sum += data.get(MessageBatch.BIG_SHORT, at + i) & 0xffff;
        }
        return (sum & 0xffff) + (sum >>> 16);
    }

    @Override
    public void receive(Consumer<Ipv4Address> answered) throws IOException {
        int count = incoming.receive(socket.descriptor());
        if (count < 0 && count != -Linux.EAGAIN && count != -Linux.EINTR) {
            throw new IOException("cannot receive by the " + socket + ": " + Linux.error(-count));
        }
        for (int i = 0; i < count; i++) {
            if (isOurs(i)) {
                answered.accept(new Ipv4Address(incoming.sourceAddress(i)));
            }
            incoming.expect(i);
        }
    }

    @Override
    public void discard() {
        for (int count = incoming.receiveNow(socket.descriptor());
                count > 0;
                count = incoming.receiveNow(socket.descriptor())) {
            for (int i = 0; i < count; i++) {
                incoming.expect(i);
            }
        }
    }

    /** The kernel leaves the IP header on. */
    private boolean isOurs(int i) {
        MemorySegment data = incoming.data();
        long at = MessageBatch.dataAt(i);
        int header = incoming.length(i) < LEAST_IP_HEADER ? 0 : (data.get(ValueLayout.JAVA_BYTE, at) & 0xf) * 4;
        return header >= LEAST_IP_HEADER
                && incoming.length(i) >= header + HEADER_BYTES
                && data.get(ValueLayout.JAVA_BYTE, at + header) == ECHO_REPLY
                && (data.get(MessageBatch.BIG_SHORT, at + header + 4) & 0xffff) == identifier;
    }

    @Override
    public void close() {
        socket.close();
    }
}
