package io.holdfast.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Domain names: as labels (RFC 1035 §3.1), as texts, and what is none. A name in memory has one character for each byte. */
public final class HostNames {

    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 254;
    private static final int MAX_SHOWN = 255;

    private HostNames() {}

    /** Labels of 1 to 63 characters with dots between them, and at the end or not, or a dot alone. */
    static boolean isDomainName(String name) {
        if (name.equals(".")) {
            return true;
        }
        int label = 0;
        for (int i = 0; i < name.length(); i++) {
            label = name.charAt(i) == '.' ? 0 : label + 1;
            boolean empty = label == 0 && (i == 0 || name.charAt(i - 1) == '.');
            if (empty || label > MAX_LABEL) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MAX_NAME;
    }

    /**
     * As leases and texts have it: what is not a printable character of ASCII stands as a backslash with three digits, as in
     * zone files (RFC 1035 §5.1). What the column of leases cannot hold is cut off: a database that refuses the row would
     * cost the client its address.
     */
    public static String shown(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            int before = out.length();
            show(name.charAt(i), out);
            if (out.length() > MAX_SHOWN) {
                out.setLength(before);
                break;
            }
        }
        return out.toString();
    }

    private static void show(char c, StringBuilder out) {
        if (c <= ' ' || c > '~') {
            out.append('\\').append("%03d".formatted((int) c));
        } else if ("\"();\\@$".indexOf(c) >= 0) {
            out.append('\\').append(c);
        } else {
            out.append(c);
        }
    }

    /**
     * Labels with dots between them, and behind the last one when a root label follows. Absent when the labels are broken;
     * compression is not allowed here (RFC 4702 §2.3, RFC 4704 §4.2).
     */
    public static @Nullable String fromLabels(byte[] option, int from) {
        StringBuilder out = new StringBuilder();
        int at = from;
        while (at < option.length) {
            int length = option[at++] & 0xff;
            if (length == 0) {
                return at == option.length
                        ? out.append(out.isEmpty() ? "" : ".").toString()
                        : null;
            }
            if (length > MAX_LABEL || at + length > option.length) {
                return null;
            }
            out.append(out.isEmpty() ? "" : ".").append(new String(option, at, length, StandardCharsets.ISO_8859_1));
            at += length;
        }
        return out.toString();
    }

    /**
     * What is longer than a label can be is cut off; names of reservations may be so.
     *
     * @param name full, with a dot at its end
     */
    public static byte[] toLabels(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.substring(0, name.length() - 1).split("\\.")) {
            if (!label.isEmpty()) {
                String kept = label.substring(0, Math.min(label.length(), MAX_LABEL));
                out.write(kept.length());
                out.writeBytes(kept.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        out.write(0);
        return out.toByteArray();
    }
}
