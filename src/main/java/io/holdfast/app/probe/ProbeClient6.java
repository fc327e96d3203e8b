package io.holdfast.app.probe;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.transport.Multicast6;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One client's way from SOLICIT to REPLY (RFC 8415 §18.2), and perhaps on to RENEW and RELEASE. */
final class ProbeClient6 implements ProbeClient<Message6> {

    /** RFC 8415 §15: RAND is a tenth at most. */
    private static final int SPREAD = 10;

    private static final int IAID = 1;
    private static final int MAX_ELAPSED = 0xffff;
    /** Where a relayed client is, for the relay: answers come to the relay, which is us. */
    private static final Ipv6Address PEER = Ipv6Address.parse("fe80::1");
    /** DNS, NTP, boot file, and SOL_MAX_RT, which RFC 8415 §18.2.1 demands. */
    private static final int[] REQUESTED = {23, 24, 56, 59, OptionCode6.SOL_MAX_RT};

    private static final int[] REQUESTED_WITH_PREFIX = {23, 24, 56, 59, OptionCode6.SOL_MAX_RT, OptionCode6.PD_EXCLUDE};

    private final Duid duid;
    private final IntSupplier ids;
    private final ProbeOptions6 options;
    private final List<IaType> wanted = new ArrayList<>();
    private final Attempts attempts;

    private State state = State.SELECTING;
    /** What is being sent; absent when nothing is any more. */
    private @Nullable MessageType6 sending = MessageType6.SOLICIT;

    private @Nullable MessageType6 unanswered;
    private int transactionId;
    private @Nullable Offered6 last;
    private @Nullable Offered6 lease;
    private @Nullable String refusal;
    private long offerNanos;
    private long ackNanos;
    private long lastNanos;

    ProbeClient6(Duid duid, IntSupplier ids, ProbeOptions6 options, RandomGenerator random, long now) {
        this.duid = duid;
        this.ids = ids;
        this.options = options;
        transactionId = ids.getAsInt();
        attempts = new Attempts(options.plan(), SPREAD, random, now);
        if (options.address() != null) {
            wanted.add(IaType.NA);
        }
        if (options.prefix() != null) {
            wanted.add(IaType.PD);
        }
    }

    @Override
    public @Nullable Message due(long now) {
        MessageType6 type = sending;
        if (type == null || !attempts.isDue(now)) {
            return null;
        }
        if (attempts.isTooLate(now)) {
            if (type != MessageType6.RELEASE) {
                state = State.UNANSWERED;
            }
            unanswered = type;
            sending = null;
            return null;
        }
        attempts.sending(now);
        return new Message(message(type, now).toBytes(), Ipv6Address.UNSPECIFIED, Multicast6.RELAYS_AND_SERVERS);
    }

    private Request6 message(MessageType6 type, long now) {
        long hundredths = Duration.ofNanos(attempts.elapsedOfMessage(now)).toMillis() / 10;
        Request6 message = Request6.of(type, transactionId).clientId(duid);
        Offered6 given = last;
        Duid server = server();
        if (server != null) {
            message.serverId(server);
        }
        message.elapsed((int) Math.min(MAX_ELAPSED, hundredths));
        if (type != MessageType6.RELEASE) {
            message.requesting(options.plan().asking(options.prefix() == null ? REQUESTED : REQUESTED_WITH_PREFIX));
        }
        if (type == MessageType6.SOLICIT && options.rapidCommit()) {
            message.rapidCommit();
        }
        if (given == null) {
            wish(message);
        } else {
            given.ias().forEach(ia -> name(message, ia));
        }
        if (options.link() != null) {
            // RFC 8357: the answer is to come to the port we send from, not to that of relays.
            message.relayedBy(options.link(), PEER).relayOption(OptionCode6.RELAY_SOURCE_PORT, new byte[2]);
        }
        return message;
    }

    private void wish(Request6 message) {
        Ipv6Address address = options.address();
        if (address != null) {
            if (address.isUnspecified()) {
                message.ia(IaType.NA, IAID);
            } else {
                message.ia(IAID, address);
            }
        }
        Ipv6Prefix prefix = options.prefix();
        if (prefix != null) {
            if (prefix.length() == 0) {
                message.ia(IaType.PD, IAID);
            } else {
                message.ia(IAID, prefix);
            }
        }
    }

    private static void name(Request6 message, Ia6 ia) {
        message.beginIa(ia.type(), ia.iaid(), 0, 0);
        for (IaLease6 lease : Offered6.given(ia)) {
            if (ia.type() == IaType.NA) {
                message.address(lease.address(), 0, 0);
            } else {
                message.prefix(lease.prefix(), 0, 0);
            }
        }
        message.endIa();
    }

    @Override
    public boolean answered(Message6 answer, long now) throws MalformedPacketException {
        // An answer that does not say whose it is cannot be accepted (RFC 8415 §16.3, §16.10).
        if (sending == null
                || !isWaitedFor(answer)
                || !Objects.equals(duid, answer.clientId())
                || answer.serverId() == null) {
            return false;
        }
        Offered6 given = Offered6.of(answer);
        MessageType6 answeredTo = sending;
        lastNanos = attempts.next(now);
        if (answeredTo == MessageType6.RELEASE) {
            last = given;
            sending = null;
            return true;
        }
        refusal = given.refusal(wanted);
        last = given;
        if (refusal != null) {
            state = State.REFUSED;
            sending = null;
            return true;
        }
        if (answer.type() == MessageType6.ADVERTISE) {
            offerNanos = lastNanos;
            state = State.REQUESTING;
        } else {
            lease = given;
            ackNanos = state == State.BOUND ? ackNanos : lastNanos;
            state = State.BOUND;
        }
        sending = next(answeredTo);
        transactionId = ids.getAsInt();
        return true;
    }

    private boolean isWaitedFor(Message6 answer) {
        return sending == MessageType6.SOLICIT
                ? answer.type() == MessageType6.ADVERTISE
                        || answer.type() == MessageType6.REPLY && options.rapidCommit() && answer.rapidCommit()
                : answer.type() == MessageType6.REPLY;
    }

    private @Nullable MessageType6 next(MessageType6 answeredTo) {
        if (state == State.REQUESTING) {
            return MessageType6.REQUEST;
        }
        if (options.renew() && answeredTo != MessageType6.RENEW) {
            return MessageType6.RENEW;
        }
        return options.plan().release() ? MessageType6.RELEASE : null;
    }

    private @Nullable Duid server() {
        try {
            return last == null ? null : last.message().serverId();
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("it could be read when it came", e);
        }
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public boolean over() {
        return sending == null;
    }

    @Override
    public int transactionId() {
        return transactionId;
    }

    Duid duid() {
        return duid;
    }

    ProbeOptions6 options() {
        return options;
    }

    /** Absent when nothing is to be sent any more. */
    @Nullable
    MessageType6 sending() {
        return sending;
    }

    /** To what no answer came until it was given up; absent when there is no such. */
    @Nullable
    MessageType6 unanswered() {
        return unanswered;
    }

    boolean repeating() {
        return attempts.isRepeating();
    }

    /** What was given last; absent before the first answer. */
    @Nullable
    Offered6 last() {
        return last;
    }

    /** The newest lease; absent when there has been none. */
    @Nullable
    Offered6 lease() {
        return lease;
    }

    @Nullable
    String refusal() {
        return refusal;
    }

    /** How long the last answer took, nanoseconds. */
    long lastNanos() {
        return lastNanos;
    }

    @Override
    public long wakeAt() {
        return attempts.wakeAt();
    }

    @Override
    public int repeated() {
        return attempts.repeated();
    }

    @Override
    public List<Object> leased() {
        return lease == null ? List.of() : lease.leases();
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
        LeaseReport6.sending(this, target, out);
    }

    @Override
    public void tellAnswer(Message6 answer, PrintStream out) throws MalformedPacketException {
        LeaseReport6.answer(this, answer, out);
    }

    @Override
    public void tellEnd(PrintStream out) {
        LeaseReport6.end(this, out);
    }
}
