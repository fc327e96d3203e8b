package io.holdfast.engine.v6;

import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.classify.ClassNames;
import io.holdfast.config.ClassTable;
import io.holdfast.config.MacSource;
import io.holdfast.config.ServerConfig6;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Engine;
import io.holdfast.engine.LeaseLimits;
import io.holdfast.engine.NameBook;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.RateLimits;
import io.holdfast.engine.Transmission;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.StatusCode6;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DHCPv6 for one configuration: open an exchange, decide until it is an answer or silence, and after the commit write the
 * reply. Safe for many threads; an exchange belongs to one.
 */
public final class Engine6 implements Engine {

    private static final Decision CONTENDED = new Decision.Silence(DropReason.CONTENDED);

    private final Recognition6 recognition;
    private final Admission6 admission;
    final AddressChoice6 choice;
    private final Assigning assigning;
    private final Extending extending;
    private final Returning returning;
    private final Registering registering;
    private final Replies6 replies;
    final ClassTable classes;
    final LeaseLimits limits;
    final NameBook names;
    final EngineSettings6 settings;
    private final List<MacSource> macSources;
    private final boolean lenient;

    public Engine6(
            ServerConfig6 config, OfferBook offers, AddressPickers pickers, RateBook rates, EngineSettings6 settings) {
        choice = new AddressChoice6(offers, pickers);
        recognition = new Recognition6(config, new RateLimits(config, rates), choice);
        limits = new LeaseLimits(config);
        admission = new Admission6(settings);
        assigning = new Assigning(choice);
        extending = new Extending(choice);
        returning = new Returning(choice, config.reclaim(), config.declineProbation());
        registering = new Registering(choice, config.allowAddressRegistration());
        replies = new Replies6(config, settings);
        classes = config.classes();
        names = new NameBook(config);
        this.settings = settings;
        macSources = config.macSources();
        lenient = config.lenientOptionParsing();
    }

    @Override
    public Exchange6 open(byte[] data, int length, Arrival arrival) {
        Exchange6 x = new Exchange6(this, arrival, recognition.rules(), length);
        try {
            x.unserved = read(x, Message6.read(data, length, lenient), length);
        } catch (MalformedPacketException _) {
            x.unserved = DropReason.MALFORMED;
        }
        return x;
    }

    private @Nullable DropReason read(Exchange6 x, Message6 message, int length) throws MalformedPacketException {
        boolean answer =
                !message.relays().isEmpty() && message.relays().getFirst().type() == MessageType6.RELAY_REPL;
        MessageType6 type = message.type();
        x.type = type;
        if (answer || type == MessageType6.ADVERTISE || type == MessageType6.REPLY) {
            return DropReason.NOT_A_REQUEST;
        }
        Duty6 duty = type == null ? null : Duty6.of(type);
        if (duty == null) {
            return DropReason.UNHANDLED_TYPE;
        }
        x.query = query(x, message, duty);
        recognition.classify(x);
        Message6 understood = recognition.replace(x);
        if (understood != null) {
            x.query = query(x, understood, duty);
            recognition.replaced(x);
        }
        DropReason refused = admission.refuse(x.query, x.arrival, length);
        return refused != null ? refused : recognition.begin(x);
    }

    private Query6 query(Exchange6 x, Message6 message, Duty6 duty) throws MalformedPacketException {
        return Query6.of(message, duty, Addresses.of(x.arrival.source()), macSources);
    }

    Decision decide(Exchange6 x, long now) {
        choice.sweep(now);
        if (x.unserved != null) {
            if (x.unserved == DropReason.OTHER_SERVER && x.type == MessageType6.REQUEST) {
                abandon(x, now);
            }
            return new Decision.Silence(x.unserved);
        }
        if (!x.rounds.next()) {
            return CONTENDED;
        }
        x.lost.forEach(lost -> choice.overtaken(x, lost, now));
        x.lost.clear();
        Decision first = recognition.complete(x, now);
        Decision decision = x.rounds.decided(first != null ? first : decideRound(x, now));
        if (decision instanceof Decision.Answer || decision instanceof Decision.Silence) {
            choice.giveBackSpares(x);
        }
        return decision;
    }

    /** The client has chosen another server's offers. */
    private void abandon(Exchange6 x, long now) {
        Query6 query = x.query();
        if (query.clientId() != null) {
            query.ias().forEach(ia -> choice.abandon(query.holder(ia), now));
        }
    }

    private Decision decideRound(Exchange6 x, long now) {
        if (isUnwantedUnicast(x)) {
            return useMulticast(x);
        }
        if (x.classes.contains(ClassNames.REJECT) && x.query().duty().givesLeases() && !x.isSpared()) {
            return reject(x);
        }
        return switch (x.query().duty()) {
            case SOLICIT, REQUEST -> assigning.decide(x, now);
            case RENEW, REBIND -> extending.decide(x, now);
            case CONFIRM -> Confirming.decide(x);
            case RELEASE, DECLINE -> returning.decide(x, now);
            case INFORMATION_REQUEST -> x.answer(MessageType6.REPLY);
            case ADDR_REG_INFORM -> registering.decide(x, now);
        };
    }

    private boolean isUnwantedUnicast(Exchange6 x) {
        boolean allowed = x.served != null && x.served.unicast();
        return !allowed && admission.isUnicast(x.query(), x.arrival);
    }

    /** RFC 8415 §18.4: nothing else is said to a client that has not been told our address. */
    private static Decision useMulticast(Exchange6 x) {
        x.verdict.onlyStatus = true;
        x.verdict.say(StatusCode6.USE_MULTICAST, "send to all servers");
        return x.answer(MessageType6.REPLY);
    }

    /** As Kea from 3.1.7 on: clients of this class hear that there is nothing for them. */
    private static Decision reject(Exchange6 x) {
        x.begin().forEach(bench -> bench.refuse("the client is rejected"));
        boolean offering = x.query().duty() == Duty6.SOLICIT && !Assigning.isRapid(x);
        return x.answer(offering ? MessageType6.ADVERTISE : MessageType6.REPLY);
    }

    /** Absent when nothing is sent. */
    @Nullable
    Transmission reply(Exchange6 x) {
        switch (x.query().duty()) {
            case SOLICIT, REQUEST -> assigning.committed(x);
            case RENEW, REBIND -> extending.committed(x);
            case RELEASE, DECLINE -> returning.committed(x);
            case ADDR_REG_INFORM -> registering.committed(x);
            case CONFIRM, INFORMATION_REQUEST -> {}
        }
        recognition.conclude(x);
        return x.verdict.replyType == null ? null : replies.write(x, x.verdict.replyType);
    }
}
