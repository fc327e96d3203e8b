package io.holdfast.engine.v6;

import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.StatusCode6;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RENEW and REBIND (RFC 8415 §18.3.4, §18.3.5). Running leases go on: one read, one commit. An association of which nothing
 * is known is given what it names, if that is free, or something else, as Kea does. Whatever the client names and does not
 * get comes back with lifetimes of zero.
 */
final class Extending {

    private static final Decision NO_SUBNET = new Decision.Silence(DropReason.NO_SUBNET);
    private static final Decision UNKNOWN_CLIENT = new Decision.Silence(DropReason.UNKNOWN_CLIENT);

    private final Binding binding;
    private final AddressChoice6 choice;

    Extending(AddressChoice6 choice) {
        this.choice = choice;
        binding = new Binding(choice);
    }

    Decision decide(Exchange6 x, long now) {
        x.begin();
        Link6 link = x.link;
        if (link == null) {
            return withoutSubnet(x);
        }
        if (!x.known.hasClient()) {
            return x.inquiry.ask(Binding.ofClient(x, link));
        }
        for (IaBench bench : x.inTurn()) {
            Decision instead = settle(x, bench, link, now);
            if (instead != null) {
                return instead;
            }
        }
        boolean nothing = x.benches.stream().allMatch(bench -> bench.granted.isEmpty());
        return nothing && x.isShunned() ? UNKNOWN_CLIENT : x.answer(MessageType6.REPLY);
    }

    /** A client that renews has chosen us; one that rebinds asks everybody, and another may know it. */
    private static Decision withoutSubnet(Exchange6 x) {
        if (x.query().duty() == Duty6.REBIND || !x.hosts.certain()) {
            return NO_SUBNET;
        }
        x.benches.forEach(bench -> bench.say(StatusCode6.NO_BINDING, "no subnet fits this client"));
        return x.answer(MessageType6.REPLY);
    }

    private @Nullable Decision settle(Exchange6 x, IaBench bench, Link6 link, long now) {
        Holdings6 has = Holdings6.of(x, bench, link, now);
        if (has == null) {
            return x.inquiry.ask();
        }
        boolean settled =
                has.reserved(x).isEmpty() && !Reserving.of(x, bench.type()).isEmpty();
        if (has.running().isEmpty() && !x.hosts.certain() && !bench.ia.leases().isEmpty()) {
            // Reserved classes may lead it elsewhere: what it names is not to be withdrawn because a database is away.
            return UNKNOWN_CLIENT;
        }
        if (has.running().isEmpty() && x.isShunned()) {
            bench.refuse("the client is rejected");
            return null;
        }
        if (has.running().isEmpty() || settled) {
            Decision instead = binding.settle(x, bench, link, now);
            if (instead != null) {
                return instead;
            }
        } else {
            has.lost().forEach(bench::revoke);
            extend(x, bench, link, has, now);
        }
        bench.withdrawRest();
        return null;
    }

    /** All that run; only those that are reserved for the client, if any is. */
    private static void extend(Exchange6 x, IaBench bench, Link6 link, Holdings6 has, long now) {
        List<Lease6> reserved = has.reserved(x);
        List<Lease6> going = reserved.isEmpty() ? has.running() : reserved;
        for (Lease6 own : going) {
            ServedSubnet6 served = link.find(own.subnetId());
            if (served != null) {
                Binding.extend(x, bench, served, own.prefix(), own, now);
            }
        }
        if (!reserved.isEmpty()) {
            has.unreserved(x).forEach(bench::revoke);
        }
    }

    void committed(Exchange6 x) {
        Assigning.grantAll(x, choice);
    }
}
