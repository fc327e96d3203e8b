package io.holdfast.outage;

import java.util.EnumMap;
import java.util.Map;

/** One server of each product for all tests of a class; what one test broke, the next does not see. */
final class Databases implements AutoCloseable {

    private final Map<Product, BreakableServer> made = new EnumMap<>(Product.class);

    /** Accepts connections and changes; without leases. Aborts the test where the product cannot be run. */
    BreakableServer healthy(Product product) {
        BreakableServer server = made.get(product);
        if (server == null) {
            server = BreakableServer.started(product);
            made.put(product, server);
            return server;
        }
        if (server.isRunning()) {
            server.resume();
        } else {
            server.start();
        }
        server.readOnly(false);
        server.database().execute("delete from lease4", "delete from lease6");
        return server;
    }

    /** A new one comes in its place: there is no telling what is left of it. */
    void forget(Product product) {
        BreakableServer broken = made.remove(product);
        if (broken != null) {
            broken.close();
        }
    }

    @Override
    public void close() {
        made.values().forEach(BreakableServer::close);
    }
}
