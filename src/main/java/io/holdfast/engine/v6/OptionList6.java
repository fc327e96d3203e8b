package io.holdfast.engine.v6;

import io.holdfast.engine.ReplyOptions;
import io.holdfast.wire.PacketWriter;
import io.holdfast.wire.v6.Reply6;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of a reply outside of associations, in the order in which they are written. */
final class OptionList6 implements ReplyOptions {

    private static final int HEADER_BYTES = 4;

    private final List<Option> options = new ArrayList<>(8);

    private record Option(int code, byte[] payload) {}

    void add(int code, byte[] payload) {
        options.add(new Option(code, payload));
    }

    @Override
    public byte @Nullable [] first(int code) {
        int place = place(code);
        return place < 0 ? null : options.get(place).payload();
    }

    @Override
    public void setFirst(int code, byte[] payload) {
        int place = place(code);
        if (place < 0) {
            add(code, payload);
        } else {
            options.set(place, new Option(code, payload));
        }
    }

    @Override
    public void removeFirst(int code) {
        int place = place(code);
        if (place >= 0) {
            options.remove(place);
        }
    }

    @Override
    public void remove(int code) {
        options.removeIf(option -> option.code() == code);
    }

    private int place(int code) {
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).code() == code) {
                return i;
            }
        }
        return -1;
    }

    /** What does not fit into a datagram is left out. */
    void writeTo(Reply6 reply) {
        for (int i = 0; i < options.size(); i++) {
            Option option = options.get(i);
            if (reply.length() + HEADER_BYTES + option.payload().length <= PacketWriter.MAX_BYTES) {
                reply.option(option.code(), option.payload());
            }
        }
    }
}
