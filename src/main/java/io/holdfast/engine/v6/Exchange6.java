package io.holdfast.engine.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaIdentity;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.allocate.Pick;
import io.holdfast.allocate.PoolSet;
import io.holdfast.allocate.Shortage;
import io.holdfast.classify.ClassNames;
import io.holdfast.classify.ClientClasses;
import io.holdfast.classify.PacketFacts;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.ClassSteps;
import io.holdfast.engine.ClientHosts;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Exchange;
import io.holdfast.engine.Failure;
import io.holdfast.engine.HostRules;
import io.holdfast.engine.Inquiry;
import io.holdfast.engine.Rounds;
import io.holdfast.engine.Transmission;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.Reservation;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.Vacancy;
import io.holdfast.wire.v6.MessageType6;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One packet's bench: what it says, what is known about it so far, and what has been decided. For one thread. */
public final class Exchange6 implements Exchange {

    final Arrival arrival;
    final Engine6 engine;

    /** Why there is no way to serve this packet, known from reading it. */
    @Nullable
    DropReason unserved;

    /** Type of the packet, where it can be told. */
    @Nullable
    MessageType6 type;

    @Nullable
    Query6 query;

    /** What expressions read of the packet; absent when nothing depends on it. */
    @Nullable
    PacketFacts facts;

    ClientClasses classes = ClassSteps.NONE;

    /** The subnets that the client can have leases of; absent when no subnet fits. */
    @Nullable
    Link6 link;

    /** The subnet that the client was found to be in; absent when none fits. */
    @Nullable
    ServedSubnet6 selected;

    /** The subnet that what was given last is of, at first the one that was selected. */
    @Nullable
    ServedSubnet6 served;

    /** The subnet whose reservation has given the client something; absent when none has. */
    @Nullable
    ServedSubnet6 reservedIn;

    /** How far the client is recognised. */
    Recognition6.Stage stage = Recognition6.Stage.NOTHING;

    /** Whether the packet has counted for the limits of its classes, and of its subnet. */
    boolean countedByClass;

    boolean countedBySubnet;

    /** The associations that the store has refused a lease by a limit. */
    final Set<IaIdentity> exceeded = new HashSet<>(0);

    List<HostIdentifier> identifiers = List.of();

    /** The identifier that an expression makes; absent while not needed, and when there is none. */
    byte @Nullable [] flexId;

    /** What the client has sent, where something else stands in its place; absent when nothing does. */
    FlexIdentity6.@Nullable Sent sent;

    /** Of the packet in bytes. */
    final int length;

    ClientHosts hosts = ClientHosts.NONE;

    /** What is asked, and what is known of who has reserved what the client could get. */
    final Inquiry inquiry;

    /** What is known of rows of the lease store. */
    final KnownLeases known = new KnownLeases();

    /** Which places nothing else is in the way of. */
    final PlaceChecks checks = new PlaceChecks();

    /** What the associations of the packet have got so far, so that a reservation is not given twice. */
    final Set<Ipv6Prefix> given = new HashSet<>(0);

    /** Found vacant, and not yet known to be unreserved; used before others are picked. */
    final List<Spare> spares = new ArrayList<>(0);

    /** How many of them are to be found before their reservations are asked for. */
    int sparesWanted = 1;

    /** Pools that have been refilled before it was known that the client needs anything of them. */
    final Set<PoolSet> refilledAhead = new HashSet<>(0);

    /** Changes that were not carried out since the last decision, and what stood there. */
    final List<Lost> lost = new ArrayList<>(0);

    /** The associations the packet speaks of, as decided last. */
    List<IaBench> benches = List.of();

    /** What has been decided outside of all associations. */
    final Verdict6 verdict = new Verdict6();

    private Set<Ipv6Address> refused = Set.of();
    final Rounds rounds = new Rounds();

    /** A change that was not carried out. */
    record Lost(LeaseChange change, @Nullable Lease present) {}

    /** Something that has been picked from these pools. */
    record Spare(PoolSet pools, Pick.Found found) {}

    Exchange6(Engine6 engine, Arrival arrival, HostRules rules, int length) {
        this.engine = engine;
        this.arrival = arrival;
        this.length = length;
        inquiry = new Inquiry(rules);
    }

    @Override
    public @Nullable String type() {
        return type == null ? null : type.text();
    }

    @Override
    public @Nullable Duid client() {
        return query == null ? null : query.clientId();
    }

    @Override
    public int transactionId() {
        return query == null ? 0 : query.message().transactionId();
    }

    /** An offer that is open already could be repeated without the store, but nobody could take it. */
    @Override
    public boolean isVainWithoutStore() {
        return type == MessageType6.SOLICIT;
    }

    @Override
    public Decision decide(long now) {
        return engine.decide(this, now);
    }

    @Override
    public void over() {
        engine.choice.giveBackSpares(this);
    }

    @Override
    public @Nullable Transmission reply(long now) {
        return engine.reply(this);
    }

    @Override
    public List<Lease> reused() {
        List<Lease> reused = new ArrayList<>(0);
        benches.forEach(bench -> reused.addAll(bench.reused));
        return reused;
    }

    @Override
    public List<Failure> failures() {
        List<Failure> failures = new ArrayList<>(0);
        for (IaBench bench : benches) {
            if (bench.failure != null) {
                failures.add(new Failure(bench.failedIn, bench.type(), bench.failure));
            }
        }
        return failures;
    }

    @Override
    public void learn(List<List<Lease>> answers) {
        List<LeaseQuestion> questions = inquiry.answered(answers.size());
        for (int i = 0; i < questions.size(); i++) {
            known.learn(questions.get(i), answers.get(i));
        }
    }

    @Override
    public void learnHosts(List<HostAnswer> answers) {
        inquiry.learnHosts(answers);
    }

    @Override
    public void found(Shortage shortage, List<Vacancy> vacancies) {
        checks.found(shortage, vacancies, known);
    }

    @Override
    public void taken(LeaseChange change, ChangeOutcome.Taken taken) {
        lost.add(new Lost(change, taken.present()));
    }

    @Override
    public void exceeded(LeaseChange change, ChangeOutcome.Exceeded limit) {
        if (change.next() instanceof Lease6 lease && lease.holder() instanceof IaIdentity holder) {
            exceeded.add(holder);
        }
    }

    @Override
    public void counted(List<Long> numbers) {
        inquiry.held().learn(numbers);
    }

    /** {@code duid=[00:03:…], [no hwaddr info], tid=0x1a2b3c}. */
    @Override
    public String label() {
        return query == null ? "[unreadable]" : query.label();
    }

    /** What was read; only {@link #unserved} is of use without it. */
    Query6 query() {
        if (query == null) {
            throw new IllegalStateException("nothing could be read of this packet");
        }
        return query;
    }

    /** Only where there is one. */
    Link6 link() {
        if (link == null) {
            throw new IllegalStateException("no subnet fits this packet");
        }
        return link;
    }

    /** The same. */
    ServedSubnet6 subnet() {
        if (served == null) {
            throw new IllegalStateException("no subnet fits this packet");
        }
        return served;
    }

    /** The reservation that holds for the client where it is now; absent when it has none. */
    @Nullable
    Reservation host() {
        ServedSubnet6 in = reservedIn != null ? reservedIn : served;
        return in == null ? null : hosts.in(in.subnet());
    }

    /** Whether a database could not be asked that may have reserved something for the client or for another. */
    boolean isUncertain() {
        return !hosts.certain() || inquiry.addressHosts().uncertain();
    }

    /**
     * Whether the client holds on to what it has while it cannot be known who it is: that it looks unknown must not cost it
     * its leases.
     */
    boolean isSpared() {
        Duty6 duty = query().duty();
        return !hosts.certain() && !hosts.known() && (duty == Duty6.RENEW || duty == Duty6.REBIND);
    }

    /** Whether clients of its classes get nothing: one that is spared keeps what it has, and no more. */
    boolean isShunned() {
        return classes.contains(ClassNames.REJECT) || classes.contains(ClassNames.DROP);
    }

    /** Clears the benches: what is decided from here on is decided by what is known now. */
    List<IaBench> begin() {
        Query6 said = query();
        served = selected;
        reservedIn = null;
        given.clear();
        benches =
                said.ias().stream().map(ia -> new IaBench(ia, said.holder(ia))).toList();
        return benches;
    }

    /**
     * The benches in the order in which they are settled. As Kea: addresses first, because each is looked for first where
     * the one before was found.
     */
    List<IaBench> inTurn() {
        for (int i = 1; i < benches.size(); i++) {
            if (benches.get(i).type() != benches.get(i - 1).type()) {
                return benches.stream()
                        .sorted(Comparator.comparing(IaBench::type))
                        .toList();
            }
        }
        return benches;
    }

    /** The rows of these addresses, as far as they are not known; absent when all are. */
    @Nullable
    Decision askUnknown(List<Ipv6Address> addresses) {
        List<LeaseQuestion> questions = new ArrayList<>();
        for (Ipv6Address address : addresses) {
            if (!known.has(address)) {
                questions.add(new LeaseQuestion.OfAddress(address));
            }
        }
        return questions.isEmpty()
                ? null
                : inquiry.ask(questions.stream().distinct().toList());
    }

    void refuse(Ipv6Address address) {
        refused = refused.isEmpty() ? new HashSet<>() : refused;
        refused.add(address);
    }

    boolean isRefused(Ipv6Address address) {
        return refused.contains(address);
    }

    /** Decides for all changes on the benches, or none of them, and a reply of this type. */
    Decision answer(MessageType6 reply) {
        return verdict.answer(reply, benches);
    }
}
