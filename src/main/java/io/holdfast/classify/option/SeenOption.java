package io.holdfast.classify.option;

import io.holdfast.address.Protocol;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An option of a received packet. Its definition says what its text is and where its sub-options begin. */
public final class SeenOption {

    private final OptionSpace space;
    private final int code;
    private final @Nullable OptionDefinition definition;
    private final byte[] fixed;
    private final List<SeenOption> inside;

    private SeenOption(
            OptionSpace space, int code, @Nullable OptionDefinition definition, byte[] fixed, List<SeenOption> inside) {
        this.space = space;
        this.code = code;
        this.definition = definition;
        this.fixed = fixed;
        this.inside = inside;
    }

    /** Absent when the option is as good as none: Kea skips texts of nothing but zero bytes. */
    public static @Nullable SeenOption read(OptionSpace space, int code, byte[] payload) {
        if (VendorOption.is(space, code)) {
            return VendorOption.read(space, payload);
        }
        if (VendorClassOption.is(space, code)) {
            VendorClassOption vendor = VendorClassOption.read(space.protocol(), payload);
            return vendor == null ? null : of(space, code, Bytes.toArray(vendor.hex()), List.of());
        }
        OptionDefinition definition = space.definitions().find(space.name(), code);
        if (definition == null) {
            return new SeenOption(space, code, null, payload, List.of());
        }
        if (definition.type() == OptionType.STRING) {
            byte[] text = trimmed(payload);
            return text.length == 0 ? null : new SeenOption(space, code, definition, text, List.of());
        }
        if (OptionShape.isNameList4(space, definition)) {
            return new SeenOption(space, code, definition, NameList.plain(payload), List.of());
        }
        int length = OptionShape.fixedLength(space, code, definition, payload);
        String inner = OptionShape.innerSpace(space, code, definition);
        if (length < 0 || inner != null && !space.holdsOthers()) {
            // The payload does not fit the definition, or is nested too deep, so it is just bytes.
            return new SeenOption(space, code, null, payload, List.of());
        }
        List<SeenOption> inside =
                inner == null ? List.of() : SubOptions.read(space.inside(inner), code, payload, length);
        return new SeenOption(space, code, definition, Arrays.copyOf(payload, length), inside);
    }

    /** One that has been taken apart already, as those of vendors are. */
    static SeenOption of(OptionSpace space, int code, byte[] fixed, List<SeenOption> inside) {
        return new SeenOption(space, code, null, fixed, inside);
    }

    public int code() {
        return code;
    }

    /** The payload: its own data, then its sub-options by ascending code. */
    public String hex() {
        return Bytes.of(payload());
    }

    /** What Kea's {@code .text} is of it: a text option's text, of any other a description with type and length. */
    public String text() {
        return definition != null && definition.type() == OptionType.STRING ? Bytes.of(fixed) : described(0);
    }

    /** The first sub-option with this code; absent when there is none, or the option holds none at all. */
    public @Nullable SeenOption inside(int subCode) {
        for (SeenOption option : inside) {
            if (option.code == subCode) {
                return option;
            }
        }
        return null;
    }

    /** Of the payload, in bytes. */
    public int length() {
        int length = fixed.length;
        for (SeenOption option : inside) {
            length += space.headerBytes() + option.length();
        }
        return length;
    }

    OptionSpace space() {
        return space;
    }

    @Nullable
    OptionDefinition definition() {
        return definition;
    }

    byte[] fixed() {
        return fixed;
    }

    List<SeenOption> inside() {
        return inside;
    }

    String described(int indent) {
        return new OptionDescription(this, indent).text();
    }

    private byte[] payload() {
        if (inside.isEmpty()) {
            return fixed;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(fixed);
        for (SeenOption option : inside) {
            byte[] payload = option.payload();
            number(out, option.code);
            number(out, payload.length);
            out.writeBytes(payload);
        }
        return out.toByteArray();
    }

    private void number(ByteArrayOutputStream out, int number) {
        if (space.protocol() == Protocol.DHCP6) {
            out.write(number >> 8);
        }
        out.write(number);
    }

    private static byte[] trimmed(byte[] payload) {
        int length = payload.length;
        while (length > 0 && payload[length - 1] == 0) {
            length--;
        }
        return length == payload.length ? payload : Arrays.copyOf(payload, length);
    }
}
