package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.Offer;
import io.holdfast.engine.Decision;
import io.holdfast.lease.LeaseQuestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked together with the client's reservations, because it will be wanted whatever these are: of the lease store, and
 * who has reserved the address that the client probably gets. What an open offer knows is not asked again.
 */
final class FirstQuestions {

    private final AddressChoice choice;
    private final Reserving reserving;

    FirstQuestions(AddressChoice choice, Reserving reserving) {
        this.choice = choice;
        this.reserving = reserving;
    }

    Decision ask(Exchange4 x, ServedLink link, ServedSubnet selected, long now) {
        Query4 query = x.query();
        return switch (query.duty()) {
            case DISCOVER -> ofDiscover(x, link, selected, now);
            case REQUEST -> ofRequest(x, link, selected, now);
            case RELEASE -> ofAddress(x, query.ciaddr());
            case DECLINE -> ofAddress(x, query.requested());
            case INFORM -> x.inquiry.ask();
        };
    }

    private Decision ofDiscover(Exchange4 x, ServedLink link, ServedSubnet selected, long now) {
        if (choice.open(x, now) != null) {
            return x.inquiry.ask();
        }
        Ipv4Address requested = x.query().requested();
        if (requested != null) {
            prepare(x, link, selected, requested);
        }
        Decision instead = choice.lookAhead(x, link, selected, now);
        if (instead != null) {
            return instead;
        }
        List<LeaseQuestion> questions = new ArrayList<>(2);
        questions.add(x.ofClient());
        if (requested != null) {
            questions.add(new LeaseQuestion.OfAddress(requested));
        }
        return x.inquiry.ask(questions);
    }

    private Decision ofRequest(Exchange4 x, ServedLink link, ServedSubnet selected, long now) {
        Query4 query = x.query();
        Ipv4Address target = Requesting.target(query);
        if (target == null) {
            return x.inquiry.ask(x.ofClient());
        }
        prepare(x, link, selected, target);
        if (Requesting.isInitReboot(query)) {
            return x.inquiry.ask(x.ofClient());
        }
        Offer offer = choice.open(x, now);
        if (offer != null && offer.address().equals(target)) {
            return x.inquiry.ask();
        }
        LeaseQuestion ofTarget = new LeaseQuestion.OfAddress(target);
        return query.serverId() == null ? x.inquiry.ask(ofTarget) : x.inquiry.ask(ofTarget, x.ofClient());
    }

    private void prepare(Exchange4 x, ServedLink link, ServedSubnet selected, Ipv4Address address) {
        for (ServedSubnet served : link.allowed(selected, x.classes)) {
            if (served.subnet().contains(address)) {
                reserving.prepare(x, served, address);
                return;
            }
        }
    }

    private static Decision ofAddress(Exchange4 x, @Nullable Ipv4Address address) {
        return address == null ? x.inquiry.ask() : x.inquiry.ask(new LeaseQuestion.OfAddress(address));
    }
}
