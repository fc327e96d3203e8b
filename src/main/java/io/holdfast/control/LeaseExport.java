package io.holdfast.control;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a copy of all leases; only the embedded store has one. */
public interface LeaseExport {

    /** The only directory a copy may be written to. */
    Path directory();

    /**
     * Writes Kea's lease file format; the file is there whole or not at all.
     *
     * @throws IOException also when it is one of the files in use
     */
    void write(Path file) throws IOException;
}
