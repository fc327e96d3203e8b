package io.holdfast.outage;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Cells of a table of faults: a database is lost and restored in time under a client of one protocol. One server and one
 * database of each product serve all cells; the mode is set by {@code config-set}.
 */
final class FaultCells implements AutoCloseable {

    private static final int TRIES = 1000;
    private static final int WAIT_MILLIS = 200;
    private static final int ATTEMPTS_TO_SEE = 2;

    /** What serves all cells of a product. */
    private record Served(Wire wire, ServerUnderTest server) {}

    private final Dhcp protocol;
    private final Path directory;
    private final Databases databases = new Databases();
    private final Map<Product, Served> served = new EnumMap<>(Product.class);
    private int cells;

    FaultCells(Dhcp protocol, Path directory) {
        this.protocol = protocol;
        this.directory = directory;
    }

    void survive(Breakage breakage, Product product, Mode mode) {
        boolean survived = false;
        BreakableServer database = databases.healthy(product);
        try {
            Served through = serving(database);
            LeaseDatabaseConfig config = config(database, through.wire(), mode);
            through.server().configSet(config);
            try (TestClient client = protocol.client(through.server(), 0x100 + ++cells)) {
                client.bind();
                Outage outage = new Outage(database, mode, config, through.server(), client);
                breakage.strike(database, through.wire());
                outage.awaitLoss().assertAway(ATTEMPTS_TO_SEE);
                breakage.mend(database, through.wire());
                outage.awaitReturn(breakage.name(), System.currentTimeMillis()).assertOver();
            }
            survived = true;
        } finally {
            if (!survived) { // the next cell must not suffer from it
                forget(product);
            }
        }
    }

    private LeaseDatabaseConfig config(BreakableServer database, Wire wire, Mode mode) {
        return LeaseDatabaseConfig.of(database, wire)
                .serving(protocol)
                .impatient()
                .onFail(mode.word(), TRIES, WAIT_MILLIS);
    }

    private Served serving(BreakableServer database) {
        return served.computeIfAbsent(database.product(), product -> {
            Wire wire = Wire.to("127.0.0.1", database.port());
            LeaseDatabaseConfig config = config(database, wire, Mode.STOP_RETRY_EXIT);
            return new Served(wire, ServerUnderTest.start(directory.resolve(product.name() + cells), config));
        });
    }

    private void forget(Product product) {
        Served broken = served.remove(product);
        if (broken != null) {
            broken.server().close();
            broken.wire().close();
        }
        databases.forget(product);
    }

    @Override
    public void close() {
        List.copyOf(served.keySet()).forEach(this::forget);
        databases.close();
    }
}
