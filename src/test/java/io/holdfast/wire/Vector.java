package io.holdfast.wire;

import java.io.ByteArrayOutputStream;

/** Bytes written as hexadecimal pairs, {@code 00*64} for repetition, each line's meaning behind a {@code #}. */
public final class Vector {

    private Vector() {}

    public static byte[] of(String lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : lines.lines().toList()) {
            String pairs = line.contains("#") ? line.substring(0, line.indexOf('#')) : line;
            for (String pair : pairs.strip().split("\\s+")) {
                if (!pair.isEmpty()) {
                    int star = pair.indexOf('*');
                    int times = star < 0 ? 1 : Integer.parseInt(pair.substring(star + 1));
                    for (int i = 0; i < times; i++) {
                        bytes.write(Integer.parseInt(pair.substring(0, 2), 16));
                    }
                }
            }
        }
        return bytes.toByteArray();
    }
}
