package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.Offer;
import io.holdfast.classify.ClassNames;
import io.holdfast.classify.ClientClasses;
import io.holdfast.classify.PacketFacts;
import io.holdfast.config.ClassTable;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.ClassSteps;
import io.holdfast.engine.ClientHosts;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Exchange;
import io.holdfast.engine.Failure;
import io.holdfast.engine.Inquiry;
import io.holdfast.engine.LeaseLimits;
import io.holdfast.engine.NameBook;
import io.holdfast.engine.Rounds;
import io.holdfast.engine.Transmission;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.Reservation;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.wire.v4.MessageType4;
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

    /** Whether the client speaks BOOTP (RFC 951, RFC 1497): it has sent no message type, and understands none. */
    boolean bootp;

    /** Of the packet in bytes. */
    final int length;

    /** What expressions read; absent where classes do not matter. */
    @Nullable
    PacketFacts facts;

    /** All the packet is in, so far. */
    ClientClasses classes = ClassSteps.NONE;

    /** What option 82 says, where it may have to be kept. */
    @Nullable
    RelayInformation relay;

    /** The subnet the packet belongs to by where it came from; absent when none fits. */
    @Nullable
    ServedSubnet selected;

    /** All subnets that are on one link with that. */
    @Nullable
    ServedLink link;

    /** Of these, those the client can have addresses of, the selected one first, if it is among them. */
    List<ServedSubnet> allowed = List.of();

    /** The one of these that matters now; absent when there is none. */
    @Nullable
    ServedSubnet served;

    /** What the client is recognised by; absent while not needed. */
    @Nullable
    List<HostIdentifier> identifiers;

    /** The identifier that an expression makes; absent while not needed, and when there is none. */
    byte @Nullable [] flexId;

    /** The client's own option 61, where another stands in its place. */
    FlexIdentity.@Nullable Replaced replaced;

    /** What is reserved for the client. */
    ClientHosts hosts = ClientHosts.NONE;

    /** What of it holds in the subnet that matters now; absent when nothing does. */
    @Nullable
    Reservation reservation;

    /** The packet's bytes, while what its client's relay said before may have to be put into it. */
    byte @Nullable [] unstashed;

    /** Whether the message has an option 82 that was kept from an earlier one. */
    boolean stashed;

    /** Whether the packet has counted for the limits of its classes, and of its subnet. */
    boolean countedByClass;

    boolean countedBySubnet;

    /** Whether classes, subnet and reservations are known, so that leases can be decided about. */
    boolean received;

    /** Whether a client that reboots is known to be right about its address. */
    boolean verified;

    private boolean placed;

    /** What is asked, and what is known of who has reserved addresses. */
    final Inquiry inquiry;

    /** What is known of rows of the lease store. */
    final KnownRows known = new KnownRows();

    /** How the search for a vacant address goes. */
    final AddressSearch.Progress search = new AddressSearch.Progress();

    /** What has been decided. */
    final Verdict verdict = new Verdict();

    /** The offer this exchange acts on. */
    @Nullable
    Offer offer;

    private Set<Ipv4Address> refused = Set.of();
    final Rounds rounds = new Rounds();

    Exchange4(Engine4 engine, Arrival arrival, int length) {
        this.engine = engine;
        this.arrival = arrival;
        this.length = length;
        inquiry = new Inquiry(engine.hosts);
    }

    /** What is configured for classes. */
    ClassTable classTable() {
        return engine.classes;
    }

    NameBook names() {
        return engine.names;
    }

    LeaseLimits limits() {
        return engine.limits;
    }

    @Override
    public void counted(List<Long> numbers) {
        inquiry.held().learn(numbers);
    }

    @Override
    public void exceeded(LeaseChange change, ChangeOutcome.Exceeded limit) {
        verdict.exceeded = true;
    }

    /** Seconds of the longest lease while it is uncertain what is reserved. */
    long uncertainLifetime() {
        return engine.uncertainLifetime;
    }

    /** Where the packet came from, by the rules of subnet selection. */
    void place(@Nullable ServedSubnet subnet, SubnetSelection selection) {
        placed = true;
        selected = subnet;
        link = subnet == null ? null : selection.link(subnet);
        serve(subnet);
    }

    boolean placed() {
        return placed;
    }

    /** All is known that decides which subnets the client can have addresses of. */
    void settle() {
        allowed = selected == null || link == null ? List.of() : link.allowed(selected, classes);
        serve(allowed.isEmpty() ? null : allowed.getFirst());
    }

    /** This subnet matters from now on. */
    void serve(@Nullable ServedSubnet subnet) {
        served = subnet;
        reservation = subnet == null || !hosts.known() ? null : hosts.in(subnet.subnet());
    }

    /** The one of the subnets the client can have addresses of that has this id; absent when none has. */
    @Nullable
    ServedSubnet allowed(int subnetId) {
        for (int i = 0; i < allowed.size(); i++) {
            if (allowed.get(i).subnet().id() == subnetId) {
                return allowed.get(i);
            }
        }
        return null;
    }

    /** The client as its offers and leases are found. */
    ClientIdentity holder() {
        Query4 query = query();
        return selected == null || selected.subnet().matchClientId() ? query.identity() : query.anonymous();
    }

    /** The client as leases of a subnet know it. */
    ClientIdentity holder(int subnetId) {
        if (link == null || !link.isNetwork()) {
            return holder();
        }
        for (ServedSubnet each : link.subnets()) {
            if (each.subnet().id() == subnetId) {
                return each.subnet().matchClientId() ? query().identity() : query().anonymous();
            }
        }
        return holder();
    }

    /** Whether a lease, running or over, is the client's. */
    boolean owns(Lease4 lease) {
        return ClientLeases.belongs(lease, holder(lease.subnetId()));
    }

    /**
     * Whether so much of what the client could have in this subnet is in use that leases are to be short. Not that of an
     * address which nobody else could have from the pools.
     */
    boolean crowded(ServedSubnet subnet, Ipv4Address address) {
        double threshold = subnet.subnet().policy().adaptiveThreshold();
        return threshold < 1
                && subnet.inPool(address, classes)
                && engine.choice.use(subnet, classes).share() >= threshold;
    }

    /** Whether there may be reservations that could not be found. */
    boolean uncertain() {
        return !hosts.certain() || inquiry.addressHosts().uncertain();
    }

    /**
     * Whether the client holds on to what it has while it cannot be known who it is: that it looks unknown must not cost it
     * its address.
     */
    boolean spared() {
        return !hosts.certain() && !hosts.known() && query().duty() == Duty.REQUEST && query().serverId() == null;
    }

    /** Whether clients of its classes get nothing. */
    boolean isShunned() {
        return classes.contains(ClassNames.REJECT) || classes.contains(ClassNames.DROP);
    }

    /** The question for the client's leases on its link. */
    LeaseQuestion ofClient() {
        if (link == null) {
            throw new IllegalStateException("a client that is on no link has no leases");
        }
        return new LeaseQuestion.OfClient(
                link.matchesClientId() ? query().identity() : query().anonymous(), link.ids());
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
    public void over() {
        engine.choice.putBack(this);
    }

    @Override
    public @Nullable Transmission reply(long now) {
        return engine.reply(this, now);
    }

    @Override
    public List<Lease> reused() {
        return verdict.reused();
    }

    @Override
    public List<Failure> failures() {
        return verdict.failures(subnetId());
    }

    /** The id of the subnet the client belongs to, as an unsigned int; 0 when none fits. */
    int subnetId() {
        return served == null ? 0 : served.subnet().id();
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
    public void taken(LeaseChange change, ChangeOutcome.Taken taken) {
        verdict.taken(change, taken);
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

    /** What was read; only {@link #unserved} is of use without it. */
    Query4 query() {
        if (query == null) {
            throw new IllegalStateException("nothing could be read of this packet");
        }
        return query;
    }

    void refuse(Ipv4Address address) {
        refused = refused.isEmpty() ? new HashSet<>() : refused;
        refused.add(address);
    }

    boolean isRefused(Ipv4Address address) {
        return refused.contains(address);
    }
}
