package io.holdfast.engine.v6;

import io.holdfast.engine.HostNames;
import org.jspecify.annotations.Nullable;

/**
 * What the client calls itself (option 39, RFC 4704).
 *
 * @param said with a dot at its end when it is full; empty when it leaves it to the server
 * @param flags of the answer of a server that makes no DNS updates: N is set, S cleared, and O says whether that is another
 *     S than the client's
 */
record ClientFqdn(String said, int flags) {

    private static final int FLAG_S = 1;
    private static final int FLAG_O = 2;
    private static final int FLAG_N = 4;

    /** Absent when {@code option} is, or cannot be read. */
    static @Nullable ClientFqdn of(byte @Nullable [] option) {
        if (option == null || option.length < 1 || (option[0] & (FLAG_S | FLAG_N)) == (FLAG_S | FLAG_N)) {
            return null;
        }
        String said = HostNames.fromLabels(option, 1);
        return said == null ? null : new ClientFqdn(said, FLAG_N | ((option[0] & FLAG_S) != 0 ? FLAG_O : 0));
    }

    /**
     * The option of the answer, without code and length.
     *
     * @param name with a dot at its end, or empty
     */
    byte[] payload(String name) {
        byte[] labels = name.isEmpty() ? new byte[0] : HostNames.toLabels(name);
        byte[] payload = new byte[1 + labels.length];
        payload[0] = (byte) flags;
        System.arraycopy(labels, 0, payload, 1, labels.length);
        return payload;
    }
}
