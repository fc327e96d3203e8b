package io.holdfast.config;

import io.holdfast.address.Duid;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The map {@code server-id}: what of the server's DUID is fixed; the rest is found out once and kept.
 *
 * @param identifier link-layer address, what the enterprise makes of it, or the UUID; empty to find one; not to be changed
 * @param htype of the link-layer address (IANA's hardware types), 0 to find it
 * @param time seconds since 2000-01-01 UTC, 0 for now (LLT)
 * @param enterpriseId IANA's private enterprise number, 0 for our default (EN)
 * @param persist whether what is found out is kept in a file
 */
public record ServerIdSettings(Type type, byte[] identifier, int htype, long time, long enterpriseId, boolean persist) {

    /** {@code htype} of Ethernet, which an identifier without a type is taken for. */
    private static final int ETHERNET = 1;

    /** RFC 8415 §11.2 to 11.5; the number is the DUID's type. */
    public enum Type {
        LLT(1),
        EN(2),
        LL(3),
        /** RFC 6355; Kea has none of these for its server. */
        UUID(4);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /** The DUID, when nothing of it is left to be found out: then all replicas with the same settings have the same. */
    public Optional<Duid> whole() {
        boolean missing = identifier.length == 0
                || switch (type) {
                    case LLT -> time == 0;
                    case EN -> enterpriseId == 0;
                    case LL, UUID -> false;
                };
        return missing ? Optional.empty() : Optional.of(duid());
    }

    private Duid duid() {
        ByteBuffer bytes = ByteBuffer.allocate(8 + identifier.length).putShort((short) type.number);
        switch (type) {
            case LLT -> bytes.putShort((short) hardwareType()).putInt((int) time);
            case EN -> bytes.putInt((int) enterpriseId);
            case LL -> bytes.putShort((short) hardwareType());
            case UUID -> {}
        }
        bytes.put(identifier).flip();
        byte[] duid = new byte[bytes.remaining()];
        bytes.get(duid);
        return Duid.of(duid);
    }

    private int hardwareType() {
        return htype == 0 ? ETHERNET : htype;
    }
}
