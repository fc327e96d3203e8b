package io.holdfast.app.probe;

import io.holdfast.transport.Datagram;
import io.holdfast.wire.MalformedPacketException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one protocol.
 *
 * @param <M> what answers are read as
 */
interface Clients<M> {

    /**
     * @param number 0 for the first
     * @param ids gives transaction ids that no client uses
     */
    ProbeClient<M> begin(int number, IntSupplier ids, long now);

    /** The bits of a transaction id. */
    int idMask();

    /** Absent when it is nothing that servers send. */
    @Nullable
    M read(Datagram datagram) throws MalformedPacketException;

    int transactionId(M answer);

    /** What the messages are called: to an offer and to a lease. */
    String offerStep();

    String leaseStep();

    /** What is leased: {@code addresses}. */
    String leases();

    /** By which message a client is refused: {@code  by NAK}. */
    String refusal();
}
