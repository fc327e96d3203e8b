package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The lines of a file as stretches of one buffer, with the place in the file where each begins. */
final class LineReader implements AutoCloseable {

    private final FileChannel channel;
    private byte[] buffer = new byte[1 << 20];
    private int filled;
    private boolean finished;

    /** Where {@link #buffer} begins in the file. */
    private long origin;

    private int from;
    private int to;
    private int next;
    private boolean terminated;
    private long number;

    LineReader(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Goes to the next line; false at the end. */
    boolean advance() throws IOException {
        from = next;
        int at = from;
        while (true) {
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            if (at < filled) {
                break;
            }
            if (finished) {
                to = filled;
                next = filled;
                terminated = false;
                number++;
                return from < filled;
            }
            int seen = at - from;
            refill();
            at = from + seen;
        }
        to = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
        next = at + 1;
        terminated = true;
        number++;
        return true;
    }

    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    /** Behind the line's last byte; the end of line does not belong to it. */
    int to() {
        return to;
    }

    boolean isBlank() {
        return from == to;
    }

    /** Whether the line ends with an end of line, not with the file. */
    boolean isTerminated() {
        return terminated;
    }

    /** Where the line begins in the file. */
    long start() {
        return origin + from;
    }

    /** Where the next line begins in the file. */
    long end() {
        return origin + next;
    }

    /** Counted from 1. */
    long number() {
        return number;
    }

    long size() throws IOException {
        return channel.size();
    }

    private void refill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        origin += from;
        filled -= from;
        from = 0;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, filled * 2);
        }
        int read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
        if (read < 0) {
            finished = true;
        } else {
            filled += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
