package io.holdfast.engine;

import io.holdfast.address.Protocol;
import io.holdfast.classify.expression.EvaluationException;
import io.holdfast.config.FlexOption;
import io.holdfast.config.FlexOption.Action;
import io.holdfast.config.SubOptions;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One change inside of an option of an answer: of a vendor's (125, 17), or of one that encapsulates a space. */
final class FlexContainer {

    private static final int NUMBER_BYTES = 4;

    private final Protocol protocol;
    private final int code;
    private final FlexOption sub;
    private final ReplyOptions reply;

    private FlexContainer(Protocol protocol, int code, FlexOption sub, ReplyOptions reply) {
        this.protocol = protocol;
        this.code = code;
        this.sub = sub;
        this.reply = reply;
    }

    static FlexContainer of(Protocol protocol, FlexOption container, FlexOption sub, ReplyOptions reply) {
        return new FlexContainer(protocol, container.code(), sub, reply);
    }

    /** What an expression says of the packet. */
    interface Value<T extends @Nullable Object> {
        T get() throws EvaluationException;
    }

    void change(Value<byte @Nullable []> value, Value<Boolean> removes) throws EvaluationException {
        byte[] payload = reply.first(code);
        if (payload == null && (sub.action() == Action.REMOVE || !sub.container())) {
            return;
        }
        SortedMap<Integer, byte[]> parts = payload == null ? new TreeMap<>() : parts(payload);
        if (parts == null) {
            return;
        }
        if (sub.action() == Action.REMOVE) {
            if (parts.containsKey(sub.code()) && removes.get()) {
                parts.remove(sub.code());
                take(parts);
            }
            return;
        }
        if (sub.action() == Action.SUPERSEDE || !parts.containsKey(sub.code())) {
            byte[] wanted = value.get();
            if (wanted != null) {
                parts.put(sub.code(), wanted);
                reply.setFirst(code, written(parts));
            }
        }
    }

    private void take(SortedMap<Integer, byte[]> parts) {
        if (parts.isEmpty() && sub.container()) {
            reply.removeFirst(code);
        } else {
            reply.setFirst(code, written(parts));
        }
    }

    /** Absent when it is of another vendor, or its bytes are no sub-options. */
    private @Nullable SortedMap<Integer, byte[]> parts(byte[] payload) {
        if (sub.vendorId() == 0) {
            return SubOptions.read(protocol, payload);
        }
        int before = NUMBER_BYTES + (protocol == Protocol.DHCP4 ? 1 : 0);
        if (payload.length < NUMBER_BYTES || enterprise(payload) != sub.vendorId()) {
            return null;
        }
        return SubOptions.read(protocol, Arrays.copyOfRange(payload, Math.min(before, payload.length), payload.length));
    }

    private static long enterprise(byte[] payload) {
        long number = 0;
        for (int i = 0; i < NUMBER_BYTES; i++) {
            number = number << 8 | payload[i] & 0xff;
        }
        return number;
    }

    private byte[] written(SortedMap<Integer, byte[]> parts) {
        for (byte[] part : parts.values()) {
            if (protocol == Protocol.DHCP4 && part.length > 255) {
                throw new IllegalArgumentException(part.length + " bytes, a sub-option has at most 255");
            }
        }
        byte[] data = SubOptions.bytes(protocol, parts);
        if (sub.vendorId() == 0) {
            return data;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + NUMBER_BYTES + 1);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write((int) (sub.vendorId() >>> shift));
        }
        if (protocol == Protocol.DHCP4) {
            if (data.length > 255) {
                throw new IllegalArgumentException(data.length + " bytes, a vendor's options have at most 255");
            }
            out.write(data.length);
        }
        out.writeBytes(data);
        return out.toByteArray();
    }
}
