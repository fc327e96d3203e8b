package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.Offer;
import io.holdfast.classify.ClientClasses;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Exchange;
import io.holdfast.engine.Failure;
import io.holdfast.engine.Rounds;
import io.holdfast.engine.Transmission;
import io.holdfast.host.Reservation;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.wire.v4.MessageType4;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One packet's bench: what it says, what is known about it so far, and what has been decided. For one thread. */
public final class Exchange4 implements Exchange {

    final Arrival arrival;
    private final Engine4 engine;

    /** Why there is no way to serve this packet, known from reading it. */
    @Nullable
    DropReason unserved;

    /** Type of the packet, where it can be told. */
    @Nullable
    MessageType4 type;

    @Nullable
    Query4 query;

    @Nullable
    ServedSubnet served;

    /** All the client is in, so far. */
    ClientClasses classes = new ClientClasses();

    /** What is reserved for the client where it is; absent when nothing is. */
    @Nullable
    Reservation reservation;

    /** The client's rows in its subnet, whatever their state; absent while not asked for. */
    @Nullable
    List<Lease4> clientRows;

    /** Whether the row of the wanted address is known, and what it is. */
    boolean rowKnown;

    @Nullable
    Lease4 row;

    /** The offer this exchange acts on. */
    @Nullable
    Offer offer;

    /** The change that gives the client its address, until the store has refused it; others may go with it. */
    @Nullable
    LeaseChange primary;

    /** What stands in the place of the primary change, when the store has refused it. */
    ChangeOutcome.@Nullable Taken lost;

    /** The lease the reply tells of. */
    @Nullable
    Lease4 granted;

    /** Type of the reply; absent while undecided, and for messages that have none. */
    @Nullable
    MessageType4 replyType;

    @Nullable
    AllocationFailure failure;

    private List<LeaseQuestion> asked = List.of();
    private Set<Ipv4Address> refused = Set.of();
    final Rounds rounds = new Rounds();

    Exchange4(Engine4 engine, Arrival arrival) {
        this.engine = engine;
        this.arrival = arrival;
    }

    @Override
    public @Nullable String type() {
        return type == null ? null : type.name();
    }

    @Override
    public @Nullable ClientIdentity client() {
        return query == null ? null : query.identity();
    }

    @Override
    public int transactionId() {
        return query == null ? 0 : query.message().transactionId();
    }

    /** An offer that is open already could be repeated without the store, but nobody could take it. */
    @Override
    public boolean isVainWithoutStore() {
        return type == MessageType4.DHCPDISCOVER;
    }

    @Override
    public Decision decide(long now) {
        return engine.decide(this, now);
    }

    @Override
    public @Nullable Transmission reply(long now) {
        return engine.reply(this, now);
    }

    @Override
    public List<Failure> failures() {
        return failure == null ? List.of() : List.of(new Failure(subnetId(), null, failure));
    }

    /** The id of the subnet the client belongs to, as an unsigned int; 0 when none fits. */
    int subnetId() {
        return served == null ? 0 : served.subnet().id();
    }

    @Override
    public void learn(List<List<Lease>> answers) {
        if (answers.size() != asked.size()) {
            throw new IllegalArgumentException(answers.size() + " answers to " + asked.size() + " questions");
        }
        for (int i = 0; i < answers.size(); i++) {
            List<Lease4> rows = answers.get(i).stream().map(Lease4.class::cast).toList();
            switch (asked.get(i)) {
                case LeaseQuestion.OfAddress _ -> learnRow(rows.isEmpty() ? null : rows.getFirst());
                case LeaseQuestion.OfClient _ -> clientRows = rows;
                case LeaseQuestion.OfDuid _ -> throw new IllegalStateException("DHCPv4 does not ask for DUIDs");
            }
        }
        asked = List.of();
    }

    @Override
    public void taken(LeaseChange change, ChangeOutcome.Taken taken) {
        if (change == primary) {
            lost = taken;
        }
    }

    @Override
    public String label() {
        return query == null ? "[unreadable]" : query.label();
    }

    Ipv4Address source() {
        return (Ipv4Address) arrival.source();
    }

    Ipv4Address destination() {
        return (Ipv4Address) arrival.destination();
    }

    void learnRow(@Nullable Lease4 found) {
        rowKnown = true;
        row = found;
    }

    /** What was read; only {@link #unserved} is of use without it. */
    Query4 query() {
        if (query == null) {
            throw new IllegalStateException("nothing could be read of this packet");
        }
        return query;
    }

    Decision ask(LeaseQuestion... questions) {
        asked = List.of(questions);
        return new Decision.Ask(asked);
    }

    void refuse(Ipv4Address address) {
        refused = refused.isEmpty() ? new HashSet<>() : refused;
        refused.add(address);
    }

    boolean isRefused(Ipv4Address address) {
        return refused.contains(address);
    }

    /** Decides for these changes; the first of them gives the client its address. */
    Decision commit(MessageType4 type, Lease4 lease, LeaseChange change, List<Lease> surplus) {
        replyType = type;
        granted = lease;
        primary = change;
        lost = null;
        if (surplus.isEmpty()) {
            return new Decision.Answer(List.of(change));
        }
        List<LeaseChange> changes = new ArrayList<>(1 + surplus.size());
        changes.add(change);
        surplus.forEach(old -> changes.add(new LeaseChange.Release(old, null)));
        return new Decision.Answer(changes);
    }
}
