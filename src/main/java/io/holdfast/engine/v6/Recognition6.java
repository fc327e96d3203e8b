package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.classify.ClassNames;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.SharedNetwork;
import io.holdfast.config.Subnet6;
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
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is, in Kea's order: the classes that its packet tells, the subnet it is in, what is reserved for it, and the
 * classes that follow from that.
 */
final class Recognition6 {

    private static final Decision DROP = new Decision.Silence(DropReason.CLASS_DROP);

    /** How far it has come with an exchange. */
    enum Stage {
        NOTHING,
        PLACED,
        DONE
    }

    private final ClassSteps classes;
    private final HostRules rules;
    private final RateLimits rates;
    private final SubnetSelection6 selection;
    private final AddressChoice6 choice;
    private final FlexIdentity6 flexIds;

    Recognition6(ServerConfig6 config, RateLimits rates, AddressChoice6 choice) {
        this.rates = rates;
        this.choice = choice;
        classes = new ClassSteps(config);
        rules = new HostRules(config.hosts());
        selection = new SubnetSelection6(config);
        flexIds = new FlexIdentity6(config);
    }

    HostRules rules() {
        return rules;
    }

    /** What the packet itself tells. */
    void classify(Exchange6 x) {
        x.facts = classes.facts(() -> FlexIdentity6.facts(x, x.query().message(), x.length));
        x.classes = classes.begin(x.facts);
    }

    /** The packet as it is understood from here on; absent when that is as it was sent. */
    @Nullable
    Message6 replace(Exchange6 x) throws MalformedPacketException {
        return flexIds.replace(x, x.query().message(), x.length);
    }

    /** Expressions read what the packet is now. */
    void replaced(Exchange6 x) {
        x.facts = x.facts == null ? null : FlexIdentity6.facts(x, x.query().message(), x.length);
    }

    /** Where it came from. Why it is dropped; absent when it is not. */
    @Nullable
    DropReason begin(Exchange6 x) {
        if (x.classes.contains(ClassNames.DROP)) {
            return DropReason.CLASS_DROP;
        }
        if (!rules.earlyGlobal() || rules.isEmpty()) {
            place(x);
        }
        return null;
    }

    private void place(Exchange6 x) {
        selection.select(x);
        x.stage = Recognition6.Stage.PLACED;
    }

    /** Completes it; absent when that is done, else what has to be found out first, or silence. */
    @Nullable
    Decision complete(Exchange6 x, long now) {
        if (x.stage == Stage.DONE) {
            return null;
        }
        if (isOneTooMany(x)) {
            return new Decision.Silence(Objects.requireNonNull(x.unserved));
        }
        if (!rules.isEmpty() && x.identifiers.isEmpty()) {
            x.identifiers = rules.identifiers(type -> identifier(x, x.query(), type));
        }
        Decision instead = x.stage == Stage.NOTHING ? early(x) : null;
        if (instead == null && x.selected != null && !x.identifiers.isEmpty()) {
            instead = lookUp(x, x.selected, now);
        }
        if (instead == null && isOneTooMany(x)) {
            instead = new Decision.Silence(Objects.requireNonNull(x.unserved));
        }
        return instead != null ? instead : finish(x);
    }

    /** Each packet counts once for the classes that it tells itself, and once for the subnet it is in. */
    private boolean isOneTooMany(Exchange6 x) {
        if (!x.countedByClass) {
            x.countedByClass = true;
            x.unserved = rates.refuse(x.classes);
        }
        if (x.unserved == null && !x.countedBySubnet && x.selected != null) {
            x.countedBySubnet = true;
            x.unserved = rates.refuse(x.selected.subnet().id());
        }
        return x.unserved != null;
    }

    private byte @Nullable [] identifier(Exchange6 x, Query6 query, HostIdentifier.Type type) {
        return switch (type) {
            case DUID -> query.clientId() == null ? null : query.clientId().bytes();
            case HW_ADDRESS ->
                query.hardware() == null ? null : query.hardware().address().bytes();
            case FLEX_ID -> flexIds.of(x, x.length);
            case CIRCUIT_ID, CLIENT_ID -> null;
        };
    }

    /** What is reserved everywhere comes before the subnet, so that its classes can say which one that is. */
    private @Nullable Decision early(Exchange6 x) {
        if (!x.identifiers.isEmpty()) {
            HostQuestion.OfClient question = new HostQuestion.OfClient(x.identifiers, List.of(0));
            HostAnswer answer = x.inquiry.hostsAnswered(question);
            if (answer == null) {
                return x.inquiry.ask();
            }
            x.hosts = ClientHosts.of(x.identifiers, answer);
            Reservation global = x.hosts.global();
            if (global != null) {
                x.classes = classes.again(x.facts, x.classes, global.classes());
                classes.known(x.facts, x.classes, true);
                if (x.classes.contains(ClassNames.DROP)) {
                    return DROP;
                }
            }
        }
        place(x);
        return null;
    }

    private @Nullable Decision lookUp(Exchange6 x, ServedSubnet6 selected, long now) {
        Link6 link = x.link();
        List<Subnet6> subnets = new ArrayList<>();
        for (ServedSubnet6 served : link.from(selected)) {
            if (link.allows(served, x.classes)) {
                subnets.add(served.subnet());
            }
        }
        HostQuestion.OfClient question = ClientHosts.question(x.identifiers, subnets, rules.earlyGlobal());
        HostAnswer answer = x.inquiry.hostsAnswered(question);
        if (answer == null) {
            Decision instead = x.query().duty() == Duty6.SOLICIT ? lookAhead(x, link, now) : null;
            return instead != null ? instead : x.inquiry.ask(alongside(x, link, now));
        }
        x.hosts = x.hosts.then(x.identifiers, answer);
        return null;
    }

    /** What associations that have been offered nothing will probably be given. */
    private @Nullable Decision lookAhead(Exchange6 x, Link6 link, long now) {
        choice.giveBackSpares(x); // from before a refill
        for (IaBench bench : x.begin()) {
            Decision instead = choice.hasOffer(bench, now) ? null : choice.lookAhead(x, bench, link, now);
            if (instead != null) {
                return instead;
            }
        }
        return null;
    }

    private boolean isNew(Exchange6 x, long now) {
        return x.query().duty() == Duty6.SOLICIT && x.benches.stream().anyMatch(bench -> !choice.hasOffer(bench, now));
    }

    /** A client names its leases, or what it was offered: what has to be known of these is asked at the same time. */
    private List<LeaseQuestion> alongside(Exchange6 x, Link6 link, long now) {
        Duty6 duty = x.query().duty();
        boolean extending = duty == Duty6.RENEW || duty == Duty6.REBIND;
        if (extending || duty == Duty6.REQUEST) {
            for (Ia6 ia : x.query().ias()) {
                for (IaLease6 named : ia.leases()) {
                    Reserving.others(x, ia.type(), named.prefix(), link);
                }
            }
        }
        return extending || isNew(x, now)
                ? List.of(new LeaseQuestion.OfDuid(x.query().client(), link.ids()))
                : List.of();
    }

    /** The classes that follow from what is reserved. */
    private @Nullable Decision finish(Exchange6 x) {
        Subnet6 subnet = x.selected == null ? null : x.selected.subnet();
        Reservation host = subnet == null ? null : x.hosts.in(subnet);
        Reservation global = subnet == null ? null : x.hosts.global(subnet);
        boolean alone = x.link == null || x.link.network() == null;
        if (host != null && (alone || global != null && !global.classes().isEmpty() && !rules.earlyGlobal())) {
            x.classes = classes.again(x.facts, x.classes, host.classes());
        }
        classes.known(x.facts, x.classes, x.hosts.known());
        x.stage = Stage.DONE;
        return x.classes.contains(ClassNames.DROP) && !x.isSpared() ? DROP : null;
    }

    /** Everything has been chosen: classes that only add to the answer. Once, before it is written. */
    void conclude(Exchange6 x) {
        ServedSubnet6 served = x.served;
        if (x.facts == null || served == null) {
            return;
        }
        SharedNetwork network = x.link().network();
        Reservation host = x.host();
        if (network != null && host != null && !host.isGlobal()) {
            classes.reserve(x.facts, x.classes, host.classes());
        }
        List<Integer> additional = new ArrayList<>();
        for (IaBench bench : x.benches) {
            for (Lease6 lease : bench.granted) {
                additional.addAll(additional(served, lease.type(), lease.prefix()));
            }
        }
        additional.addAll(served.subnet().policy().additionalClasses());
        if (network != null) {
            additional.addAll(network.additionalClasses());
        }
        classes.additional(x.facts, x.classes, additional.stream().distinct().toList());
    }

    private static List<Integer> additional(ServedSubnet6 served, IaType type, Ipv6Prefix place) {
        var policy = served.policy(type, place);
        return policy == null ? List.of() : policy.additionalClasses();
    }
}
