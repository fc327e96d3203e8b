package io.holdfast.wire;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * Option 162, encrypted DNS resolvers (RFC 9463 §5.1), written as
 * {@code priority, name, address address, alpn=dot\,doq port=853 dohpath=/q{?dns} | priority, name}; and option 144 of
 * DHCPv6, one such resolver (RFC 9463 §4.1), whose lengths have two bytes.
 */
final class EncryptedDns {

    static final int CODE = 162;
    static final int CODE_6 = 144;

    /** SvcParamKeys that RFC 9463 §3.1.8 has a use for, by number. */
    private static final int ALPN = 1;

    private static final int PORT = 3;
    private static final int DOHPATH = 7;

    /** The registry of ALPN identifiers (RFC 7301 §6) that are text. */
    private static final Set<String> PROTOCOLS = Set.of(
            ("http/0.9 http/1.0 http/1.1 spdy/1 spdy/2 spdy/3 stun.turn stun.nat-discovery h2 h2c webrtc c-webrtc ftp imap"
                            + " pop3 managesieve coap xmpp-client xmpp-server acme-tls/1 mqtt dot ntske/1 sunrpc h3 smb irc"
                            + " nntp nnsp doq sip/2 tds/8.0 dicom")
                    .split(" "));

    private EncryptedDns() {}

    static byte[] encode(String data) {
        List<String> resolvers = OptionText.split(data, '|');
        if (resolvers.isEmpty()) {
            throw new IllegalArgumentException("it has no resolver, but needs at least one 'priority, name'");
        }
        PacketWriter out = new PacketWriter(128);
        for (int i = 0; i < resolvers.size(); i++) {
            try {
                byte[] resolver = resolver(OptionText.split(resolvers.get(i), ','), false);
                out.u16(resolver.length).bytes(resolver);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("resolver " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return out.toBytes();
    }

    static String decode(PacketReader in) throws MalformedPacketException {
        List<String> resolvers = new ArrayList<>();
        while (in.remaining() > 0) {
            resolvers.add(resolver(in.slice(in.u16("length of a resolver"), "resolver"), false));
        }
        return String.join(" | ", resolvers);
    }

    static byte[] encode6(String data) {
        return resolver(OptionText.split(data, ','), true);
    }

    static String decode6(PacketReader in) throws MalformedPacketException {
        return resolver(in, true);
    }

    private static byte[] resolver(List<String> fields, boolean v6) {
        if (fields.size() < 2 || fields.size() > 4) {
            throw new IllegalArgumentException(
                    "it has " + fields.size()
                            + " fields, not 2 to 4: priority, name, addresses, parameters (a comma inside one is written \\\\,)");
        }
        PacketWriter out = new PacketWriter(64);
        out.u16((int) OptionField.number(fields.get(0).strip(), 0, 0xffff));
        byte[] name = DomainName.encode(fields.get(1).strip().toLowerCase(Locale.ROOT));
        length(out, name.length, v6).bytes(name);
        if (fields.size() > 2) {
            String[] addresses = fields.get(2).strip().split(" +");
            int most = v6 ? 4095 : 63;
            if (addresses.length > most) {
                throw new IllegalArgumentException("it has " + addresses.length + " addresses, more than " + most);
            }
            length(out, addresses.length * (v6 ? Ipv6Address.BYTES : Ipv4Address.BYTES), v6);
            for (String address : addresses) {
                out.bytes(
                        v6
                                ? Ipv6Address.parse(address).toBytes()
                                : Ipv4Address.parse(address).toBytes());
            }
        }
        if (fields.size() > 3) {
            parameters(fields.get(3).strip(), out);
        }
        return out.toBytes();
    }

    private static PacketWriter length(PacketWriter out, int length, boolean v6) {
        return v6 ? out.u16(length) : out.u8(length);
    }

    private static int length(PacketReader in, String what, boolean v6) throws MalformedPacketException {
        return v6 ? in.u16(what) : in.u8(what);
    }

    /** RFC 9460 §2.2: keys in ascending order, each once. */
    private static void parameters(String text, PacketWriter out) {
        TreeMap<Integer, byte[]> byKey = new TreeMap<>();
        for (String pair : text.split(" +")) {
            int equals = pair.indexOf('=');
            if (equals <= 0 || equals == pair.length() - 1) {
                throw new IllegalArgumentException("'" + pair + "' is not a parameter like alpn=dot");
            }
            String value = pair.substring(equals + 1);
            byte[] encoded = switch (pair.substring(0, equals)) {
                case "alpn" -> protocols(value);
                case "port" ->
                    new PacketWriter(2)
                            .u16((int) OptionField.number(value, 0, 0xffff))
                            .toBytes();
                case "dohpath" -> dohPath(value);
                default ->
                    throw new IllegalArgumentException(
                            "the parameter '" + pair + "' is not one of alpn, port, dohpath");
            };
            if (byKey.put(key(pair.substring(0, equals)), encoded) != null) {
                throw new IllegalArgumentException("the parameter '" + pair + "' is there twice");
            }
        }
        boolean http = text.matches("(.* )?alpn=([^ ]*,)?h[^ ]*.*");
        if (http && !byKey.containsKey(DOHPATH)) {
            throw new IllegalArgumentException("alpn names HTTP, so dohpath is needed (RFC 9461 §5)");
        }
        byKey.forEach((key, value) -> out.u16(key).u16(value.length).bytes(value));
    }

    private static int key(String name) {
        return name.equals("alpn") ? ALPN : name.equals("port") ? PORT : DOHPATH;
    }

    private static byte[] protocols(String value) {
        PacketWriter out = new PacketWriter(16);
        for (String protocol : OptionText.split(value, ',')) {
            if (!PROTOCOLS.contains(protocol)) {
                throw new IllegalArgumentException("'" + protocol + "' is not a registered ALPN identifier");
            }
            out.u8(protocol.length()).bytes(protocol.getBytes(StandardCharsets.US_ASCII));
        }
        return out.toBytes();
    }

    private static byte[] dohPath(String value) {
        if (!value.contains("{?dns}")) {
            throw new IllegalArgumentException("the dohpath '" + value + "' has no {?dns} (RFC 9461 §5)");
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static String resolver(PacketReader in, boolean v6) throws MalformedPacketException {
        StringBuilder text = new StringBuilder().append(in.u16("priority of a resolver"));
        PacketReader name = in.slice(length(in, "length of a resolver's name", v6), "name of a resolver");
        text.append(", ").append(OptionField.escaped(DomainName.read(name)).replace("|", "\\|"));
        name.finish("name of a resolver");
        if (in.remaining() > 0) {
            PacketReader addresses =
                    in.slice(length(in, "length of a resolver's addresses", v6), "addresses of a resolver");
            String separator = ", ";
            while (addresses.remaining() > 0) {
                text.append(separator)
                        .append(IpAddress.of(
                                addresses.bytes(v6 ? Ipv6Address.BYTES : Ipv4Address.BYTES, "address of a resolver")));
                separator = " ";
            }
            separator = ", ";
            while (in.remaining() > 0) {
                text.append(separator).append(parameter(in));
                separator = " ";
            }
        }
        return text.toString();
    }

    private static String parameter(PacketReader in) throws MalformedPacketException {
        int key = in.u16("key of a parameter");
        PacketReader value = in.slice(in.u16("length of a parameter"), "parameter");
        return switch (key) {
            case ALPN -> "alpn=" + protocols(value);
            case PORT -> "port=" + value.u16("port");
            case DOHPATH -> "dohpath=" + printable(value.bytes(value.remaining(), "dohpath"));
            default -> "key" + key + "=" + OptionField.hex(value.bytes(value.remaining(), "parameter"));
        };
    }

    private static String protocols(PacketReader in) throws MalformedPacketException {
        List<String> protocols = new ArrayList<>();
        while (in.remaining() > 0) {
            protocols.add(printable(in.bytes(in.u8("length of a protocol"), "protocol")));
        }
        return String.join("\\,", protocols);
    }

    private static String printable(byte[] bytes) {
        for (byte b : bytes) {
            if (b <= ' ' || b == 0x7f) {
                return OptionField.hex(bytes);
            }
        }
        return OptionField.escaped(new String(bytes, StandardCharsets.US_ASCII)).replace("|", "\\|");
    }
}
