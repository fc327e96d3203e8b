package io.holdfast.app.probe;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One client's way from DISCOVER to ACK (RFC 2131 §4.4.1), without sockets or clock: it says what to send and when it
 * wants to be asked again. Times are those of {@link System#nanoTime()}.
 */
final class ProbeClient {

    enum State {
        SELECTING,
        REQUESTING,
        BOUND,
        REFUSED,
        UNANSWERED
    }

    /** Doubled four times RFC 2131's 4 s are its limit of 64 s. */
    private static final int MOST_DOUBLINGS = 4;

    private final Identity identity;
    private final int transactionId;
    private final ProbeOptions options;
    private final boolean broadcast;
    private final RandomGenerator random;
    private final long began;

    private State state = State.SELECTING;
    private long stepBegan;
    private long wakeAt;
    private int repeats;
    private int sent;
    private @Nullable Message4 offer;
    private @Nullable Message4 last;
    private long offerNanos;
    private long ackNanos;

    ProbeClient(
            Identity identity,
            int transactionId,
            ProbeOptions options,
            boolean broadcast,
            RandomGenerator random,
            long now) {
        this.identity = identity;
        this.transactionId = transactionId;
        this.options = options;
        this.broadcast = broadcast;
        this.random = random;
        began = now;
        stepBegan = now;
        wakeAt = now;
    }

    /** What is to be sent now; absent when it is not time, or over. */
    byte @Nullable [] due(long now) {
        if (over() || now - wakeAt < 0) {
            return null;
        }
        if (now - giveUpAt() >= 0) {
            state = State.UNANSWERED;
            return null;
        }
        // RFC 2131 §4.1: 4 s, 8 s and so on to 64 s, each give or take a second, here a quarter of the first wait.
        long first = options.firstWait().toNanos();
        long wait = (first << Math.min(repeats, MOST_DOUBLINGS)) + random.nextLong(-first / 4, first / 4 + 1);
        repeats++;
        sent++;
        wakeAt = Math.min(now + wait, giveUpAt());
        return message(now).toBytes();
    }

    private long giveUpAt() {
        return began + options.timeout().toNanos();
    }

    private Request4 message(long now) {
        Message4 offered = state == State.SELECTING ? null : offer;
        Request4 message = begin(offered == null ? MessageType4.DHCPDISCOVER : MessageType4.DHCPREQUEST)
                .secs((int) Math.min(0xffff, Duration.ofNanos(now - began).toSeconds()));
        if (broadcast) {
            message.broadcast();
        }
        Ipv4Address wanted = offered == null ? options.request() : offered.yourAddress();
        if (wanted != null) {
            message.option(OptionCode4.REQUESTED_ADDRESS, wanted);
        }
        if (offered != null) {
            message.option(OptionCode4.SERVER_IDENTIFIER, payload(offered, OptionCode4.SERVER_IDENTIFIER));
        }
        return message.requesting(1, 3, 6, 12, 15, 28, 42, 51, 54, 58, 59, 119, 121);
    }

    private Request4 begin(MessageType4 type) {
        Request4 message = Request4.of(type, transactionId, identity.hardware());
        return identity.clientId() == null
                ? message
                : message.option(
                        OptionCode4.CLIENT_IDENTIFIER, identity.clientId().bytes());
    }

    /** The message that gives the lease back; only when bound. */
    byte[] release() {
        Message4 ack = lease();
        return begin(MessageType4.DHCPRELEASE)
                .clientAddress(ack.yourAddress())
                .option(OptionCode4.SERVER_IDENTIFIER, payload(ack, OptionCode4.SERVER_IDENTIFIER))
                .toBytes();
    }

    /** Takes an answer; returns whether it was one that was waited for. */
    boolean answered(Message4 answer, long now) throws MalformedPacketException {
        MessageType4 type = answer.type();
        if (over() || type == null || !Objects.equals(identity.hardware(), answer.hardware())) {
            return false;
        }
        if (state == State.SELECTING && type == MessageType4.DHCPOFFER) {
            // An offer that does not say whose it is cannot be accepted.
            if (answer.addressOption(OptionCode4.SERVER_IDENTIFIER) == null) {
                return false;
            }
            offer = answer;
            offerNanos = now - stepBegan;
            state = State.REQUESTING;
            stepBegan = now;
            wakeAt = now;
            repeats = 0;
            return true;
        }
        if (state == State.REQUESTING && (type == MessageType4.DHCPACK || type == MessageType4.DHCPNAK)) {
            last = answer;
            ackNanos = now - stepBegan;
            state = type == MessageType4.DHCPACK ? State.BOUND : State.REFUSED;
            return true;
        }
        return false;
    }

    boolean over() {
        return state == State.BOUND || state == State.REFUSED || state == State.UNANSWERED;
    }

    State state() {
        return state;
    }

    int transactionId() {
        return transactionId;
    }

    Identity identity() {
        return identity;
    }

    long wakeAt() {
        return wakeAt;
    }

    /** Whether the message sent last was sent before. */
    boolean repeating() {
        return repeats > 1;
    }

    int messagesSent() {
        return sent;
    }

    @Nullable
    Message4 offer() {
        return offer;
    }

    /** The ACK or NAK; not before the one or other has come. */
    Message4 lease() {
        if (last == null) {
            throw new IllegalStateException("the client has no answer yet");
        }
        return last;
    }

    long offerNanos() {
        return offerNanos;
    }

    long ackNanos() {
        return ackNanos;
    }

    private static byte[] payload(Message4 message, int code) {
        byte[] payload = message.option(code);
        return payload == null ? new byte[0] : payload;
    }
}
