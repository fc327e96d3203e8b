package io.holdfast.engine;

import io.holdfast.address.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What clients call themselves: cleaned, as labels (RFC 1035 §3.1), and made where there is none. */
public final class HostNames {

    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 254;

    private HostNames() {}

    /** Only letters, digits, hyphens and dots, in lower case; absent when that is no domain name. */
    public static @Nullable String cleaned(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        int label = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return null;
                }
                label = 0;
                out.append(c);
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-') {
                if (++label > MAX_LABEL) {
                    return null;
                }
                out.append(c);
            }
        }
        return out.length() > MAX_NAME ? null : out.toString().toLowerCase(Locale.ROOT);
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

    /** @param name full, with a dot at its end */
    public static byte[] toLabels(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.substring(0, name.length() - 1).split("\\.")) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    /** As in Kea: the name of a client that asks for one without saying which. */
    public static String made(IpAddress address) {
        return "myhost-" + address.toString().replace('.', '-').replace(':', '-');
    }
}
