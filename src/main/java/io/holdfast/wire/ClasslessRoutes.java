package io.holdfast.wire;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;

/**
 * Option 121 (RFC 3442), written as {@code 10.229.0.128/25 - 10.229.0.1, 0.0.0.0/0 - 10.0.0.1}: per route the length of
 * the prefix, its significant bytes, and the router.
 */
final class ClasslessRoutes {

    static final int CODE = 121;

    private ClasslessRoutes() {}

    static byte[] encode(String data) {
        List<String> routes = OptionText.split(data, ',');
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("it has no route, but needs at least one 'prefix - router'");
        }
        PacketWriter out = new PacketWriter(64);
        for (int i = 0; i < routes.size(); i++) {
            try {
                route(routes.get(i).strip(), out);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("route " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return out.toBytes();
    }

    static String decode(PacketReader in) throws MalformedPacketException {
        List<String> routes = new ArrayList<>();
        while (in.remaining() > 0) {
            int length = in.u8("prefix length of a route");
            if (length > 32) {
                throw new MalformedPacketException("the prefix length of a route is " + length + ", more than 32");
            }
            byte[] network = new byte[Ipv4Address.BYTES];
            System.arraycopy(in.bytes((length + 7) / 8, "prefix of a route"), 0, network, 0, (length + 7) / 8);
            routes.add(masked(Ipv4Address.of(network), length) + " - " + new Ipv4Address(in.i32("router of a route")));
        }
        return String.join(", ", routes);
    }

    private static void route(String text, PacketWriter out) {
        String[] parts = text.split("-", -1);
        int slash = parts[0].indexOf('/');
        if (parts.length != 2 || slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is not like 10.229.0.128/25 - 10.229.0.1");
        }
        Ipv4Address network = Ipv4Address.parse(parts[0].substring(0, slash).strip());
        int length = (int) OptionField.number(parts[0].substring(slash + 1).strip(), 0, 32);
        out.u8(length).bytes(masked(network, length).network().toBytes(), 0, (length + 7) / 8);
        out.i32(Ipv4Address.parse(parts[1].strip()).bits());
    }

    /** The bits beyond the prefix do not count, and clients must clear them (RFC 3442): so none are sent. */
    private static Ipv4Prefix masked(Ipv4Address address, int length) {
        int mask = length == 0 ? 0 : -1 << 32 - length;
        return new Ipv4Prefix(new Ipv4Address(address.bits() & mask), length);
    }
}
