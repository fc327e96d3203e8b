package io.holdfast.engine;

import io.holdfast.allocate.Shortage;
import io.holdfast.host.HostAnswer;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.Vacancy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One packet's way: decide until it is an answer or silence, telling what was found meanwhile; after the commit write the
 * reply. For one thread.
 */
public interface Exchange {

    /** Type of the packet received as a label, as in {@code DHCPDISCOVER} or {@code SOLICIT}; absent when it has none. */
    @Nullable
    String type();

    /** Who sent it, by equality; absent when the packet cannot be read or names nobody. */
    @Nullable
    Object client();

    /** As the client chose it; equal in its retransmissions. */
    int transactionId();

    /** Whether its answer would be of no use while the lease store is away, as an offer that nobody could take. */
    boolean isVainWithoutStore();

    /** @param now seconds since 1970 */
    Decision decide(long now);

    /** The answers to the questions last asked, in their order. */
    void learn(List<List<Lease>> answers);

    /** The answers to the questions about reservations last asked, in their order. */
    default void learnHosts(List<HostAnswer> answers) {}

    /** How many leases there are of the groups last to be counted, in their order. */
    default void counted(List<Long> numbers) {}

    /** What the store has found vacant for a shortage that was decided; the pickers have been told. */
    default void found(Shortage shortage, List<Vacancy> vacancies) {}

    /** One of the changes last decided was not carried out. */
    void taken(LeaseChange change, ChangeOutcome.Taken taken);

    /** One of the changes last decided was refused by a limit. */
    default void exceeded(LeaseChange change, ChangeOutcome.Exceeded exceeded) {
        throw exceeded.unasked();
    }

    /** Nothing more is decided: what was set aside for it is free for others. May be called more than once. */
    void over();

    /** Writes the reply, after the changes are durable; absent when nothing is sent. To be called once. */
    @Nullable
    Transmission reply(long now);

    /** What the client is told of as it stands in the store: known with the reply. */
    default List<Lease> reused() {
        return List.of();
    }

    /** What the client asked for and did not get, because there was none to give: known with the reply or the silence. */
    List<Failure> failures();

    /** Who asks in which transaction, for logs: {@code [hwtype=1 02:00:5e:10:00:01], cid=[no info], tid=0x1a2b3c4d}. */
    String label();
}
