package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What the lease file needs of a file system; a seam, because disks fail and tests must make them fail. */
interface Disk {

    /** Opens a file for writing and creates it when it is missing. */
    Output open(Path file) throws IOException;

    /** Renames atomically, replacing {@code to}. */
    void move(Path from, Path to) throws IOException;

    void deleteIfExists(Path file) throws IOException;

    /** Makes renames, creations and deletions in the directory durable. */
    void syncDirectory(Path directory) throws IOException;

    /** An open file. */
    interface Output extends AutoCloseable {

        /** Writes all of {@code bytes} at {@code position}. */
        void write(ByteBuffer bytes, long position) throws IOException;

        /** Returns when everything written is on the medium. */
        void force() throws IOException;

        void truncate(long length) throws IOException;

        @Override
        void close() throws IOException;
    }
}
