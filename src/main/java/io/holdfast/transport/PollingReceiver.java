package io.holdfast.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;

/** Receives from several sockets in one thread: waits for all, then takes a batch of each that has something. */
final class PollingReceiver implements Station.Receiver {

    private static final int POLLFD_BYTES = 8;

    private final String name;
    private final List<LinuxReceiver> sources;
    private final MemorySegment state;
    private final MemorySegment descriptors;

    PollingReceiver(String name, List<LinuxReceiver> sources) {
        this.name = name;
        this.sources = List.copyOf(sources);
        Arena arena = Arena.ofAuto();
        state = LinuxCalls.state(arena);
        descriptors = arena.allocate((long) POLLFD_BYTES * sources.size(), 8);
        for (int i = 0; i < sources.size(); i++) {
            descriptors.set(
                    ValueLayout.JAVA_INT,
                    (long) i * POLLFD_BYTES,
                    sources.get(i).socket().descriptor());
            descriptors.set(ValueLayout.JAVA_SHORT, (long) i * POLLFD_BYTES + 4, (short) Linux.POLLIN);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void receive(Consumer<Datagram> handler) throws IOException {
        int ready = LinuxCalls.poll(state, descriptors, sources.size(), Station.PATIENCE_MILLIS);
        if (ready < 0 && ready != -Linux.EINTR) {
            throw new IOException(Linux.error(-ready));
        }
        for (int i = 0; ready > 0 && i < sources.size(); i++) {
            // Errors as well: receiving tells which.
            if (descriptors.get(ValueLayout.JAVA_SHORT, (long) i * POLLFD_BYTES + 6) != 0) {
                sources.get(i).receiveNow(handler);
            }
        }
    }
}
