package io.holdfast.config.compile.host;

import io.holdfast.address.HexText;
import io.holdfast.host.HostIdentifier;
import java.nio.charset.StandardCharsets;

/** How identifiers of reservations are written: {@code 'text'}, or hexadecimal digits in one of Kea's spellings. */
public final class IdentifierText {

    private static final int MAX_HARDWARE_ADDRESS = 20;
    private static final int MAX_DUID = 130;
    private static final int MAX_CLIENT_ID = 255;
    private static final int MAX_OTHER = 128;

    private IdentifierText() {}

    /** @throws IllegalArgumentException saying what is wrong */
    public static HostIdentifier parse(HostIdentifier.Type type, String text) {
        byte[] bytes = bytes(text);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("an identifier has at least one byte");
        } else if (bytes.length > max(type)) {
            throw new IllegalArgumentException(
                    "is " + bytes.length + " bytes long; a " + type.text() + " has at most " + max(type));
        }
        return new HostIdentifier(type, bytes);
    }

    /** The same for bytes of any kind and number. */
    public static byte[] bytes(String written) {
        String text = written.strip();
        boolean quoted = text.length() > 2 && text.startsWith("'") && text.endsWith("'");
        return quoted
                ? text.substring(1, text.length() - 1).strip().getBytes(StandardCharsets.UTF_8)
                : HexText.parse(digits(text));
    }

    /** With colons, with blanks, or without either: then {@code 0x} may stand before, and an odd number of digits has a 0 added. */
    private static String digits(String text) {
        if (text.indexOf(':') >= 0) {
            return text;
        } else if (text.indexOf(' ') >= 0) {
            return text.replace(' ', ':');
        }
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        return digits.length() % 2 == 0 ? digits : "0" + digits;
    }

    private static int max(HostIdentifier.Type type) {
        return switch (type) {
            case HW_ADDRESS -> MAX_HARDWARE_ADDRESS;
            case DUID -> MAX_DUID;
            case CLIENT_ID -> MAX_CLIENT_ID;
            case CIRCUIT_ID, FLEX_ID -> MAX_OTHER;
        };
    }
}
