package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentity;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.wire.v4.MessageType4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One packet's bench: what it says, what is known about it so far, and what has been decided. For one thread. */
public final class Exchange4 {

    Exchange4() {}

    /** The type of the packet received; absent when it cannot be read or has none. */
    public @Nullable MessageType4 requestType() {
        throw new UnsupportedOperationException();
    }

    /** Absent when the packet cannot be read or names nobody. */
    public @Nullable ClientIdentity client() {
        throw new UnsupportedOperationException();
    }

    /** The id of the subnet the client belongs to, as an unsigned int; 0 when none fits. */
    public int subnetId() {
        throw new UnsupportedOperationException();
    }

    /** Present when the decision to be silent or to refuse comes from having no address to give. */
    public @Nullable AllocationFailure allocationFailure() {
        throw new UnsupportedOperationException();
    }

    /** The answers to the questions last asked, in their order. */
    public void learn(List<List<Lease4>> answers) {
        throw new UnsupportedOperationException();
    }

    /** One of the changes last decided was not carried out. */
    public void taken(LeaseChange change, ChangeOutcome.Taken taken) {
        throw new UnsupportedOperationException();
    }
}
