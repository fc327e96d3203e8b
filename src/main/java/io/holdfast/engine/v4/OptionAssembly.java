package io.holdfast.engine.v4;

import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.engine.CodeSet;
import io.holdfast.engine.OptionLevels;
import io.holdfast.engine.ReplyOptions;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Reply4;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of one reply. What the server makes itself stands; what is configured is added when the client asks for it
 * or it is to be sent always, from the closest level that has it, and not when any level says never. Written by ascending
 * code, as Kea does (so the mask comes before the routers, RFC 2132 §3.3).
 */
final class OptionAssembly implements ReplyOptions {

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

    private final CodeSet present = new CodeSet();
    private int[] codes = new int[20];
    private byte[][] payloads = new byte[20][];
    private int size;
    /** How many of them the server has made. */
    private int made;

    OptionAssembly put(int code, byte[] payload) {
        add(code, payload);
        for (int i = size - 1; i > made; i--) {
            codes[i] = codes[i - 1];
            payloads[i] = payloads[i - 1];
        }
        codes[made] = code;
        payloads[made++] = payload;
        return this;
    }

    /** @param seconds or any other unsigned 32-bit number */
    OptionAssembly put(int code, long seconds) {
        return put(
                code,
                new byte[] {(byte) (seconds >>> 24), (byte) (seconds >>> 16), (byte) (seconds >>> 8), (byte) seconds});
    }

    /** Adds what is configured, the closest level first. */
    OptionAssembly addConfigured(Message4 request, OptionLevels levels, ClientClasses classes) {
        if (levels.isEmpty()) {
            return this;
        }
        CodeSet wanted = new CodeSet().addAll(BASIC);
        byte[] list = request.option(OptionCode4.PARAMETER_REQUEST_LIST);
        if (list != null) {
            for (byte code : list) {
                wanted.add(code & 0xff);
            }
        }
        CodeSet sent = levels.sent(wanted, RESERVED).removeAll(present);
        boolean vendorOptions = sent.contains(OptionCode4.VENDOR_OPTIONS);
        sent.remove(OptionCode4.VENDOR_OPTIONS);
        for (int code = sent.next(0); code >= 0; code = sent.next(code + 1)) {
            addConfigured(code, levels, classes);
        }
        if (vendorOptions || levels.hasVendors() && !levels.forbids(OptionCode4.VENDOR_OPTIONS)) {
            VendorOptions4.add(this, request, levels, classes, vendorOptions);
        }
        return this;
    }

    private void addConfigured(int code, OptionLevels levels, ClientClasses classes) {
        ConfiguredOption option = levels.find(code, classes);
        if (option != null && code == OptionCode4.VENDOR_CLASSES) {
            VendorOptions4.addClasses(this, option, levels, classes);
        } else if (option != null) {
            add(code, option.payload());
        }
    }

    /** Adds an option beside those of the same code that are there already. */
    void add(int code, byte[] payload) {
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, size * 2);
            payloads = Arrays.copyOf(payloads, size * 2);
        }
        codes[size] = code;
        payloads[size++] = payload;
        present.add(code);
    }

    @Override
    public void setFirst(int code, byte[] payload) {
        int place = place(code);
        if (place < 0) {
            add(code, payload);
        } else {
            payloads[place] = payload;
        }
    }

    @Override
    public void removeFirst(int code) {
        int place = place(code);
        List<byte[]> others = new ArrayList<>();
        for (int i = place + 1; place >= 0 && i < size; i++) {
            if (codes[i] == code) {
                others.add(payloads[i]);
            }
        }
        remove(code);
        others.forEach(payload -> add(code, payload));
    }

    @Override
    public void remove(int code) {
        int kept = 0;
        int keptMade = 0;
        for (int i = 0; i < size; i++) {
            if (codes[i] != code) {
                codes[kept] = codes[i];
                payloads[kept++] = payloads[i];
                keptMade += i < made ? 1 : 0;
            }
        }
        size = kept;
        made = keptMade;
        present.remove(code);
    }

    boolean contains(int code) {
        return present.contains(code);
    }

    @Override
    public byte @Nullable [] first(int code) {
        int place = place(code);
        return place < 0 ? null : payloads[place];
    }

    private int place(int code) {
        for (int i = 0; i < size; i++) {
            if (codes[i] == code) {
                return i;
            }
        }
        return -1;
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
        for (int code = present.next(0); code >= 0; code = present.next(code + 1)) {
            write(reply, code, 0);
        }
    }

    private void writeByImportance(Reply4 reply, Message4 request) {
        CodeSet left = new CodeSet().addAll(present);
        for (int i = 0; i < made; i++) {
            left.remove(codes[i]);
            reply.option(codes[i], payloads[i]);
        }
        byte[] list = request.option(OptionCode4.PARAMETER_REQUEST_LIST);
        if (list != null) {
            for (byte code : list) {
                if (left.contains(code & 0xff)) {
                    left.remove(code & 0xff);
                    write(reply, code & 0xff, made);
                }
            }
        }
        for (int code = left.next(0); code >= 0; code = left.next(code + 1)) {
            write(reply, code, made);
        }
    }

    private void write(Reply4 reply, int code, int from) {
        for (int i = from; i < size; i++) {
            if (codes[i] == code) {
                reply.option(code, payloads[i]);
            }
        }
    }

    private int total() {
        int total = 0;
        for (int i = 0; i < size; i++) {
            int length = payloads[i].length;
            total += length + 2 * Math.max(1, (length + MOST_IN_ONE - 1) / MOST_IN_ONE);
        }
        return total;
    }
}
