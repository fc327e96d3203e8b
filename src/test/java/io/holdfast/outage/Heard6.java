package io.holdfast.outage;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Status6;
import io.holdfast.wire.v6.StatusCode6;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client was told.
 *
 * @param refusals the status codes, of the message and inside of it, that are no success; as the RFCs write them
 */
public record Heard6(
        MessageType6 type,
        List<Given> leases,
        List<String> refusals,
        @Nullable Duid server) implements Heard {

    /** An address (with {@code length} 128) or a prefix, and for how many seconds. */
    public record Given(IaType type, int iaid, String address, int length, long preferred, long valid) {

        private String words() {
            return type == IaType.NA ? address : address + "/" + length;
        }
    }

    static Heard6 of(Message6 message) throws MalformedPacketException {
        MessageType6 type = message.type();
        if (type == null) {
            throw new IllegalStateException("an answer of the type " + message.typeNumber());
        }
        List<Given> leases = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        refuse(message.status(), refusals);
        for (Ia6 ia : message.ias()) {
            refuse(ia.status(), refusals);
            for (IaLease6 lease : ia.leases()) {
                refuse(lease.status(), refusals);
                leases.add(new Given(
                        ia.type(),
                        ia.iaid(),
                        lease.address().toString(),
                        lease.length(),
                        lease.preferredLifetime(),
                        lease.validLifetime()));
            }
        }
        return new Heard6(type, List.copyOf(leases), List.copyOf(refusals), message.serverId());
    }

    private static void refuse(@Nullable Status6 status, List<String> refusals) {
        if (status != null && !status.is(StatusCode6.SUCCESS)) {
            StatusCode6 known = StatusCode6.of(status.number());
            refusals.add((known == null ? status.number() : known.text()) + ": " + status.message());
        }
    }

    @Override
    public String words() {
        return type.text();
    }

    @Override
    public boolean isAck() {
        return type == MessageType6.REPLY;
    }

    @Override
    public List<String> given() {
        return leases.stream()
                .filter(lease -> lease.valid() > 0)
                .map(Given::words)
                .toList();
    }

    @Override
    public boolean takesAway() {
        return !refusals.isEmpty() || leases.stream().anyMatch(lease -> lease.valid() == 0);
    }

    @Override
    public List<String> leaseArguments() {
        return leases.stream()
                .map(lease -> "{ \"ip-address\": \"" + lease.address() + "\", \"type\": \""
                        + lease.type().text() + "\" }")
                .toList();
    }
}
