package io.holdfast.app;

import io.holdfast.allocate.ProbeBook;
import io.holdfast.config.ServerConfig;
import io.holdfast.engine.Decision;
import io.holdfast.pipeline.AddressProber;
import io.holdfast.pipeline.Prober;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.EchoSocket;
import io.holdfast.transport.SocketOpenException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Pings addresses as long as the configuration wants that. */
final class Pings implements Prober {

    private final ProbeBook book;
    private final Consumer<Datagram> lanes;
    private final LongSupplier clockSeconds;
    private final RandomGenerator random;
    private final ThreadFactory threads =
            Thread.ofPlatform().name("dhcp4-pings-", 0).factory();
    private volatile @Nullable AddressProber present;

    Pings(ProbeBook book, Consumer<Datagram> lanes, LongSupplier clockSeconds, RandomGenerator random) {
        this.book = book;
        this.lanes = lanes;
        this.clockSeconds = clockSeconds;
        this.random = random;
    }

    @Override
    public boolean probe(Decision.Probe wanted, Datagram packet) {
        AddressProber prober = present;
        return prober != null && prober.probe(wanted, packet);
    }

    /** Before a configuration comes into effect. */
    void prepare(ServerConfig next) throws SocketOpenException {
        if (next.features().pingCheck() != null && present == null) {
            AddressProber prober = new AddressProber(
                    book, EchoSocket.open(random.nextInt(1 << 16)), lanes, clockSeconds, System::nanoTime);
            prober.start(threads);
            present = prober;
        }
    }

    /** After it has: nobody asks any more, if it does not want it. */
    void keep(ServerConfig next) {
        if (next.features().pingCheck() == null) {
            close();
        }
    }

    void close() {
        AddressProber prober = present;
        present = null;
        if (prober != null) {
            prober.close();
        }
    }
}
