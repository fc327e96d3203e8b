package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.ClientIdentity;
import io.holdfast.classify.PacketFacts;
import io.holdfast.config.ServerConfig4;
import io.holdfast.engine.FlexIds;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.OptionCode4;
import org.jspecify.annotations.Nullable;

/** The identifier that an expression makes of a packet, for reservations and in the place of option 61. */
final class FlexIdentity {

    private final FlexIds ids;

    FlexIdentity(ServerConfig4 config) {
        ids = new FlexIds(config);
    }

    /** What the client has sent as option 61, which is another now; absent payload: nothing. */
    record Replaced(byte @Nullable [] sent) {}

    /** Evaluated until there is one; then it stays as it was. */
    byte @Nullable [] of(Exchange4 x) {
        if (x.flexId == null) {
            x.flexId = ids.of(x.facts != null ? x.facts : facts(x), x.classes);
        }
        return x.flexId;
    }

    static PacketFacts facts(Exchange4 x) {
        return new PacketFacts.Of4(
                x.query().message(), x.arrival.interfaceName(), x.arrival.source(), x.arrival.destination(), x.length);
    }

    /** From here on the client is who its identifier says, until the answer tells it its own option 61 again. */
    void replace(Exchange4 x) throws MalformedPacketException {
        byte[] id = ids.replace() ? of(x) : null;
        if (id == null || id.length >= ClientIdentifier.MAX_BYTES) {
            return;
        }
        byte[] made = FlexIds.behindZeros(1, id);
        Query4 query = x.query();
        x.replaced = new Replaced(query.message().option(OptionCode4.CLIENT_IDENTIFIER));
        x.query = Query4.of(
                query.message().with(OptionCode4.CLIENT_IDENTIFIER, made),
                query.duty(),
                new ClientIdentity(ClientIdentifier.of(made), query.identity().hardware()));
        x.facts = x.facts == null ? null : facts(x);
    }
}
