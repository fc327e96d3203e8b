package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import java.util.HashMap;
import java.util.Map;

/** What one server has offered to whom: nothing to two at the same time. */
final class OfferNotes {

    /** How long a server keeps an offer. */
    static final int SECONDS = 30;

    private record Note(SimulatedClient client, int transaction, long until, long moment) {}

    private final World world;
    private final Map<Ipv4Address, Note> notes = new HashMap<>();

    OfferNotes(World world) {
        this.world = world;
    }

    void offered(SimulatedClient client, Ipv4Address address, int transaction) {
        long now = world.seconds();
        Note other = notes.put(address, new Note(client, transaction, now + SECONDS - 5, world.ledger.moment()));
        world.findings.require(
                other == null
                        || other.client == client
                        || other.until < now
                        || !other.client.awaits(other.transaction) // it has gone on, and may have let it go
                        || !world.ledger.wasFree(address, other.moment), // somebody had it, and may have claimed it
                () -> address + " is offered to " + client + " and " + (other == null ? "nobody" : other.client));
    }
}
