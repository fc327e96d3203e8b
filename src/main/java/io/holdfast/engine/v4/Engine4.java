package io.holdfast.engine.v4;

import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.config.ServerConfig;
import io.holdfast.engine.Decision;
import org.jspecify.annotations.Nullable;

/**
 * DHCPv4 for one configuration: open an exchange, decide until it is an answer or silence, and after the commit write the
 * reply. Safe for many threads; an exchange belongs to one.
 */
public final class Engine4 {

    public Engine4(ServerConfig config, OfferBook offers, AddressPickers pickers, EngineSettings4 settings) {}

    /** Reads a packet. Never throws: what cannot be served is decided as silence. */
    public Exchange4 open(byte[] data, int length, Arrival arrival) {
        throw new UnsupportedOperationException();
    }

    /** @param now seconds since 1970 */
    public Decision decide(Exchange4 x, long now) {
        throw new UnsupportedOperationException();
    }

    /** Writes the reply, after the changes are durable; absent when nothing is sent (RELEASE, DECLINE). To be called once. */
    public @Nullable Transmission reply(Exchange4 x, long now) {
        throw new UnsupportedOperationException();
    }
}
