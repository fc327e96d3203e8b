package io.holdfast.wire.v6;

/**
 * Finds the client of a message without making a view of it: whatever is asked of one client is to be done by one lane,
 * through whichever relays it comes. Takes the same option for the client-id as {@link Message6#clientId}.
 */
public final class ClientHash6 {

    private static final int OPTION_HEADER_BYTES = 4;

    private ClientHash6() {}

    /**
     * A number that is the same for the same client-id, and is not 0; 0 when {@code data[0, length)} has none or is
     * broken before it. Never throws, allocates nothing.
     */
    public static int of(byte[] data, int length) {
        int from = 0;
        int end = Math.min(length, data.length);
        for (int relays = 0; relays <= Message6.MAX_RELAYS && end - from >= Message6.HEADER_BYTES; relays++) {
            int type = data[from];
            boolean relayed = type == MessageType6.RELAY_FORW.number() || type == MessageType6.RELAY_REPL.number();
            int option = relayed
                    ? find(data, from + Relay6.HEADER_BYTES, end, OptionCode6.RELAY_MSG)
                    : find(data, from + Message6.HEADER_BYTES, end, OptionCode6.CLIENT_ID);
            if (option < 0) {
                return 0;
            }
            from = option + OPTION_HEADER_BYTES;
            end = from + u16(data, option + 2);
            if (!relayed) {
                return from == end ? 0 : hash(data, from, end);
            }
        }
        return 0;
    }

    /** Where the first option with this code begins, when it is whole; -1 when there is none. */
    private static int find(byte[] data, int from, int end, int code) {
        int at = from;
        while (end - at >= OPTION_HEADER_BYTES) {
            int next = at + OPTION_HEADER_BYTES + u16(data, at + 2);
            if (u16(data, at) == code) {
                return next <= end ? at : -1;
            }
            at = next;
        }
        return -1;
    }

    private static int hash(byte[] data, int from, int end) {
        int hash = 1;
        for (int i = from; i < end; i++) {
            hash = 31 * hash + data[i];
        }
        // DUIDs of one make differ in their last bytes: lanes are chosen by the lowest bits, all bits are to count
        // there.
        hash *= 0x9e3779b9;
        hash ^= hash >>> 16;
        return hash == 0 ? 1 : hash;
    }

    private static int u16(byte[] data, int offset) {
        return (data[offset] & 0xff) << 8 | data[offset + 1] & 0xff;
    }
}
