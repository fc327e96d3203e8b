package io.holdfast.engine.v4;

import io.holdfast.engine.CodeSet;
import io.holdfast.engine.OptionLayer;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Reply4;
import java.util.Arrays;
import java.util.List;

/**
 * The options of one reply. What the server makes itself stands; what is configured is added when the client asks for it
 * or it is to be sent always, from the closest level that has it, and not when any level says never. Written by ascending
 * code, as Kea does (so the mask comes before the routers, RFC 2132 §3.3).
 */
final class OptionAssembly {

    /** Sent without being asked for, when configured: routers, name servers, domain name, server identifier. */
    private static final CodeSet BASIC = new CodeSet().add(3).add(6).add(15).add(OptionCode4.SERVER_IDENTIFIER);

    /** What no configuration may put into a reply: they are part of the format, or the relay's. */
    private static final CodeSet RESERVED = new CodeSet()
            .add(OptionCode4.PAD)
            .add(OptionCode4.OVERLOAD)
            .add(OptionCode4.MESSAGE_TYPE)
            .add(OptionCode4.RELAY_AGENT_INFORMATION)
            .add(OptionCode4.END);

    /** IP and UDP headers, which option 57 counts. */
    private static final int HEADER_BYTES = 28;

    /** RFC 3396: longer ones are split. */
    private static final int MOST_IN_ONE = 255;

    private final CodeSet codes = new CodeSet();
    private int[] madeCodes = new int[12];
    private byte[][] madePayloads = new byte[12][];
    private int made;
    private List<OptionLayer> layers = List.of();

    OptionAssembly put(int code, byte[] payload) {
        if (made == madeCodes.length) {
            madeCodes = Arrays.copyOf(madeCodes, made * 2);
            madePayloads = Arrays.copyOf(madePayloads, made * 2);
        }
        madeCodes[made] = code;
        madePayloads[made++] = payload;
        codes.add(code);
        return this;
    }

    /** @param seconds or any other unsigned 32-bit number */
    OptionAssembly put(int code, long seconds) {
        return put(
                code,
                new byte[] {(byte) (seconds >>> 24), (byte) (seconds >>> 16), (byte) (seconds >>> 8), (byte) seconds});
    }

    /** Adds what is configured, the closest level first. */
    OptionAssembly addConfigured(Message4 request, List<OptionLayer> levels) {
        layers = levels;
        CodeSet wanted = new CodeSet().addAll(BASIC);
        byte[] list = request.option(OptionCode4.PARAMETER_REQUEST_LIST);
        if (list != null) {
            for (byte code : list) {
                wanted.add(code & 0xff);
            }
        }
        codes.addAll(OptionLayer.sent(levels, wanted, RESERVED));
        return this;
    }

    boolean contains(int code) {
        return codes.contains(code);
    }

    /**
     * By ascending code. When that is too long for the client, what the server makes itself comes first, then what is
     * configured in the order the client asks for it (RFC 2132 §9.8): the reply leaves out what comes last.
     */
    void writeTo(Reply4 reply, Message4 request) {
        if (reply.length() + total() + 1 > request.maxMessageSize() - HEADER_BYTES) {
            writeByImportance(reply, request);
            return;
        }
        for (int code = codes.next(0); code >= 0; code = codes.next(code + 1)) {
            reply.option(code, payload(code));
        }
    }

    private void writeByImportance(Reply4 reply, Message4 request) {
        CodeSet written = new CodeSet();
        for (int i = 0; i < made; i++) {
            written.add(madeCodes[i]);
            reply.option(madeCodes[i], madePayloads[i]);
        }
        byte[] list = request.option(OptionCode4.PARAMETER_REQUEST_LIST);
        if (list != null) {
            for (byte code : list) {
                writeOnce(reply, code & 0xff, written);
            }
        }
        for (int code = codes.next(0); code >= 0; code = codes.next(code + 1)) {
            writeOnce(reply, code, written);
        }
    }

    private void writeOnce(Reply4 reply, int code, CodeSet written) {
        if (codes.contains(code) && !written.contains(code)) {
            written.add(code);
            reply.option(code, payload(code));
        }
    }

    private int total() {
        int total = 0;
        for (int code = codes.next(0); code >= 0; code = codes.next(code + 1)) {
            int length = payload(code).length;
            total += length + 2 * Math.max(1, (length + MOST_IN_ONE - 1) / MOST_IN_ONE);
        }
        return total;
    }

    private byte[] payload(int code) {
        for (int i = 0; i < made; i++) {
            if (madeCodes[i] == code) {
                return madePayloads[i];
            }
        }
        byte[] configured = OptionLayer.payload(layers, code);
        if (configured != null) {
            return configured;
        }
        throw new IllegalStateException("no payload for option " + code);
    }
}
