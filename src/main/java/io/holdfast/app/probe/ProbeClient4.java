package io.holdfast.app.probe;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One client's way from DISCOVER to ACK (RFC 2131 §4.4.1). */
final class ProbeClient4 implements ProbeClient<Message4> {

    /** RFC 2131 §4.1: 4 s, 8 s and so on, each give or take a second. */
    private static final int SPREAD = 4;

    private final Identity identity;
    private final int transactionId;
    private final ProbeOptions options;
    private final boolean broadcast;
    private final Attempts attempts;

    private State state = State.SELECTING;
    private boolean released;
    private @Nullable Message4 offer;
    private @Nullable Message4 last;
    private long offerNanos;
    private long ackNanos;

    ProbeClient4(
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
        attempts = new Attempts(options.plan(), SPREAD, random, now);
    }

    @Override
    public @Nullable Message due(long now) {
        if (over() || !attempts.isDue(now)) {
            return null;
        }
        if (state == State.BOUND) {
            released = true;
            return release();
        }
        if (attempts.isTooLate(now)) {
            state = State.UNANSWERED;
            return null;
        }
        attempts.sending(now);
        return new Message(message(now).toBytes(), Ipv4Address.UNSPECIFIED, Ipv4Address.BROADCAST);
    }

    private Request4 message(long now) {
        Message4 offered = state == State.SELECTING ? null : offer;
        Request4 message = begin(offered == null ? MessageType4.DHCPDISCOVER : MessageType4.DHCPREQUEST)
                .secs((int)
                        Math.min(0xffff, Duration.ofNanos(attempts.elapsed(now)).toSeconds()));
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
        return message.requesting(options.plan().asking(1, 3, 6, 12, 15, 28, 42, 51, 54, 58, 59, 119, 121));
    }

    private Request4 begin(MessageType4 type) {
        Request4 message = Request4.of(type, transactionId, identity.hardware());
        return identity.clientId() == null
                ? message
                : message.option(
                        OptionCode4.CLIENT_IDENTIFIER, identity.clientId().bytes());
    }

    private Message release() {
        Message4 ack = lease();
        byte[] server = payload(ack, OptionCode4.SERVER_IDENTIFIER);
        byte[] message = begin(MessageType4.DHCPRELEASE)
                .clientAddress(ack.yourAddress())
                .option(OptionCode4.SERVER_IDENTIFIER, server)
                .toBytes();
        return new Message(
                message,
                ack.yourAddress(),
                server.length == Ipv4Address.BYTES ? Ipv4Address.of(server) : Ipv4Address.BROADCAST);
    }

    @Override
    public boolean answered(Message4 answer, long now) throws MalformedPacketException {
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
            offerNanos = attempts.next(now);
            state = State.REQUESTING;
            return true;
        }
        if (state == State.REQUESTING && (type == MessageType4.DHCPACK || type == MessageType4.DHCPNAK)) {
            last = answer;
            ackNanos = attempts.next(now);
            state = type == MessageType4.DHCPACK ? State.BOUND : State.REFUSED;
            return true;
        }
        return false;
    }

    @Override
    public boolean over() {
        return state == State.REFUSED
                || state == State.UNANSWERED
                || state == State.BOUND && (released || !options.plan().release());
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public int transactionId() {
        return transactionId;
    }

    Identity identity() {
        return identity;
    }

    ProbeOptions options() {
        return options;
    }

    @Override
    public long wakeAt() {
        return attempts.wakeAt();
    }

    boolean repeating() {
        return attempts.isRepeating();
    }

    @Override
    public int repeated() {
        return attempts.repeated();
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

    @Override
    public List<Ipv4Address> leased() {
        return List.of(lease().yourAddress());
    }

    @Override
    public long offerNanos() {
        return offerNanos;
    }

    @Override
    public long ackNanos() {
        return ackNanos;
    }

    @Override
    public void tellSending(String target, PrintStream out) {
        LeaseReport4.sending(this, target, out);
    }

    @Override
    public void tellAnswer(Message4 answer, PrintStream out) throws MalformedPacketException {
        LeaseReport4.answer(this, answer, out);
    }

    @Override
    public void tellEnd(PrintStream out) {
        LeaseReport4.end(this, out);
    }

    private static byte[] payload(Message4 message, int code) {
        byte[] payload = message.option(code);
        return payload == null ? new byte[0] : payload;
    }
}
