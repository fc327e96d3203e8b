package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Decision;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Exchange;
import io.holdfast.host.HostQuestion;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.transport.Datagram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One packet of a batch, with what was last decided about it. */
final class Entry {

    final Datagram datagram;
    final Exchange exchange;

    @Nullable
    Decision decision;

    private Entry(Datagram datagram, Exchange exchange) {
        this.datagram = datagram;
        this.exchange = exchange;
    }

    static Entry open(Engine engine, Protocol protocol, Datagram datagram) {
        Arrival arrival = new Arrival(
                datagram.link().name(),
                List.copyOf(datagram.link().addresses(protocol)),
                datagram.source(),
                datagram.sourcePort(),
                datagram.destination());
        return new Entry(datagram, engine.open(datagram.data(), datagram.length(), arrival));
    }

    List<LeaseQuestion> questions() {
        return decision instanceof Decision.Ask ask ? ask.questions() : List.of();
    }

    List<LeaseLimit.Group> groupsToCount() {
        return decision instanceof Decision.Count count ? count.groups() : List.of();
    }

    List<HostQuestion> hostQuestions() {
        return decision instanceof Decision.Ask ask ? ask.hosts() : List.of();
    }

    List<LeaseChange> changes() {
        return switch (decision) {
            case Decision.Answer answer -> answer.changes();
            case Decision.First first -> first.changes();
            case null, default -> List.of();
        };
    }

    /** The changes in groups that are carried out all or none. */
    List<ChangeGroup> groups() {
        return decision instanceof Decision.Answer(List<LeaseChange> changes, boolean together) && together
                ? List.of(new ChangeGroup(changes))
                : ChangeGroup.each(changes());
    }

    /** The type of the packet as a label. */
    String type() {
        String type = exchange.type();
        return type == null ? "none" : type;
    }
}
