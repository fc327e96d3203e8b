package io.holdfast.app.probe;

import io.holdfast.address.IpAddress;
import io.holdfast.wire.MalformedPacketException;
import java.io.PrintStream;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One client's way to its lease, without sockets or clock: it says what to send and when it wants to be asked again.
 * Times are those of {@link System#nanoTime()}.
 *
 * @param <M> what answers are read as
 */
interface ProbeClient<M> {

    enum State {
        /** Waits for an offer. */
        SELECTING,
        REQUESTING,
        BOUND,
        REFUSED,
        UNANSWERED
    }

    /** Something to send. */
    record Message(byte[] data, IpAddress source, IpAddress destination) {}

    State state();

    /** Whether nothing is to be sent or waited for any more. */
    boolean over();

    /** That of the message sent last. */
    int transactionId();

    long wakeAt();

    /** What is to be sent now; absent when it is not time, or over. */
    @Nullable
    Message due(long now);

    /** Takes an answer; returns whether it was one that was waited for. */
    boolean answered(M answer, long now) throws MalformedPacketException;

    /** How many times a message has been sent again. */
    int repeated();

    /** The addresses and prefixes of a bound client. */
    Collection<?> leased();

    /** From the first message to the offer; after it, to the lease. */
    long offerNanos();

    long ackNanos();

    /** Prints what has just been sent. */
    void tellSending(String target, PrintStream out);

    /** Prints what has just been answered. */
    void tellAnswer(M answer, PrintStream out) throws MalformedPacketException;

    /** Prints what came of it all. */
    void tellEnd(PrintStream out);
}
