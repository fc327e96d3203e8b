package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Decision;
import io.holdfast.lease.LeaseQuestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of the lease store together with the reservations, because it will be wanted whatever is reserved. */
final class FirstQuestions {

    private FirstQuestions() {}

    static Decision ask(Exchange4 x) {
        Query4 query = x.query();
        return switch (query.duty()) {
            case DISCOVER -> ofDiscover(x, query);
            case REQUEST -> ofRequest(x, query);
            case RELEASE -> ofAddress(x, query.ciaddr());
            case DECLINE -> ofAddress(x, query.requested());
            case INFORM -> x.ask();
        };
    }

    private static Decision ofDiscover(Exchange4 x, Query4 query) {
        List<LeaseQuestion> questions = new ArrayList<>(2);
        questions.add(x.ofClient());
        Ipv4Address requested = query.requested();
        if (requested != null) {
            questions.add(new LeaseQuestion.OfAddress(requested));
        }
        return x.ask(questions);
    }

    private static Decision ofRequest(Exchange4 x, Query4 query) {
        Ipv4Address target = Requesting.target(query);
        if (target == null || Requesting.isInitReboot(query)) {
            return x.ask(x.ofClient());
        }
        LeaseQuestion ofTarget = new LeaseQuestion.OfAddress(target);
        return query.serverId() == null ? x.ask(ofTarget) : x.ask(ofTarget, x.ofClient());
    }

    private static Decision ofAddress(Exchange4 x, @Nullable Ipv4Address address) {
        return address == null ? x.ask() : x.ask(new LeaseQuestion.OfAddress(address));
    }
}
