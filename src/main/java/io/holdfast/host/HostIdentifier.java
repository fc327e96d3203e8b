package io.holdfast.host;

import io.holdfast.address.ByteHash;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a client is recognised by for its reservation: some bytes of a kind. Equal when both are. */
public final class HostIdentifier {

    /** In the order of their numbers in the table {@code host_identifier_type}. */
    public enum Type {
        HW_ADDRESS("hw-address"),
        DUID("duid"),
        CIRCUIT_ID("circuit-id"),
        CLIENT_ID("client-id"),
        FLEX_ID("flex-id");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** The keyword. */
        public String text() {
            return text;
        }

        /** As the database has it. */
        public int number() {
            return ordinal();
        }

        public static @Nullable Type named(String text) {
            return Arrays.stream(values())
                    .filter(type -> type.text.equals(text))
                    .findFirst()
                    .orElse(null);
        }
    }

    private final Type type;
    private final byte[] bytes;
    private final int hash;

    /** Takes over {@code bytes}; the caller must not change them afterwards. */
    public HostIdentifier(Type type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
        this.hash = 31 * ByteHash.of(bytes) + type.ordinal();
    }

    public Type type() {
        return type;
    }

    /** The bytes themselves, not a copy; not to be changed. A hardware address is without its type. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostIdentifier that
                && hash == that.hash
                && type == that.type
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@code hw-address=02005E100001}. */
    @Override
    public String toString() {
        return type.text + "=" + HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
