package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.ClientIdentity;
import io.holdfast.address.HardwareAddress;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.classify.ClassNames;
import io.holdfast.config.ClassTable;
import io.holdfast.config.ServerConfig4;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Engine;
import io.holdfast.engine.HostRules;
import io.holdfast.engine.LeaseLimits;
import io.holdfast.engine.NameBook;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.RateLimits;
import io.holdfast.engine.Transmission;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import org.jspecify.annotations.Nullable;

/**
 * DHCPv4 for one configuration.
 */
public final class Engine4 implements Engine {

    static final Decision NO_ADDRESS = new Decision.Silence(DropReason.NO_ADDRESS);
    private static final Decision REJECTED = new Decision.Silence(DropReason.CLASS_REJECT);
    private static final Decision CONTENDED = new Decision.Silence(DropReason.CONTENDED);

    final HostRules hosts;
    final ClassTable classes;
    final LeaseLimits limits;
    final NameBook names;
    final long uncertainLifetime;
    private final Reception reception;
    private final Admission admission;
    final AddressChoice choice;
    private final Discovering discovering;
    private final Requesting requesting;
    private final Releasing releasing;
    private final Declining declining;
    private final Replies replies;
    private final boolean lenient;
    private final boolean bootp;

    public Engine4(
            ServerConfig4 config, OfferBook offers, AddressPickers pickers, RateBook rates, EngineSettings4 settings) {
        hosts = new HostRules(config.hosts());
        classes = config.classes();
        names = new NameBook(config);
        uncertainLifetime = settings.uncertainLifetime();
        limits = new LeaseLimits(config);
        Reserving reserving = new Reserving(config.hosts(), hosts);
        choice = new AddressChoice(offers, pickers, reserving);
        reception = new Reception(config, hosts, new RateLimits(config, rates), new FirstQuestions(choice, reserving));
        admission = new Admission(config);
        discovering = new Discovering(choice, reserving, new Probing(config, offers.probes(), choice));
        requesting = new Requesting(choice, reserving, config.authoritative());
        releasing = new Releasing(choice, config.reclaim());
        declining = new Declining(choice, config.declineProbation());
        replies = new Replies(config, settings);
        bootp = config.features().bootp();
        lenient = config.compatibility().lenientOptionParsing();
    }

    @Override
    public Exchange4 open(byte[] data, int length, Arrival arrival) {
        Exchange4 x = new Exchange4(this, arrival, length);
        try {
            x.unserved = read(x, data, Message4.read(data, length, lenient));
        } catch (MalformedPacketException _) {
            x.unserved = DropReason.MALFORMED;
        }
        return x;
    }

    private @Nullable DropReason read(Exchange4 x, byte[] data, Message4 message) throws MalformedPacketException {
        if (message.op() != Message4.BOOTREQUEST) {
            return DropReason.NOT_A_REQUEST;
        }
        MessageType4 type = message.type();
        if (type == null && bootp && !message.has(OptionCode4.MESSAGE_TYPE)) {
            x.bootp = true;
            type = MessageType4.DHCPREQUEST;
        }
        if (type == null) {
            return message.has(OptionCode4.MESSAGE_TYPE) ? DropReason.UNHANDLED_TYPE : DropReason.NO_MESSAGE_TYPE;
        }
        x.type = type;
        Duty duty = Duty.of(type);
        if (duty == null) {
            return DropReason.UNHANDLED_TYPE;
        }
        ClientIdentifier clientId = message.clientIdentifier();
        HardwareAddress hardware = message.hardware();
        if (clientId == null && hardware == null) {
            return DropReason.NO_CLIENT_IDENTITY;
        }
        x.query = Query4.of(message, duty, new ClientIdentity(clientId, hardware));
        reception.begin(x, data);
        return admission.refuse(x.query, x.arrival);
    }

    Decision decide(Exchange4 x, long now) {
        Decision decision = decideNow(x, now);
        switch (decision) {
            case Decision.Answer _, Decision.Silence _, Decision.Probe _ -> choice.putBack(x);
            case Decision.Ask _, Decision.Count _, Decision.Refill _, Decision.First _ -> {}
        }
        return decision;
    }

    private Decision decideNow(Exchange4 x, long now) {
        choice.sweep(now);
        if (x.unserved != null) {
            if (x.unserved == DropReason.OTHER_SERVER && x.type == MessageType4.DHCPREQUEST) {
                choice.abandon(x.holder(), now);
            }
            return new Decision.Silence(x.unserved);
        }
        if (!x.rounds.next()) {
            return CONTENDED;
        }
        Decision first = reception.finish(x, now);
        return x.rounds.decided(first != null ? first : decideRound(x, now));
    }

    private Decision decideRound(Exchange4 x, long now) {
        boolean rejected = x.classes.contains(ClassNames.REJECT) && !x.spared();
        return switch (x.query().duty()) {
            case DISCOVER -> rejected ? REJECTED : discovering.decide(x, now);
            case REQUEST -> rejected ? reject(x) : requesting.decide(x, now);
            case RELEASE -> releasing.decide(x);
            case DECLINE -> declining.decide(x, now);
            case INFORM -> inform(x);
        };
    }

    /** Classes may follow from reservations: while these cannot be known, a client is not to lose what it has. */
    private Decision reject(Exchange4 x) {
        return x.uncertain() ? REJECTED : requesting.refuse(x);
    }

    /** DHCPINFORM (RFC 2131 §4.3.5): parameters, no lease. */
    private static Decision inform(Exchange4 x) {
        x.verdict.replyType = MessageType4.DHCPACK;
        return Decision.ANSWER;
    }

    /** Absent when nothing is sent: after RELEASE and DECLINE. */
    @Nullable
    Transmission reply(Exchange4 x, long now) {
        switch (x.query().duty()) {
            case DISCOVER -> discovering.committed(x, now);
            case REQUEST -> requesting.committed(x);
            case RELEASE -> releasing.committed(x);
            case DECLINE -> declining.committed(x);
            case INFORM -> {}
        }
        if (x.verdict.replyType == null) {
            return null;
        }
        if (x.verdict.replyType != MessageType4.DHCPNAK) {
            reception.conclude(x);
        }
        return replies.write(x, x.verdict.replyType);
    }
}
