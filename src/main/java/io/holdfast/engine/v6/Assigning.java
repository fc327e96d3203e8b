package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.engine.Decision;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.StatusCode6;
import org.jspecify.annotations.Nullable;

/**
 * SOLICIT and REQUEST (RFC 8415 §18.3.1, §18.3.2): each association gets something, or hears why not. A SOLICIT changes
 * nothing in the store, unless it is answered at once (rapid commit).
 */
final class Assigning {

    private final Binding binding;
    private final AddressChoice6 choice;

    Assigning(AddressChoice6 choice) {
        this.choice = choice;
        binding = new Binding(choice);
    }

    Decision decide(Exchange6 x, long now) {
        x.begin();
        Link6 link = x.link;
        for (IaBench bench : x.inTurn()) {
            Decision instead = link == null ? withoutSubnet(bench) : settle(x, bench, link, now);
            if (instead != null) {
                return instead;
            }
        }
        if (isCommitting(x)) {
            return x.answer(MessageType6.REPLY);
        }
        x.benches.forEach(bench -> bench.changes.clear());
        return x.answer(MessageType6.ADVERTISE);
    }

    private static @Nullable Decision withoutSubnet(IaBench bench) {
        bench.refuse("no subnet fits this client");
        return null;
    }

    private @Nullable Decision settle(Exchange6 x, IaBench bench, Link6 link, long now) {
        if (x.query().duty() == Duty6.REQUEST && isMisplaced(bench, link)) {
            bench.say(StatusCode6.NOT_ON_LINK, "an address is not on this link");
            return null;
        }
        return binding.settle(x, bench, link, now);
    }

    private static boolean isMisplaced(IaBench bench, Link6 link) {
        return bench.type() == IaType.NA
                && bench.ia.leases().stream()
                        .map(IaLease6::address)
                        .anyMatch(address -> !address.isUnspecified() && !link.isOnLink(address));
    }

    static boolean isCommitting(Exchange6 x) {
        return x.query().duty() == Duty6.REQUEST || isRapid(x);
    }

    /** A SOLICIT that is answered by an offer only. */
    static boolean isOffering(Exchange6 x) {
        return x.query().duty() == Duty6.SOLICIT && !isRapid(x);
    }

    /** RFC 8415 §18.3.1: only where both sides want it. */
    static boolean isRapid(Exchange6 x) {
        return x.query().duty() == Duty6.SOLICIT
                && x.selected != null
                && x.selected.subnet().rapidCommit()
                && x.query().message().rapidCommit();
    }

    /** After the commit: the offers are leases now. */
    void committed(Exchange6 x) {
        if (isCommitting(x)) {
            grantAll(x, choice);
        }
    }

    static void grantAll(Exchange6 x, AddressChoice6 choice) {
        for (IaBench bench : x.benches) {
            bench.granted.forEach(lease -> choice.granted(bench.holder, lease));
        }
    }
}
