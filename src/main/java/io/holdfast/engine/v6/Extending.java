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

    private final Binding binding;
    private final AddressChoice6 choice;

    Extending(AddressChoice6 choice) {
        this.choice = choice;
        binding = new Binding(choice);
    }

    Decision decide(Exchange6 x, long now) {
        x.begin();
        ServedSubnet6 served = x.served;
        if (served == null) {
            return withoutSubnet(x);
        }
        if (!x.known.hasClient()) {
            return x.ask(List.of(Binding.ofClient(x, served)));
        }
        for (IaBench bench : x.benches) {
            Decision instead = settle(x, bench, served, now);
            if (instead != null) {
                return instead;
            }
        }
        return x.answer(MessageType6.REPLY);
    }

    /** A client that renews has chosen us; one that rebinds asks everybody, and another may know it. */
    private static Decision withoutSubnet(Exchange6 x) {
        if (x.query().duty() == Duty6.REBIND) {
            return NO_SUBNET;
        }
        x.benches.forEach(bench -> bench.say(StatusCode6.NO_BINDING, "no subnet fits this client"));
        return x.answer(MessageType6.REPLY);
    }

    private @Nullable Decision settle(Exchange6 x, IaBench bench, ServedSubnet6 served, long now) {
        for (Lease6 own : x.known.of(bench.holder, served.id())) {
            if (!own.isVacant(now) && Binding.isUsable(own, served, now)) {
                Binding.extend(x, bench, served, own.prefix(), own, now);
            }
        }
        if (!bench.granted.isEmpty()) {
            Binding.withdrawMisplaced(x, bench, served, now);
        } else {
            Decision instead = binding.settle(x, bench, served, now);
            if (instead != null) {
                return instead;
            }
        }
        bench.withdrawRest();
        return null;
    }

    void committed(Exchange6 x) {
        Assigning.grantAll(x, choice);
    }
}
