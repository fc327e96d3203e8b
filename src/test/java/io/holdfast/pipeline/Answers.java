package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;

/** What an answer may say, whatever has happened to the store before; and how its client takes it. */
final class Answers {

    /** Some seconds less than offers are kept. */
    private static final int OFFER_KEPT = OfferNotes.SECONDS - 5;

    private final World world;

    Answers(World world) {
        this.world = world;
    }

    void arrived(ServerLife from, Message4 reply) throws MalformedPacketException {
        SimulatedClient client = world.clients.get((reply.transactionId() >>> 16) - 1);
        boolean awaited = client.awaits(reply.transactionId());
        world.journal.detail(() -> reply.type() + " " + reply.yourAddress() + " from " + from + " to " + client);
        boolean heard = awaited && (world.calm || world.random.nextInt(10) != 0);
        switch (reply.type()) {
            case DHCPOFFER -> offered(from, client, reply, heard);
            case DHCPACK -> acknowledged(client, reply, awaited, heard);
            case DHCPNAK -> refused(from, client, awaited, heard);
            case null, default -> world.findings.require(false, () -> "a server has sent " + reply.type());
        }
    }

    private void offered(ServerLife from, SimulatedClient client, Message4 reply, boolean heard)
            throws MalformedPacketException {
        world.count(World.Event.OFFERED);
        Ipv4Address address = reply.yourAddress();
        requireLifetime(client, reply);
        from.offers.offered(client, address, reply.transactionId());
        if (heard) {
            client.takeOffer(new SimulatedClient.Offered(
                    address,
                    reply.addressOption(OptionCode4.SERVER_IDENTIFIER),
                    from,
                    world.seconds(),
                    world.ledger.moment()));
        }
    }

    private void acknowledged(SimulatedClient client, Message4 reply, boolean awaited, boolean heard)
            throws MalformedPacketException {
        Ipv4Address address = reply.yourAddress();
        if (address.isUnspecified()) {
            require(!awaited || client.type() == MessageType4.DHCPINFORM, client, "is acknowledged nothing");
            return;
        }
        world.count(World.Event.ACKNOWLEDGED);
        long now = world.seconds();
        long lifetime = requireLifetime(client, reply);
        long since = awaited ? client.sentAt() : 0;
        require(
                world.ledger.hasGranted(address, client, since + lifetime),
                client,
                "is acknowledged " + address + " without a commit");
        int owner = world.config.ownerOf(address);
        require(owner == 0 || owner == client.number, client, "is acknowledged what is reserved for " + owner);
        require(
                !awaited || client.target() == null || address.equals(client.target()),
                client,
                "is acknowledged another address: " + address);
        if (heard) {
            require(!client.runs(now) || client.has(address, now), client, "gets under its lease " + address);
            client.takeLease(address, lifetime);
            world.ledger.believe(client, address, now);
        }
    }

    private void refused(ServerLife from, SimulatedClient client, boolean awaited, boolean heard) {
        world.count(World.Event.REFUSED);
        Ipv4Address target = client.target();
        if (!awaited) {
            return;
        }
        long now = world.seconds();
        Ipv4Address reserved = world.config.reserved(client.number, client.subnet);
        boolean moves = reserved != null && target != null && !reserved.equals(target);
        require(moves || !client.runs(now), client, "is refused what it has");
        if (target != null && !moves) {
            Lease4 row = world.ledger.row(target);
            boolean own = row != null
                    && row.state() == LeaseState.DEFAULT
                    && client.hardware().equals(row.hardware());
            require(!own || row.lastTransaction() + row.validLifetime() < now, client, "is refused its own lease");
            SimulatedClient.Offered selected = client.selected();
            require(
                    selected == null
                            || selected.by() != from
                            || now - selected.at() > OFFER_KEPT
                            || !own && !world.ledger.wasFree(target, selected.moment()),
                    client,
                    "is refused what it has just been offered");
        }
        client.takeRefusal(heard);
    }

    private long requireLifetime(SimulatedClient client, Message4 reply) throws MalformedPacketException {
        long lifetime = reply.unsignedOption(OptionCode4.LEASE_TIME, -1);
        int full = world.config.lifetime();
        // A young lease is told of as it stands: cache-threshold is a quarter.
        require(lifetime <= full && lifetime >= full - full / 4, client, "is told a lifetime of " + lifetime);
        return lifetime;
    }

    private void require(boolean holds, SimulatedClient client, String what) {
        world.findings.require(holds, () -> client + " " + what);
    }
}
