package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;

/**
 * The current lease file, open for appending. Knows how long the good part of the file is: what a failed append may have
 * left behind it is cut off before the next one. One thread at a time.
 */
final class LeaseLog implements AutoCloseable {

    /** As much as a large batch takes, in bytes. */
    private static final int TRIAL = 1 << 18;

    private final Disk disk;
    private final LeaseFilePaths paths;
    private final int headerLength;

    private Disk.Output output;
    /** Read by others than the writing thread too. */
    private volatile long end;

    /** The last call failed: what the file holds beyond {@link #end}, or which file it is, is not known. */
    private boolean broken;

    /**
     * @param headerLength of files made from now on
     * @param end length of the good part of the current file, which exists and has a header
     */
    LeaseLog(Disk disk, LeaseFilePaths paths, int headerLength, long end) throws IOException {
        this.disk = disk;
        this.paths = paths;
        this.headerLength = headerLength;
        this.end = end;
        this.output = disk.open(paths.current());
    }

    /** Appends the rows and returns when they are on the medium; on failure they are not there. */
    void append(ByteBuffer rows) throws IOException {
        if (broken) {
            mend();
        }
        broken = true;
        output.write(rows, end);
        output.force();
        end = end + rows.remaining();
        broken = false;
    }

    /** Fails when rows could not be appended now: writes blank lines, which mean nothing, and takes them away again. */
    void tryOut() throws IOException {
        if (broken) {
            mend();
        }
        byte[] blank = new byte[TRIAL];
        Arrays.fill(blank, (byte) '\n');
        broken = true;
        output.write(ByteBuffer.wrap(blank), end);
        output.force();
        output.truncate(end);
        output.force();
        broken = false;
    }

    boolean hasRows() {
        return end > headerLength;
    }

    /**
     * Makes the current file the copy and {@link LeaseFilePaths#fresh}, which has a header and is on the medium, the
     * current one.
     */
    void rotate() throws IOException {
        if (broken) {
            mend();
        }
        Disk.Output next = disk.open(paths.fresh());
        try {
            disk.move(paths.current(), paths.copy());
            // From here on a failure leaves no current file until mend() gives the copy its name back.
            broken = true;
            disk.move(paths.fresh(), paths.current());
        } catch (IOException e) {
            next.close();
            throw e;
        }
        Disk.Output former = output;
        output = next;
        end = headerLength;
        // Stays broken if this fails: then the next append syncs the directory first.
        disk.syncDirectory(paths.directory());
        broken = false;
        former.close();
    }

    private void mend() throws IOException {
        output.close();
        if (!Files.exists(paths.current())) {
            disk.move(paths.copy(), paths.current());
        }
        output = disk.open(paths.current());
        output.truncate(end);
        output.force();
        disk.syncDirectory(paths.directory());
        broken = false;
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
