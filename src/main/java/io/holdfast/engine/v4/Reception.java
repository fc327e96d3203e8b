package io.holdfast.engine.v4;

import io.holdfast.classify.ClassNames;
import io.holdfast.config.Pool4;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.engine.ClassSteps;
import io.holdfast.engine.ClientHosts;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.HostRules;
import io.holdfast.engine.RateLimits;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostQuestion;
import io.holdfast.host.Reservation;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the packet to its client's place: classes, subnet, reservations, and the classes that follow from these, in Kea's
 * order. Only then anything is decided about leases.
 */
final class Reception {

    private static final Decision DROPPED = new Decision.Silence(DropReason.CLASS_DROP);

    /** Of messages of BOOTP. */
    private static final List<String> BOOTP = List.of("BOOTP");

    private final ClassSteps steps;
    private final HostRules hosts;
    private final RateLimits rates;
    private final FirstQuestions questions;
    private final SubnetSelection selection;
    private final FlexIdentity flexIds;
    private final boolean stash;
    private final boolean lenient;

    Reception(ServerConfig4 config, HostRules hosts, RateLimits rates, FirstQuestions questions) {
        this.rates = rates;
        this.questions = questions;
        this.hosts = hosts;
        steps = new ClassSteps(config);
        selection = new SubnetSelection(config);
        flexIds = new FlexIdentity(config);
        stash = config.stashAgentOptions();
        lenient = config.lenientOptionParsing();
    }

    /** What can be done before anything is asked. */
    void begin(Exchange4 x, byte[] data) throws MalformedPacketException {
        if (stash && !x.bootp && StashedOptions.mayHelp(x.query())) {
            x.unstashed = data;
        } else {
            classify(x, x.bootp ? BOOTP : List.of());
        }
    }

    /** @param given classes that no expression decides about */
    private void classify(Exchange4 x, List<String> given) throws MalformedPacketException {
        x.facts = steps.idle() ? null : FlexIdentity.facts(x);
        x.classes = steps.again(x.facts, steps.begin(x.facts), given);
        flexIds.replace(x);
        if (!hosts.earlyGlobal()) {
            select(x);
        }
    }

    /** What the relay said last, if the lease has kept it, is as if it had been in this message. */
    private void recall(Exchange4 x, byte[] data, long now) throws MalformedPacketException {
        x.unstashed = null;
        byte[] kept = StashedOptions.of(x, now);
        if (kept == null) {
            classify(x, List.of());
            return;
        }
        byte[] whole = StashedOptions.insert(data, x.length, kept);
        Query4 query = x.query();
        x.stashed = true;
        x.query = Query4.of(Message4.read(whole, whole.length, lenient), query.duty(), query.identity());
        classify(x, StashedOptions.CLASSES);
    }

    private void select(Exchange4 x) throws MalformedPacketException {
        Query4 query = x.query();
        x.place(selection.select(query.message(), x.arrival, x.classes), selection);
        if (x.link != null && x.link.storesExtendedInfo() && !x.stashed) {
            x.relay = RelayInformation.in(query.message());
        }
    }

    /** What has to be asked, or that the packet is dropped; absent when the client's place is known. */
    @Nullable
    Decision finish(Exchange4 x, long now) {
        if (x.received) {
            return null;
        }
        try {
            return finishReading(x, now);
        } catch (MalformedPacketException _) {
            x.unserved = DropReason.MALFORMED;
            return new Decision.Silence(DropReason.MALFORMED);
        }
    }

    private @Nullable Decision finishReading(Exchange4 x, long now) throws MalformedPacketException {
        if (x.unstashed != null) {
            if (!x.known.rowKnown) {
                return StashedOptions.ask(x);
            }
            recall(x, x.unstashed, now);
        }
        if (!x.countedByClass) {
            x.countedByClass = true;
            x.unserved = rates.refuse(x.classes);
        }
        if (x.unserved != null) {
            return new Decision.Silence(x.unserved);
        }
        if (x.classes.contains(ClassNames.DROP)) {
            return DROPPED;
        }
        if (hosts.earlyGlobal() && !x.placed()) {
            Decision ask = learnGlobal(x);
            if (ask != null || x.classes.contains(ClassNames.DROP)) {
                return ask != null ? ask : DROPPED;
            }
            select(x);
        }
        if (!x.countedBySubnet && x.selected != null) {
            x.countedBySubnet = true;
            x.unserved = rates.refuse(x.selected.subnet().id());
            if (x.unserved != null) {
                return new Decision.Silence(x.unserved);
            }
        }
        Decision ask = learnHosts(x, now);
        if (ask != null) {
            return ask;
        }
        reclassify(x);
        if (x.classes.contains(ClassNames.DROP) && !x.spared()) {
            return DROPPED;
        }
        x.settle();
        x.received = true;
        return null;
    }

    /** Global reservations before a subnet is chosen, so that their classes can decide about it. */
    private @Nullable Decision learnGlobal(Exchange4 x) throws MalformedPacketException {
        if (hosts.isEmpty()) {
            return null;
        }
        HostAnswer answer = x.inquiry.hostsAnswered(ClientHosts.question(identify(x), List.of(), true));
        if (answer == null) {
            return x.inquiry.ask();
        }
        x.hosts = ClientHosts.of(identify(x), answer);
        Reservation global = x.hosts.global();
        if (global != null) {
            x.classes = steps.again(x.facts, x.classes, global.classes());
            steps.known(x.facts, x.classes, true);
        }
        return null;
    }

    private @Nullable Decision learnHosts(Exchange4 x, long now) throws MalformedPacketException {
        if (hosts.isEmpty() || x.link == null || x.selected == null) {
            return null;
        }
        HostQuestion.OfClient question = ClientHosts.question(
                identify(x),
                subnets(x.link.allowed(x.selected, x.classes)),
                hosts.earlyGlobal() && x.hosts.global() != null);
        if (question.subnetIds().isEmpty() || question.identifiers().isEmpty()) {
            return null;
        }
        HostAnswer answer = x.inquiry.hostsAnswered(question);
        if (answer == null) {
            return questions.ask(x, x.link, x.selected, now);
        }
        x.hosts = x.hosts.then(identify(x), answer);
        return null;
    }

    private static List<Subnet4> subnets(List<ServedSubnet> all) {
        List<Subnet4> subnets = new ArrayList<>(all.size());
        for (ServedSubnet served : all) {
            subnets.add(served.subnet());
        }
        return subnets;
    }

    private List<HostIdentifier> identify(Exchange4 x) throws MalformedPacketException {
        if (x.identifiers == null) {
            ClientIdentifiers its = ClientIdentifiers.of(x.query());
            x.identifiers =
                    hosts.identifiers(type -> type == HostIdentifier.Type.FLEX_ID ? flexIds.of(x) : its.of(type));
        }
        return x.identifiers;
    }

    /** A reserved class that came too late for what was evaluated before has that evaluated again. */
    private void reclassify(Exchange4 x) {
        if (x.facts == null) {
            return;
        }
        if (x.selected != null && x.link != null) {
            Reservation global = x.hosts.global(x.selected.subnet());
            Reservation current = x.hosts.in(x.selected.subnet());
            boolean globalNow =
                    !hosts.earlyGlobal() && global != null && !global.classes().isEmpty();
            if (current != null && (globalNow || !x.link.isNetwork())) {
                x.classes = steps.again(x.facts, x.classes, current.classes());
            }
        }
        steps.known(x.facts, x.classes, x.hosts.known());
    }

    /** The lease has been chosen, or that there is none: the classes that only the options are to know. */
    void conclude(Exchange4 x) {
        if (x.facts == null || x.served == null || x.link == null) {
            return;
        }
        Reservation reservation = x.reservation;
        if (x.link.isNetwork() && reservation != null && !reservation.isGlobal()) {
            steps.reserve(x.facts, x.classes, reservation.classes());
        }
        Pool4 pool = x.verdict.granted == null ? null : x.served.subnet().poolOf(x.verdict.granted.address());
        if (pool != null) {
            steps.additional(x.facts, x.classes, pool.policy().additionalClasses());
        }
        steps.additional(x.facts, x.classes, x.served.subnet().policy().additionalClasses());
        steps.additional(x.facts, x.classes, x.link.additionalClasses());
    }
}
