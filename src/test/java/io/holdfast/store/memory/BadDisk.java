package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The local disk, failing on command. */
final class BadDisk implements Disk {

    /** What fails. */
    enum Fault {
        NOTHING,
        /** No byte can be written, as on a closed or vanished medium. */
        WRITE,
        /** Half of what is written fits: a full disk. */
        FULL,
        FORCE,
        MOVE,
        OPEN
    }

    private final LocalDisk disk = new LocalDisk();
    volatile Fault fault = Fault.NOTHING;
    /** With {@link Fault#MOVE}: how many moves still succeed. */
    final java.util.concurrent.atomic.AtomicInteger movesLeft = new java.util.concurrent.atomic.AtomicInteger();

    @Override
    public Output open(Path file) throws IOException {
        fail(Fault.OPEN, "Too many open files");
        Output output = disk.open(file);
        return new Output() {
            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                fail(Fault.WRITE, "Input/output error");
                if (fault == Fault.FULL) {
                    output.write(bytes.duplicate().limit(bytes.limit() / 2), position);
                }
                fail(Fault.FULL, "No space left on device");
                output.write(bytes, position);
            }

            @Override
            public void force() throws IOException {
                fail(Fault.FORCE, "Input/output error");
                output.force();
            }

            @Override
            public void truncate(long length) throws IOException {
                fail(Fault.WRITE, "Input/output error");
                output.truncate(length);
            }

            @Override
            public void close() throws IOException {
                output.close();
            }
        };
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (fault == Fault.MOVE && movesLeft.getAndDecrement() <= 0) {
            throw new IOException("Read-only file system");
        }
        disk.move(from, to);
    }

    @Override
    public void deleteIfExists(Path file) throws IOException {
        disk.deleteIfExists(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        fail(Fault.FORCE, "Input/output error");
        disk.syncDirectory(directory);
    }

    private void fail(Fault which, String message) throws IOException {
        if (fault == which) {
            throw new IOException(message);
        }
    }
}
