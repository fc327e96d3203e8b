package io.holdfast.classify.option;

import io.holdfast.address.Protocol;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options inside an option, by ascending code. One that is cut off ends them, as in Kea. */
final class SubOptions {

    private static final int VENDOR_ENCAPSULATED = 43;
    private static final int PAD = 0;
    private static final int END = 255;

    private SubOptions() {}

    /** Those in {@code payload} from {@code from} on; {@code outer} is the code of the option they are in. */
    static List<SeenOption> read(OptionSpace space, int outer, byte[] payload, int from) {
        List<SeenOption> options = new ArrayList<>();
        if (space.protocol() == Protocol.DHCP6) {
            read6(space, payload, from, options);
        } else {
            joined(space, outer == VENDOR_ENCAPSULATED, payload, from)
                    .forEach((code, data) -> add(space, code, data.toByteArray(), options));
        }
        options.sort(Comparator.comparingInt(SeenOption::code));
        return options;
    }

    /** Parts of one code belong together (RFC 3396). In option 43 codes 0 and 255 are padding and end unless defined. */
    private static Map<Integer, ByteArrayOutputStream> joined(
            OptionSpace space, boolean vendor, byte[] payload, int from) {
        boolean pads = vendor && space.definitions().find(space.name(), PAD) == null;
        boolean ends = vendor && space.definitions().find(space.name(), END) == null;
        Map<Integer, ByteArrayOutputStream> parts = new LinkedHashMap<>();
        int at = from;
        while (at < payload.length) {
            int code = payload[at++] & 0xff;
            if (code == END && ends) {
                return parts;
            }
            if (code != PAD || !pads) {
                int length = at < payload.length ? payload[at++] & 0xff : -1;
                if (length < 0 || at + length > payload.length) {
                    return parts;
                }
                parts.computeIfAbsent(code, c -> new ByteArrayOutputStream()).write(payload, at, length);
                at += length;
            }
        }
        return parts;
    }

    private static void read6(OptionSpace space, byte[] payload, int from, List<SeenOption> options) {
        int at = from;
        while (at + 4 <= payload.length) {
            int code = u16(payload, at);
            int length = u16(payload, at + 2);
            at += 4;
            if (at + length > payload.length) {
                return;
            }
            add(space, code, Arrays.copyOfRange(payload, at, at + length), options);
            at += length;
        }
    }

    static void add(OptionSpace space, int code, byte[] payload, List<SeenOption> options) {
        SeenOption option = SeenOption.read(space, code, payload);
        if (option != null) {
            options.add(option);
        }
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
