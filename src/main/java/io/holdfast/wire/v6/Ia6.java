package io.holdfast.wire.v6;

import io.holdfast.address.IaType;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An identity association as it was received: IA_NA (RFC 8415 §21.4) with addresses, or IA_PD (§21.21) with prefixes, in
 * the order they were sent. {@code iaid} is unsigned; T1 and T2 are unsigned seconds.
 */
public record Ia6(IaType type, int iaid, long t1, long t2, List<IaLease6> leases, Options6 options) {

    /** From the payload of an IA_NA or IA_PD; what {@code around} forgives, its options do. */
    static Ia6 read(IaType type, Options6 around, PacketReader in) throws MalformedPacketException {
        int iaid = in.i32("IAID of an identity association");
        long t1 = Integer.toUnsignedLong(in.i32("T1 of an identity association"));
        long t2 = Integer.toUnsignedLong(in.i32("T2 of an identity association"));
        Options6 options = around.rest(in);
        return new Ia6(type, iaid, t1, t2, leases(type, options), options);
    }

    /** What the server says about the whole association; absent when it has no status code option. */
    public @Nullable Status6 status() throws MalformedPacketException {
        return options.status();
    }

    /** Options of the other kind mean nothing here (RFC 8415 §21.6, §21.22). */
    private static List<IaLease6> leases(IaType type, Options6 options) throws MalformedPacketException {
        int wanted = type == IaType.NA ? OptionCode6.IAADDR : OptionCode6.IAPREFIX;
        List<IaLease6> leases = new ArrayList<>(1);
        for (int i = 0; i < options.size(); i++) {
            if (options.codeAt(i) == wanted) {
                PacketReader in = options.readerAt(i);
                leases.add(type == IaType.NA ? IaLease6.address(options, in) : IaLease6.prefix(options, in));
            }
        }
        return List.copyOf(leases);
    }
}
