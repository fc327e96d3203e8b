package io.holdfast.engine;

import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostQuestion;
import io.holdfast.lease.LeaseQuestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange asks in one round trip: rows of the lease store, what is reserved for the client, and who has reserved the
 * addresses that are looked at. Keeps what it is told of reservations; rows are for the exchange. For one thread.
 */
public final class Inquiry {

    private final HostRules rules;
    private final AddressHosts addressHosts;
    private List<LeaseQuestion> asked = List.of();

    /** The question for the client's reservations that is to be asked next; absent when none is. */
    private HostQuestion.@Nullable OfClient hostQuestion;

    private HostQuestion.@Nullable OfClient hostsAsked;
    private @Nullable HostAnswer hostAnswer;
    private @Nullable HeldLeases held;

    public Inquiry(HostRules rules) {
        this.rules = rules;
        addressHosts = new AddressHosts(rules);
    }

    /** Who has reserved the addresses that are looked at. */
    public AddressHosts addressHosts() {
        return addressHosts;
    }

    /** How many leases there are of what is limited. */
    public HeldLeases held() {
        if (held == null) {
            held = new HeldLeases();
        }
        return held;
    }

    /** What is reserved for the client; absent when it has to be asked, which {@link #ask} then does. */
    public @Nullable HostAnswer hostsAnswered(HostQuestion.OfClient question) {
        if (!rules.asks()) {
            return rules.atOnce(question);
        }
        if (question.equals(hostsAsked)) {
            return hostAnswer;
        }
        hostQuestion = question;
        return null;
    }

    /** See {@link #ask(List)}. */
    public Decision ask(LeaseQuestion... questions) {
        return ask(List.of(questions));
    }

    /** Asks these, and what has to be known of reservations. */
    public Decision ask(List<LeaseQuestion> questions) {
        asked = questions;
        List<HostQuestion> hosts = addressHosts.questions();
        if (hostQuestion == null) {
            return new Decision.Ask(asked, hosts);
        }
        List<HostQuestion> all = new ArrayList<>(hosts.size() + 1);
        all.add(hostQuestion);
        all.addAll(hosts);
        return new Decision.Ask(asked, all);
    }

    /**
     * What was asked of the lease store last, which is answered now.
     *
     * @param answers how many there are
     */
    public List<LeaseQuestion> answered(int answers) {
        if (answers != asked.size()) {
            throw new IllegalArgumentException(answers + " answers to " + asked.size() + " questions");
        }
        List<LeaseQuestion> answered = asked;
        asked = List.of();
        return answered;
    }

    /** The answers to the questions about reservations last asked, in their order. */
    public void learnHosts(List<HostAnswer> answers) {
        int first = 0;
        if (hostQuestion != null && !answers.isEmpty()) {
            hostsAsked = hostQuestion;
            hostAnswer = answers.getFirst();
            hostQuestion = null;
            first = 1;
        }
        addressHosts.learn(answers.subList(first, answers.size()));
    }
}
