package io.holdfast.classify.option;

import io.holdfast.wire.DomainName;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.PacketReader;
import io.holdfast.wire.v6.StatusCode6;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Options that Kea has a form of its own for; one line for each. */
final class SpecialText {

    /** NotAllowed, the last that Kea has a name for. */
    private static final int LAST_STATUS = 10;

    private static final HexFormat CAPITALS = HexFormat.of().withUpperCase();

    private SpecialText() {}

    /** Whether the option is one of those, apart from identity associations, and so holds no sub-options. */
    static boolean has(OptionSpace space, int code) {
        return space.name().equals(OptionTable.DHCP4)
                ? code == 79 || code == 81 || code == 121 || code == 143
                : space.name().equals(OptionTable.DHCP6) && (code == 13 || code == 39 || code == 60 || code == 67);
    }

    /** Null when the option has no such form, or its payload is not what it should be. */
    static @Nullable String of(SeenOption option, int indent) {
        byte[] data = option.fixed();
        if (VendorOption.is(option.space(), option.code())) {
            return VendorOption.text(option, indent);
        }
        if (VendorClassOption.is(option.space(), option.code())) {
            VendorClassOption vendor = VendorClassOption.read(option.space().protocol(), data);
            return vendor == null ? null : vendor.text(indent);
        }
        if (option.definition() == null) {
            return null;
        }
        PacketReader in = new PacketReader(data, 0, data.length);
        try {
            return switch (option.space().name()) {
                case OptionTable.DHCP4 -> of4(option, in, indent);
                case OptionTable.DHCP6 -> of6(option, in, indent);
                default -> null;
            };
        } catch (MalformedPacketException e) {
            return null;
        }
    }

    private static @Nullable String of4(SeenOption option, PacketReader in, int indent)
            throws MalformedPacketException {
        return switch (option.code()) {
            case 79 ->
                OptionDescription.header(option, indent, "") + ": mandatory:" + (in.u8("flag") == 0 ? 0 : 1)
                        + ", scope-list:\"" + Bytes.of(in.bytes(in.remaining(), "scopes")) + '"';
            case 81 -> fqdn4(in, indent);
            case 121 -> routes(option, in, indent);
            case 143 -> tuples(option, in, indent, true);
            default -> null;
        };
    }

    private static @Nullable String of6(SeenOption option, PacketReader in, int indent)
            throws MalformedPacketException {
        String subOptions = OptionDescription.subOptions(option, indent);
        return switch (option.code()) {
            case 3 -> OptionDescription.header(option, indent, "IA_NA") + association(in) + subOptions;
            case 25 -> OptionDescription.header(option, indent, "IA_PD") + association(in) + subOptions;
            case 5 ->
                OptionDescription.header(option, indent, "IAADDR") + ": address="
                        + AddressText.of(in.bytes(16, "address")) + lifetimes(in) + subOptions;
            case 26 -> OptionDescription.header(option, indent, "IAPREFIX") + prefix(in) + subOptions;
            case 13 -> OptionDescription.header(option, indent, "") + ": " + status(in);
            case 39 -> fqdn6(in, indent);
            case 60 -> tuples(option, in, indent, true);
            case 67 ->
                OptionDescription.header(option, indent, "") + ": excluded-prefix-len=" + in.u8("length")
                        + ", subnet-id=0x" + CAPITALS.formatHex(in.bytes(in.remaining(), "subnet id"));
            default -> null;
        };
    }

    private static String association(PacketReader in) throws MalformedPacketException {
        return ": iaid=" + u32(in) + ", t1=" + u32(in) + ", t2=" + u32(in);
    }

    private static String lifetimes(PacketReader in) throws MalformedPacketException {
        return ", preferred-lft=" + u32(in) + ", valid-lft=" + u32(in);
    }

    private static String prefix(PacketReader in) throws MalformedPacketException {
        String lifetimes = lifetimes(in);
        int length = in.u8("prefix length");
        return ": prefix=" + AddressText.of(in.bytes(16, "prefix")) + "/" + length + lifetimes;
    }

    private static String status(PacketReader in) throws MalformedPacketException {
        int number = in.u16("status");
        String message = Bytes.of(in.bytes(in.remaining(), "message"));
        StatusCode6 code = number > LAST_STATUS ? null : StatusCode6.of(number);
        return (code == null ? "(unknown status code)" : code.text()) + "(" + number + ") "
                + (message.isEmpty() ? "(no status message)" : '"' + message + '"');
    }

    private static String fqdn4(PacketReader in, int indent) throws MalformedPacketException {
        int flags = in.u8("flags");
        in.skip(2, "RCODEs");
        boolean encoded = (flags & 4) != 0;
        String flagText =
                "N=" + bit(flags, 8) + ", E=" + bit(flags, 4) + ", O=" + bit(flags, 2) + ", S=" + bit(flags, 1);
        String ascii = encoded ? "" : Bytes.of(in.bytes(in.remaining(), "name"));
        boolean full = encoded ? endsWithRoot(in) : ascii.endsWith(".");
        String name = encoded ? name(in, full) : ascii;
        return " ".repeat(indent) + "type=81 (CLIENT_FQDN), flags: (" + flagText + "), domain-name='" + name + "' ("
                + (full ? "full" : "partial") + ")";
    }

    private static String fqdn6(PacketReader in, int indent) throws MalformedPacketException {
        int flags = in.u8("flags");
        boolean full = endsWithRoot(in);
        return " ".repeat(indent) + "type=39(CLIENT_FQDN), flags: (N=" + bit(flags, 4) + ", O=" + bit(flags, 2) + ", S="
                + bit(flags, 1) + "), domain-name='" + name(in, full) + "' (" + (full ? "full" : "partial") + ")";
    }

    private static boolean endsWithRoot(PacketReader in) throws MalformedPacketException {
        PacketReader rest = in.at(in.consumed(), "name");
        byte[] labels = rest.bytes(rest.remaining(), "name");
        return labels.length > 0 && labels[labels.length - 1] == 0;
    }

    /** A partial name ends without the root label; it is written without a last dot. */
    private static String name(PacketReader in, boolean full) throws MalformedPacketException {
        byte[] labels = in.bytes(in.remaining(), "name");
        if (labels.length == 0) {
            return "";
        }
        byte[] closed = full ? labels : Arrays.copyOf(labels, labels.length + 1);
        String name = DomainName.read(new PacketReader(closed, 0, closed.length));
        return full ? name : name.substring(0, name.length() - 1);
    }

    private static String routes(SeenOption option, PacketReader in, int indent) throws MalformedPacketException {
        StringBuilder text = new StringBuilder(" ".repeat(indent))
                .append("type=121(CLASSLESS_STATIC_ROUTE), len=")
                .append(option.length());
        for (int i = 1; in.remaining() > 0; i++) {
            int width = in.u8("width");
            byte[] subnet = Arrays.copyOf(in.bytes((width + 7) / 8, "subnet"), 4);
            text.append(", Route ").append(i).append(" (subnet ").append(AddressText.of(subnet));
            text.append('/').append(width).append(", router IP ").append(AddressText.of(in.bytes(4, "router")));
            text.append(')');
        }
        return text.toString();
    }

    /** {@code data-len0=3, data0='abc'}; without zeros before type and length, as Kea has it here. */
    static String tuples(SeenOption option, PacketReader in, int indent, boolean wide) throws MalformedPacketException {
        StringBuilder text = new StringBuilder(" ".repeat(indent))
                .append("type=")
                .append(option.code())
                .append(", len=")
                .append(option.length());
        for (int i = 0; in.remaining() > 0; i++) {
            int length = wide ? in.u16("length") : in.u8("length");
            text.append(", data-len").append(i).append('=').append(length);
            text.append(", data")
                    .append(i)
                    .append("='")
                    .append(Bytes.of(in.bytes(length, "tuple")))
                    .append('\'');
        }
        return text.toString();
    }

    private static int bit(int flags, int mask) {
        return (flags & mask) == 0 ? 0 : 1;
    }

    private static String u32(PacketReader in) throws MalformedPacketException {
        return Integer.toUnsignedString(in.i32("number"));
    }
}
