package io.holdfast.classify.option;

import io.holdfast.address.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The vendor class option (124 of DHCPv4, RFC 3925 §3; 16 of DHCPv6, RFC 8415 §21.16). Of several enterprises in a packet
 * it is, as in Kea, that of the lowest number in DHCPv4, the first one in DHCPv6.
 *
 * @param data the class data in their order, bytes
 */
public record VendorClassOption(Protocol protocol, long enterprise, List<String> data) {

    private static final int CODE_4 = 124;
    private static final int CODE_6 = 16;

    public VendorClassOption {
        data = List.copyOf(data);
    }

    public static int code(Protocol protocol) {
        return protocol == Protocol.DHCP4 ? CODE_4 : CODE_6;
    }

    static boolean is(OptionSpace space, int code) {
        return code == code(space.protocol())
                && space.name().equals(space.protocol().label());
    }

    /** Absent when nothing sensible can be read. */
    public static @Nullable VendorClassOption read(Protocol protocol, byte[] payload) {
        return protocol == Protocol.DHCP4 ? read4(payload) : read6(payload);
    }

    private static @Nullable VendorClassOption read6(byte[] payload) {
        if (payload.length < 4) {
            return null;
        }
        List<String> data = new ArrayList<>();
        String bytes = Bytes.of(payload);
        int at = 4;
        while (at < payload.length) {
            int length = at + 1 < payload.length ? bytes.charAt(at) << 8 | bytes.charAt(at + 1) : -1;
            if (length < 0 || at + 2 + length > payload.length) {
                return null;
            }
            data.add(bytes.substring(at + 2, at + 2 + length));
            at += 2 + length;
        }
        return new VendorClassOption(Protocol.DHCP6, VendorOption.number(payload, 0), data);
    }

    /** One after the other: an enterprise number, a length, and as many bytes; what is cut off at the end does not count. */
    private static @Nullable VendorClassOption read4(byte[] payload) {
        TreeMap<Long, List<String>> vendors = new TreeMap<>();
        String bytes = Bytes.of(payload);
        int at = 0;
        while (at + 4 < payload.length) {
            int end = at + 5 + bytes.charAt(at + 4);
            if (end > payload.length) {
                break;
            }
            vendors.computeIfAbsent(VendorOption.number(payload, at), e -> new ArrayList<>())
                    .add(bytes.substring(at + 5, end));
            at = end;
        }
        if (vendors.isEmpty()) {
            return null;
        }
        return new VendorClassOption(
                Protocol.DHCP4, vendors.firstKey(), vendors.firstEntry().getValue());
    }

    /** The payload, only with what belongs to this enterprise. */
    public String hex() {
        StringBuilder bytes = new StringBuilder(Bytes.ofNumber(enterprise));
        for (int i = 0; i < data.size(); i++) {
            String one = data.get(i);
            if (protocol == Protocol.DHCP4) {
                bytes.append(i == 0 ? "" : Bytes.ofNumber(enterprise)).append((char) one.length());
            } else {
                bytes.append((char) (one.length() >> 8)).append((char) (one.length() & 0xff));
            }
            bytes.append(one);
        }
        return bytes.toString();
    }

    /** Kea's description; the two blanks after the length are Kea's. */
    String text(int indent) {
        String number = "enterprise id=0x" + Long.toHexString(enterprise);
        StringBuilder text = new StringBuilder(" ".repeat(indent))
                .append("type=")
                .append(code(protocol))
                .append(", len=")
                .append(hex().length())
                .append(",  ")
                .append(number);
        for (int i = 0; i < data.size(); i++) {
            text.append(protocol == Protocol.DHCP4 && i > 0 ? ", " + number : "");
            text.append(", data-len").append(i).append('=').append(data.get(i).length());
            text.append(", vendor-class-data")
                    .append(i)
                    .append("='")
                    .append(data.get(i))
                    .append('\'');
        }
        return text.toString();
    }
}
