package io.holdfast.config;

import io.holdfast.address.Protocol;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import java.io.ByteArrayOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sub-options in the payload of an option: codes and lengths have one byte in DHCPv4, two in DHCPv6. */
public final class SubOptions {

    private SubOptions() {}

    /** By code, of several the first; absent when the bytes are no sub-options. */
    public static @Nullable SortedMap<Integer, byte[]> read(Protocol protocol, byte[] payload) {
        SortedMap<Integer, byte[]> parts = new TreeMap<>();
        boolean six = protocol == Protocol.DHCP6;
        try {
            PacketReader in = new PacketReader(payload, 0, payload.length);
            while (in.remaining() > 0) {
                int code = six ? in.u16("code of a sub-option") : in.u8("code of a sub-option");
                int length = six ? in.u16("length of a sub-option") : in.u8("length of a sub-option");
                parts.putIfAbsent(code, in.bytes(length, "sub-option"));
            }
            return parts;
        } catch (MalformedPacketException _) {
            return null;
        }
    }

    /** By ascending code. */
    public static void write(Protocol protocol, SortedMap<Integer, byte[]> parts, ByteArrayOutputStream out) {
        parts.forEach((code, payload) -> {
            number(protocol, code, out);
            number(protocol, payload.length, out);
            out.writeBytes(payload);
        });
    }

    public static byte[] bytes(Protocol protocol, SortedMap<Integer, byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(protocol, parts, out);
        return out.toByteArray();
    }

    private static void number(Protocol protocol, int number, ByteArrayOutputStream out) {
        if (protocol == Protocol.DHCP6) {
            out.write(number >> 8);
        }
        out.write(number);
    }
}
