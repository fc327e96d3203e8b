package io.holdfast.app.probe;

import io.holdfast.address.IaType;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.Status6;
import io.holdfast.wire.v6.StatusCode6;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an ADVERTISE or REPLY gives its client. */
record Offered6(Message6 message, List<Ia6> ias) {

    static Offered6 of(Message6 message) throws MalformedPacketException {
        return new Offered6(message, message.ias());
    }

    /** The addresses, and the prefixes with their lengths; lifetimes of 0 give nothing. */
    List<Object> leases() {
        List<Object> all = new ArrayList<>();
        for (Ia6 ia : ias) {
            for (IaLease6 lease : given(ia)) {
                all.add(ia.type() == IaType.NA ? lease.address() : lease.prefix());
            }
        }
        return all;
    }

    static List<IaLease6> given(Ia6 ia) {
        return ia.leases().stream().filter(lease -> lease.validLifetime() > 0).toList();
    }

    /** Why the client has not got all it wanted; absent when it has. */
    @Nullable
    String refusal(List<IaType> wanted) throws MalformedPacketException {
        String whole = failure(message.status());
        if (whole != null) {
            return whole;
        }
        for (IaType type : wanted) {
            String why = refusal(type);
            if (why != null) {
                return type.text() + ": " + why;
            }
        }
        return null;
    }

    private @Nullable String refusal(IaType type) throws MalformedPacketException {
        for (Ia6 ia : ias) {
            if (ia.type() == type) {
                String why = failure(ia.status());
                for (IaLease6 lease : ia.leases()) {
                    why = why == null ? failure(lease.status()) : why;
                }
                return why != null || !given(ia).isEmpty() ? why : "nothing was given";
            }
        }
        return "not in the answer";
    }

    private static @Nullable String failure(@Nullable Status6 status) {
        return status == null || status.is(StatusCode6.SUCCESS) ? null : words(status);
    }

    static String words(Status6 status) {
        StatusCode6 code = StatusCode6.of(status.number());
        String name = code == null ? "status " + status.number() : code.text();
        return status.message().isEmpty() ? name : name + ", " + status.message();
    }
}
