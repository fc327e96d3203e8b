package io.holdfast.app.probe;

import io.holdfast.transport.Datagram;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Clients of DHCPv4.
 *
 * @param broadcast whether answers are to come by broadcast
 */
record Clients4(ProbeOptions options, Identity first, boolean broadcast, RandomGenerator random)
        implements Clients<Message4> {

    @Override
    public ProbeClient<Message4> begin(int number, IntSupplier ids, long now) {
        return new ProbeClient4(first.plus(number), ids.getAsInt(), options, broadcast, random, now);
    }

    @Override
    public int idMask() {
        return -1;
    }

    @Override
    public @Nullable Message4 read(Datagram datagram) throws MalformedPacketException {
        Message4 answer = Message4.read(datagram.data(), datagram.length());
        return answer.op() == Message4.BOOTREPLY ? answer : null;
    }

    @Override
    public int transactionId(Message4 answer) {
        return answer.transactionId();
    }

    @Override
    public String offerStep() {
        return "DISCOVER to OFFER";
    }

    @Override
    public String leaseStep() {
        return "REQUEST to ACK";
    }

    @Override
    public String leases() {
        return "addresses";
    }

    @Override
    public String refusal() {
        return " by NAK";
    }
}
