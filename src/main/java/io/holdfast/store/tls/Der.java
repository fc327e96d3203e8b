package io.holdfast.store.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The little of DER (ITU-T X.690) that it takes to put one kind of private key into the form of another. */
final class Der {

    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private Der() {}

    /** The first element of a sequence, with its header. */
    static byte[] first(byte[] sequence) {
        ByteBuffer buffer = ByteBuffer.wrap(sequence);
        buffer.get();
        length(buffer);
        int start = buffer.position();
        buffer.get();
        int length = length(buffer);
        byte[] element = new byte[buffer.position() - start + length];
        buffer.get(start, element);
        return element;
    }

    private static int length(ByteBuffer buffer) {
        int first = buffer.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | buffer.get() & 0xff;
        }
        return length;
    }

    static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            inner.writeBytes(content);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int size = inner.size();
        if (size < 0x80) {
            out.write(size);
        } else {
            out.write(0x82); // two bytes of length suffice for any key
            out.write(size >> 8);
            out.write(size);
        }
        out.writeBytes(inner.toByteArray());
        return out.toByteArray();
    }
}
