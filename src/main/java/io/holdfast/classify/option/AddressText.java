package io.holdfast.classify.option;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;

/** Addresses as the system's library writes them, and so Kea: IPv4 addresses in IPv6 ones with dots. */
public final class AddressText {

    private AddressText() {}

    /** @param bytes four or sixteen */
    public static String of(byte[] bytes) {
        return bytes.length == Ipv4Address.BYTES ? Ipv4Address.of(bytes).toString() : of(Ipv6Address.of(bytes), bytes);
    }

    private static String of(Ipv6Address address, byte[] bytes) {
        int zeros = 0;
        while (zeros < 12 && bytes[zeros] == 0) {
            zeros++;
        }
        boolean mapped = zeros == 10 && bytes[10] == -1 && bytes[11] == -1;
        boolean compatible = zeros == 12 && (bytes[12] != 0 || bytes[13] != 0);
        if (!mapped && !compatible) {
            return address.toString();
        }
        int last = 0;
        for (int i = 12; i < bytes.length; i++) {
            last = last << 8 | bytes[i] & 0xff;
        }
        return (mapped ? "::ffff:" : "::") + new Ipv4Address(last);
    }
}
