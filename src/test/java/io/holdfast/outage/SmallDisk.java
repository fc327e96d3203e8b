package io.holdfast.outage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** A disk of a few megabytes, in memory, that a test can fill. Only root can have one; else the test is aborted. */
public final class SmallDisk implements AutoCloseable {

    private static final int MEGABYTE = 1 << 20;
    private static final int LEAST_CHUNK = 512;

    private final Path directory;
    private final Path filler;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.filler = directory.resolve("filler");
    }

    /** Mounted at a directory that is there and empty; {@link #close} takes it away with all that is on it. */
    public static SmallDisk at(Path directory, long bytes) {
        if (!Commands.isRoot() || !System.getProperty("os.name").equals("Linux")) {
            throw new TestAbortedException("only root on Linux can mount a small disk");
        }
        try {
            Commands.run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "holdfast-outage", directory.toString());
        } catch (IllegalStateException e) {
            throw new TestAbortedException("no small disk can be mounted here", e);
        }
        SmallDisk disk = new SmallDisk(directory);
        Leftovers.add(disk);
        return disk;
    }

    public Path directory() {
        return directory;
    }

    /** Until not one byte more can be written. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int size = MEGABYTE; size >= LEAST_CHUNK; size /= 2) {
                writeWhileThereIsRoom(out, new byte[size]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeWhileThereIsRoom(OutputStream out, byte[] chunk) {
        try {
            while (true) {
                out.write(chunk);
            }
        } catch (IOException e) {
            // full
        }
    }

    public void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that can still be written. */
    public long room() {
        try {
            FileStore store = Files.getFileStore(directory);
            return store.getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Leftovers.remove(this);
        Commands.run("umount", "--lazy", directory.toString());
    }

    @Override
    public String toString() {
        return "small disk at " + directory;
    }
}
