package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The local disk, remembering what would be left of it after a power failure at this moment: of each file what was
 * forced, under the names that the directory had when it was last synchronized; or under those it has by now. Before each
 * operation it tells a listener, who may take such a picture. For files that fit into memory.
 */
final class CrashDisk implements Disk {

    /** What there is to see before an operation. */
    interface Listener {
        void before(String operation) throws IOException;
    }

    private static final class Content {
        private byte[] forced = new byte[0];
    }

    private final LocalDisk disk = new LocalDisk();
    private final Map<Path, Content> names = new HashMap<>();
    private Map<Path, Content> durableNames = new HashMap<>();
    private Listener listener = operation -> {};

    synchronized void listen(Listener other) {
        listener = other;
    }

    /** Writes what a power failure would leave into a directory. */
    synchronized void leftover(Path directory, boolean namesAreLost) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<Path, Content> entry : (namesAreLost ? durableNames : names).entrySet()) {
            Files.write(directory.resolve(entry.getKey().getFileName()), entry.getValue().forced);
        }
    }

    @Override
    public synchronized Output open(Path file) throws IOException {
        listener.before("open " + file.getFileName());
        Content content = names.computeIfAbsent(file, path -> new Content());
        Output output = disk.open(file);
        return new Output() {
            /** What was written, forced or not. */
            private byte[] written = Files.readAllBytes(file);

            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                before("write");
                output.write(bytes, position);
                byte[] longer = new byte[(int) Math.max(written.length, position + bytes.remaining())];
                System.arraycopy(written, 0, longer, 0, written.length);
                bytes.duplicate().get(longer, (int) position, bytes.remaining());
                written = longer;
            }

            @Override
            public void force() throws IOException {
                before("force");
                output.force();
                synchronized (CrashDisk.this) {
                    content.forced = written.clone();
                }
            }

            @Override
            public void truncate(long length) throws IOException {
                before("truncate");
                output.truncate(length);
                written = java.util.Arrays.copyOf(written, (int) Math.min(length, written.length));
            }

            @Override
            public void close() throws IOException {
                output.close();
            }
        };
    }

    private void before(String operation) throws IOException {
        synchronized (this) {
            listener.before(operation);
        }
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        listener.before("move " + from.getFileName() + " to " + to.getFileName());
        disk.move(from, to);
        Content content = names.remove(from);
        if (content != null) {
            names.put(to, content);
        }
    }

    @Override
    public synchronized void deleteIfExists(Path file) throws IOException {
        listener.before("delete " + file.getFileName());
        disk.deleteIfExists(file);
        names.remove(file);
    }

    @Override
    public synchronized void syncDirectory(Path directory) throws IOException {
        listener.before("sync directory");
        disk.syncDirectory(directory);
        durableNames = new HashMap<>(names);
    }
}
