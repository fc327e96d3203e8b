package io.holdfast.store.memory;

import org.jspecify.annotations.Nullable;

/**
 * The columns of varying length of one lease in one array: a byte that tells which are present (bit n: part n), then
 * each that is, behind its length.
 *
 * <pre>
 *   +---------+--------+-----------+--------+-----------+----
 *   | present | length | part 0 …  | length | part 1 …  | …
 *   +---------+--------+-----------+--------+-----------+----
 * </pre>
 *
 * A length is one byte for the first two (at most 255), four for the others. The second is a client identifier, or a DUID.
 */
final class PackedParts {

    static final int HARDWARE = 0;
    static final int CLIENT_ID = 1;
    static final int HOSTNAME = 2;
    static final int CONTEXT = 3;
    static final int RELAY_ID = 4;
    static final int REMOTE_ID = 5;
    /** The columns that only leases of DHCPv6 have, see {@link Association}. */
    static final int ASSOCIATION = 6;

    private PackedParts() {}

    /** Absent parts are null. */
    static byte[] join(
            byte @Nullable [] hardware,
            byte @Nullable [] clientId,
            byte @Nullable [] hostname,
            byte @Nullable [] context,
            byte @Nullable [] relayId,
            byte @Nullable [] remoteId,
            byte @Nullable [] association) {
        byte[] joined = new byte
                [1
                        + room(HARDWARE, hardware)
                        + room(CLIENT_ID, clientId)
                        + room(HOSTNAME, hostname)
                        + room(CONTEXT, context)
                        + room(RELAY_ID, relayId)
                        + room(REMOTE_ID, remoteId)
                        + room(ASSOCIATION, association)];
        int at = 1;
        at = put(joined, at, HARDWARE, hardware);
        at = put(joined, at, CLIENT_ID, clientId);
        at = put(joined, at, HOSTNAME, hostname);
        at = put(joined, at, CONTEXT, context);
        at = put(joined, at, RELAY_ID, relayId);
        at = put(joined, at, REMOTE_ID, remoteId);
        put(joined, at, ASSOCIATION, association);
        return joined;
    }

    /** The same with another user context and what that tells about relays. */
    static byte[] with(byte[] parts, byte @Nullable [] context, byte @Nullable [] relayId, byte @Nullable [] remoteId) {
        return join(
                get(parts, HARDWARE),
                get(parts, CLIENT_ID),
                get(parts, HOSTNAME),
                context,
                relayId,
                remoteId,
                get(parts, ASSOCIATION));
    }

    private static int room(int kind, byte @Nullable [] part) {
        return part == null ? 0 : lengthBytes(kind) + part.length;
    }

    private static int put(byte[] joined, int at, int kind, byte @Nullable [] part) {
        if (part == null) {
            return at;
        }
        joined[0] |= (byte) (1 << kind);
        int start = putLength(joined, at, kind, part.length);
        System.arraycopy(part, 0, joined, start, part.length);
        return start + part.length;
    }

    static boolean has(byte[] parts, int kind) {
        return (parts[0] >> kind & 1) != 0;
    }

    static byte @Nullable [] get(byte[] parts, int kind) {
        if (!has(parts, kind)) {
            return null;
        }
        int at = offset(parts, kind);
        byte[] part = new byte[length(parts, at, kind)];
        System.arraycopy(parts, at + lengthBytes(kind), part, 0, part.length);
        return part;
    }

    /** Where the part's length stands; the part must be present. */
    static int offset(byte[] parts, int kind) {
        int at = 1;
        for (int before = 0; before < kind; before++) {
            if (has(parts, before)) {
                at += lengthBytes(before) + length(parts, at, before);
            }
        }
        return at;
    }

    static int lengthBytes(int kind) {
        return kind <= CLIENT_ID ? 1 : Integer.BYTES;
    }

    static int length(byte[] parts, int at, int kind) {
        return kind <= CLIENT_ID
                ? parts[at] & 0xff
                : (parts[at] & 0xff) << 24
                        | (parts[at + 1] & 0xff) << 16
                        | (parts[at + 2] & 0xff) << 8
                        | parts[at + 3] & 0xff;
    }

    private static int putLength(byte[] into, int at, int kind, int length) {
        if (kind <= CLIENT_ID) {
            into[at] = (byte) length;
            return at + 1;
        }
        into[at] = (byte) (length >>> 24);
        into[at + 1] = (byte) (length >>> 16);
        into[at + 2] = (byte) (length >>> 8);
        into[at + 3] = (byte) length;
        return at + Integer.BYTES;
    }
}
