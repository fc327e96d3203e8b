package io.holdfast.classify.option;

import io.holdfast.address.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The vendor-specific information option (125 of DHCPv4, RFC 3925 §4; 17 of DHCPv6, RFC 8415 §21.17). Of several
 * enterprises in a packet it is, as in Kea, that of the lowest number in DHCPv4, the first one in DHCPv6.
 */
public final class VendorOption {

    private static final int CODE_4 = 125;
    private static final int CODE_6 = 17;

    public static int code(Protocol protocol) {
        return protocol == Protocol.DHCP4 ? CODE_4 : CODE_6;
    }

    private VendorOption() {}

    static boolean is(OptionSpace space, int code) {
        return code == code(space.protocol())
                && space.name().equals(space.protocol().label());
    }

    public static long enterprise(SeenOption option) {
        return number(option.fixed(), 0);
    }

    /** Absent when nothing sensible can be read. */
    static @Nullable SeenOption read(OptionSpace space, byte[] payload) {
        return space.protocol() == Protocol.DHCP4 ? read4(space, payload) : read6(space, payload);
    }

    /** Kea's description, which has the enterprise number and, in DHCPv4, the length of the data. */
    static String text(SeenOption option, int indent) {
        boolean four = option.space().protocol() == Protocol.DHCP4;
        return OptionDescription.header(option, indent, "") + ": " + enterprise(option) + " (uint32)"
                + (four ? " " + (option.length() - 5) + " (uint8)" : "")
                + OptionDescription.subOptions(option, indent);
    }

    private static @Nullable SeenOption read6(OptionSpace space, byte[] payload) {
        if (payload.length < 4) {
            return null;
        }
        long enterprise = number(payload, 0);
        List<SeenOption> inside = SubOptions.read(space.ofVendor(enterprise), CODE_6, payload, 4);
        return SeenOption.of(space, CODE_6, Arrays.copyOf(payload, 4), inside);
    }

    /** One after the other: an enterprise number, a length, and as many bytes of its options. */
    private static @Nullable SeenOption read4(OptionSpace space, byte[] payload) {
        TreeMap<Long, List<SeenOption>> vendors = new TreeMap<>();
        int at = 0;
        while (at < payload.length) {
            int length = at + 4 < payload.length ? payload[at + 4] & 0xff : -1;
            int end = at + 5 + length;
            if (length < 0 || end > payload.length) {
                return null;
            }
            long enterprise = number(payload, at);
            List<SeenOption> options = vendors.computeIfAbsent(enterprise, e -> new ArrayList<>());
            if (!chunk(space.ofVendor(enterprise), payload, at + 5, end, options)) {
                return null;
            }
            at = end;
        }
        return vendors.isEmpty() ? null : lowest(space, vendors.firstEntry());
    }

    private static SeenOption lowest(OptionSpace space, Map.Entry<Long, List<SeenOption>> vendor) {
        List<SeenOption> options = vendor.getValue();
        options.sort(Comparator.comparingInt(SeenOption::code));
        int length = 0;
        for (SeenOption option : options) {
            length += 2 + option.length();
        }
        byte[] header = Arrays.copyOf(Bytes.toArray(Bytes.ofNumber(vendor.getKey())), 5);
        header[4] = (byte) length;
        return SeenOption.of(space, CODE_4, header, options);
    }

    private static boolean chunk(OptionSpace space, byte[] payload, int from, int end, List<SeenOption> options) {
        int at = from;
        while (at < end) {
            int length = at + 1 < end ? payload[at + 1] & 0xff : -1;
            if (length < 0 || at + 2 + length > end) {
                return false;
            }
            SubOptions.add(space, payload[at] & 0xff, Arrays.copyOfRange(payload, at + 2, at + 2 + length), options);
            at += 2 + length;
        }
        return true;
    }

    static long number(byte[] bytes, int at) {
        return (bytes[at] & 0xffL) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }
}
