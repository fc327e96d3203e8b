package io.holdfast.engine;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.Shortage;
import io.holdfast.host.HostQuestion;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseQuestion;
import java.util.List;

/** What is to happen with an exchange, as far as is known now. */
public sealed interface Decision {

    /**
     * Commit these changes (possibly none), then let the engine write the reply. If one of them is taken, tell the
     * exchange and decide again.
     *
     * @param together carried out all or none, so that what was taken is not the only thing that is decided anew
     */
    record Answer(List<LeaseChange> changes, boolean together) implements Decision {

        /** Each change for itself. */
        public Answer(List<LeaseChange> changes) {
            this(changes, false);
        }
    }

    /** Nothing is sent and nothing changes. */
    record Silence(DropReason reason) implements Decision {}

    /** Find these out, tell the exchange, and decide again. */
    record Ask(List<LeaseQuestion> questions, List<HostQuestion> hosts) implements Decision {

        public Ask(List<LeaseQuestion> questions) {
            this(questions, List.of());
        }
    }

    /** Find out how many leases each of these groups has, tell the exchange, and decide again. */
    record Count(List<LeaseLimit.Group> groups) implements Decision {}

    /** Have the store look for vacant addresses, tell the pickers and the exchange of them, and decide again. */
    record Refill(Shortage shortage) implements Decision {}

    /** Commit these changes, whatever becomes of them, and decide again. */
    record First(List<LeaseChange> changes) implements Decision {}

    /**
     * Put the packet aside, find out whether anybody answers at this address, and serve the packet anew when that is known.
     *
     * @param requests echo requests to send before the address is free
     * @param timeoutMillis to wait for a reply to each
     */
    record Probe(Ipv4Address address, int requests, long timeoutMillis) implements Decision {}

    /** Write the reply; nothing is to be committed. */
    Answer ANSWER = new Answer(List.of());
}
