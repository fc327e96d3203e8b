package io.holdfast.engine.v6;

import io.holdfast.address.HexText;
import io.holdfast.address.IaType;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Status6;
import io.holdfast.wire.v6.StatusCode6;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A reply, read back, in terms that tests can compare. */
record ReplyView6(Message6 message) {

    static ReplyView6 of(byte[] data) {
        try {
            return new ReplyView6(Message6.read(data, data.length));
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    MessageType6 type() {
        return Objects.requireNonNull(message.type());
    }

    List<Ia6> ias() {
        try {
            return message.ias();
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    Ia6 ia(IaType type, int iaid) {
        return ias().stream()
                .filter(ia -> ia.type() == type && ia.iaid() == iaid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " " + iaid + " in " + all()));
    }

    /** The first address with a lifetime. */
    String address(int iaid) {
        return given(ia(IaType.NA, iaid)).address().toString();
    }

    /** The first prefix with a lifetime. */
    String prefix(int iaid) {
        return given(ia(IaType.PD, iaid)).prefix().toString();
    }

    IaLease6 given(Ia6 ia) {
        return ia.leases().stream()
                .filter(lease -> lease.validLifetime() > 0)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is given: " + all()));
    }

    /** All associations as one text, such as {@code IA_NA 1: 2001:db8:1::100 1800/3600; IA_PD 1: NoPrefixAvail}. */
    String all() {
        return ias().stream().map(ReplyView6::text).collect(Collectors.joining("; "));
    }

    private static String text(Ia6 ia) {
        try {
            String leases = ia.leases().stream()
                    .map(lease -> (ia.type() == IaType.NA ? lease.address() : lease.prefix()) + " "
                            + lease.preferredLifetime() + "/" + lease.validLifetime())
                    .collect(Collectors.joining(", "));
            Status6 status = ia.status();
            String said = status == null ? "" : name(status);
            return ia.type().text() + " " + ia.iaid() + ": " + leases + (leases.isEmpty() || said.isEmpty() ? "" : ", ")
                    + said;
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    /** What is said of the whole message; empty when nothing is. */
    String status() {
        try {
            Status6 status = message.options().status();
            return status == null ? "" : name(status);
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(Status6 status) {
        return Objects.requireNonNull(StatusCode6.of(status.number())).text();
    }

    boolean has(int code) {
        return message.has(code);
    }

    /** In hexadecimal with colons; absent when missing. */
    @Nullable
    String hex(int code) {
        byte[] payload = message.option(code);
        return payload == null ? null : HexText.format(payload);
    }

    String codes() {
        return Arrays.toString(message.options().codes());
    }
}
