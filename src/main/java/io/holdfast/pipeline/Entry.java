package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Decision;
import io.holdfast.engine.v4.Arrival;
import io.holdfast.engine.v4.Engine4;
import io.holdfast.engine.v4.Exchange4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.transport.Datagram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One packet of a batch, with what was last decided about it. */
final class Entry {

    final Datagram datagram;
    final Exchange4 exchange;

    @Nullable
    Decision decision;

    private Entry(Datagram datagram, Exchange4 exchange) {
        this.datagram = datagram;
        this.exchange = exchange;
    }

    static Entry open(Engine4 engine, Datagram datagram) {
        Arrival arrival = new Arrival(
                datagram.link().name(),
                datagram.link().addresses(),
                (Ipv4Address) datagram.source(),
                datagram.sourcePort(),
                (Ipv4Address) datagram.destination());
        return new Entry(datagram, engine.open(datagram.data(), datagram.length(), arrival));
    }

    List<LeaseQuestion> questions() {
        return decision instanceof Decision.Ask ask ? ask.questions() : List.of();
    }

    List<LeaseChange> changes() {
        return decision instanceof Decision.Answer answer ? answer.changes() : List.of();
    }

    /** The type of the packet as a label. */
    String type() {
        return exchange.requestType() == null ? "none" : exchange.requestType().name();
    }
}
