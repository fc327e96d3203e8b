package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the lease files into the image, in the order in which Kea does: {@code .completed}, or else {@code .2} and
 * {@code .1}; then the current one. Of several rows of an address the last counts.
 */
final class LeaseFileLoader {

    private static final Logger log = LoggerFactory.getLogger(LeaseFileLoader.class);

    private static final long PROGRESS_NANOS = 3_000_000_000L;
    private static final int ROWS_BETWEEN_LOOKS = 4096;
    private static final int COMPLAINTS = 100;

    /**
     * What the current file looks like.
     *
     * @param end length of its good part; 0 when there is none
     * @param unterminated its last row is good but has no end of line
     * @param foreign its header is that of an older or newer format
     */
    record Current(long end, boolean unterminated, boolean foreign) {}

    private final LeaseFileSettings settings;
    private final LeaseFormat format;
    private final LeaseImage image;
    private final LeaseChecker checker;
    private final ContextChecker contexts;
    private final LongSupplier nanos;
    private long rows;
    private long badRows;

    /** @param nanos a clock for durations, nanoseconds */
    LeaseFileLoader(LeaseFileSettings settings, LeaseImage image, LongSupplier nanos) {
        this.settings = settings;
        this.format = LeaseFormat.of(settings.protocol());
        this.image = image;
        this.checker = new LeaseChecker(settings.checks().leaseChecks(), settings.subnets());
        this.contexts = new ContextChecker(settings.checks().extendedInfoChecks());
        this.nanos = nanos;
    }

    /** @throws LeaseFileException when a file is none of Kea's, or has more bad rows than allowed */
    Current load(LeaseFilePaths paths) throws IOException {
        long begin = nanos.getAsLong();
        if (Files.exists(paths.completed())) {
            read(paths.completed());
        } else {
            readIfThere(paths.previous());
            readIfThere(paths.copy());
        }
        Current current = Files.exists(paths.current()) ? read(paths.current()) : new Current(0, false, false);
        checker.finish();
        contexts.finish();
        log.info(
                "{} leases are loaded from {} ({} rows, {} of them unreadable) in {} ms",
                image.size(),
                paths.current(),
                rows,
                badRows,
                (nanos.getAsLong() - begin) / 1_000_000);
        return current;
    }

    private void readIfThere(Path file) throws IOException {
        if (Files.exists(file)) {
            read(file);
        }
    }

    private Current read(Path file) throws IOException {
        log.info("DHCPSRV_MEMFILE_LEASE_FILE_LOAD loading leases from file {}", file);
        try (LineReader lines = new LineReader(file)) {
            RowParser parser = new RowParser(format);
            return header(file, lines, parser) ? rows(file, lines, parser) : new Current(0, false, false);
        }
    }

    /** Reads the header; false when the file ends before its header does: then nothing was ever written to it. */
    private boolean header(Path file, LineReader lines, RowParser parser) throws IOException {
        boolean found = lines.advance();
        while (found && lines.isBlank()) {
            found = lines.advance();
        }
        if (!found) {
            return false;
        }
        int length = lines.to() - lines.from();
        if (!lines.isTerminated()
                && length < format.header().length
                && Arrays.equals(lines.buffer(), lines.from(), lines.to(), format.header(), 0, length)) {
            return false;
        }
        String wrong = parser.header(lines.buffer(), lines.from(), lines.to());
        if (wrong != null) {
            throw new LeaseFileException(file + " is not a " + format.protocol() + " lease file: " + wrong);
        }
        return true;
    }

    private Current rows(Path file, LineReader lines, RowParser parser) throws IOException {
        long end = lines.end();
        boolean unterminated = !lines.isTerminated();
        long errors = 0;
        BadRow bad = null;
        long looked = nanos.getAsLong();
        while (lines.advance()) {
            if (lines.isBlank()) {
                continue;
            }
            if (bad != null) {
                errors = count(errors, file, bad);
                bad = null;
            }
            rows++;
            try {
                take(parser.row(lines.buffer(), lines.from(), lines.to()));
                unterminated = !lines.isTerminated();
                end = lines.end();
            } catch (BadRowException e) {
                bad = new BadRow(lines.number(), lines.start(), e.getMessage());
            }
            if (rows % ROWS_BETWEEN_LOOKS == 0 && nanos.getAsLong() - looked >= PROGRESS_NANOS) {
                looked = nanos.getAsLong();
                log.info(
                        "{}: {} of {} MB read, {} leases so far",
                        file,
                        lines.end() >> 20,
                        lines.size() >> 20,
                        image.size());
            }
        }
        if (bad != null) {
            rows--;
            log.warn(
                    "{}: the last row, line {} with {} bytes, is incomplete ({}) and left out: it was being written when its"
                            + " server stopped, and was not acknowledged",
                    file,
                    bad.line(),
                    lines.size() - bad.start(),
                    bad.reason());
            end = bad.start();
        } else if (!unterminated) {
            end = lines.end();
        }
        return new Current(end, unterminated, !parser.isCurrentFormat());
    }

    private record BadRow(long line, long start, @Nullable String reason) {}

    private long count(long errors, Path file, BadRow bad) {
        badRows++;
        if (errors < COMPLAINTS) {
            log.warn(
                    "DHCPSRV_MEMFILE_LEASE_LOAD_ROW_ERROR {}, line {} is skipped: {}{}",
                    file,
                    bad.line(),
                    bad.reason(),
                    errors == COMPLAINTS - 1 ? "; further ones are only counted" : "");
        }
        if (settings.maxRowErrors() != 0 && errors + 1 > settings.maxRowErrors()) {
            throw new LeaseFileException(file + " has more than " + settings.maxRowErrors()
                    + " unreadable rows (max-row-errors), the last in line " + bad.line() + ": " + bad.reason());
        }
        return errors + 1;
    }

    private void take(PackedLease lease) {
        if (lease.lifetime() == 0) {
            image.remove(lease.high(), lease.low());
            return;
        }
        PackedLease checked = checker.check(lease);
        if (checked == null) {
            image.remove(lease.high(), lease.low());
        } else {
            image.put(contexts.check(checked));
        }
    }
}
