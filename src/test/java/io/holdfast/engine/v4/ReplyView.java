package io.holdfast.engine.v4;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reply, read back, in terms that tests can compare. */
record ReplyView(Message4 message) {

    static ReplyView of(byte[] data) {
        try {
            return new ReplyView(Message4.read(data, data.length));
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    MessageType4 type() {
        return Objects.requireNonNull(message.type());
    }

    String yiaddr() {
        return message.yourAddress().toString();
    }

    String ciaddr() {
        return message.clientAddress().toString();
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

    @Nullable
    String text(int code) {
        byte[] payload = message.option(code);
        return payload == null ? null : new String(payload, StandardCharsets.US_ASCII);
    }

    String address(int code) {
        return Ipv4Address.of(Objects.requireNonNull(message.option(code), "option " + code))
                .toString();
    }

    long number(int code) {
        return Ipv4Address.of(Objects.requireNonNull(message.option(code), "option " + code))
                .toUnsigned();
    }

    String codes() {
        return Arrays.toString(message.optionCodes());
    }
}
