package io.holdfast.app.probe;

import io.holdfast.address.Duid;
import io.holdfast.transport.Datagram;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Message6;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** Clients of DHCPv6. */
record Clients6(ProbeOptions6 options, Duid first, RandomGenerator random) implements Clients<Message6> {

    private static final int ID_BITS = 0xffffff;

    @Override
    public ProbeClient<Message6> begin(int number, IntSupplier ids, long now) {
        Duid duid = number == 0 ? first : Duid.of(Identity.counted(first.bytes(), number));
        return new ProbeClient6(duid, ids, options, random, now);
    }

    @Override
    public int idMask() {
        return ID_BITS;
    }

    @Override
    public Message6 read(Datagram datagram) throws MalformedPacketException {
        return Message6.read(datagram.data(), datagram.length());
    }

    @Override
    public int transactionId(Message6 answer) {
        return answer.transactionId();
    }

    @Override
    public String offerStep() {
        return "SOLICIT to ADVERTISE";
    }

    @Override
    public String leaseStep() {
        return options.rapidCommit() ? "to REPLY" : "REQUEST to REPLY";
    }

    @Override
    public String leases() {
        return options.prefix() == null
                ? "addresses"
                : options.address() == null ? "prefixes" : "addresses and prefixes";
    }

    @Override
    public String refusal() {
        return "";
    }
}
