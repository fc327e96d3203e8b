package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file system of this machine. */
final class LocalDisk implements Disk {

    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';

    @Override
    public Output open(Path file) throws IOException {
        return new LocalFile(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void deleteIfExists(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (WINDOWS) {
            return; // has no such call, and orders these operations itself
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * A channel that outlives interrupts: the JDK closes a channel when a thread is interrupted in it, and an interrupt
     * meant for one lane must not end the lease file for all. What was under way is done once more; writes name their
     * position, so that does no harm.
     */
    private static final class LocalFile implements Output {

        private final Path file;
        private FileChannel channel;

        LocalFile(Path file) throws IOException {
            this.file = file;
            this.channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        }

        private interface Action {
            void run() throws IOException;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            uninterrupted(() -> {
                ByteBuffer rest = bytes.duplicate();
                while (rest.hasRemaining()) {
                    channel.write(rest, position + rest.position() - bytes.position());
                }
            });
        }

        @Override
        public void force() throws IOException {
            uninterrupted(() -> channel.force(false));
        }

        @Override
        public void truncate(long length) throws IOException {
            uninterrupted(() -> channel.truncate(length));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }

        private void uninterrupted(Action action) throws IOException {
            boolean interrupted = Thread.interrupted();
            try {
                while (true) {
                    try {
                        action.run();
                        return;
                    } catch (ClosedByInterruptException e) {
                        interrupted = true;
                        Thread.interrupted();
                        channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
