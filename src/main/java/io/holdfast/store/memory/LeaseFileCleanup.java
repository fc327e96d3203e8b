package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease file as small as the leases are, beside the traffic (Kea's kea-lfc): the current file becomes {@code
 * .1} and a new one begins; what the image holds is written to {@code .output}, made durable and renamed {@code
 * .completed}, from which moment it stands for {@code .2} and {@code .1}; these are deleted, and it becomes {@code .2}.
 *
 * <p>The image is newer than {@code .1}. That does no harm: each change since the rotation is also in the current file,
 * which is read last. Only changes that are taken back would not be; so the output counts only if none was.
 */
final class LeaseFileCleanup {

    private static final Logger log = LoggerFactory.getLogger(LeaseFileCleanup.class);
    private static final int LEASES_AT_ONCE = 500;

    private final ReentrantLock lock;
    private final LeaseImage image;
    private final Disk disk;
    private final LeaseFilePaths paths;
    private final LeaseFormat format;
    private final LongSupplier nanos;
    private final Consumer<String> progress;
    private final ReentrantLock running = new ReentrantLock();
    private volatile boolean stopped;

    /**
     * @param lock guards the image
     * @param nanos a clock for durations, nanoseconds
     * @param progress is told the name of each step that is done
     */
    LeaseFileCleanup(
            ReentrantLock lock,
            LeaseImage image,
            Disk disk,
            LeaseFilePaths paths,
            LeaseFormat format,
            LongSupplier nanos,
            Consumer<String> progress) {
        this.lock = lock;
        this.image = image;
        this.disk = disk;
        this.paths = paths;
        this.format = format;
        this.nanos = nanos;
        this.progress = progress;
    }

    /** Finishes what a stopped process left: a complete output takes its place, an incomplete one is deleted. */
    void tidy() throws IOException {
        disk.deleteIfExists(paths.output());
        disk.deleteIfExists(paths.fresh());
        if (Files.exists(paths.completed())) {
            settle();
        }
    }

    /** Puts everything into new files at once, before there is traffic. */
    void rewrite() throws IOException {
        long leases = writeOutput();
        publish();
        createFresh();
        disk.move(paths.fresh(), paths.current());
        disk.syncDirectory(paths.directory());
        progress.accept("new current file");
        settle();
        log.info("the lease file {} is rewritten in the current format: {} leases", paths.current(), leases);
    }

    /** Creates the current file with a header. */
    void create() throws IOException {
        createFresh();
        disk.move(paths.fresh(), paths.current());
        disk.syncDirectory(paths.directory());
    }

    /**
     * Cleans up now, in this thread.
     *
     * @return false when there was nothing to do, another one is running, or it failed (which is logged)
     */
    boolean run(LeaseLog file, GroupCommit commits) {
        if (stopped || !running.tryLock()) {
            return false;
        }
        try {
            return clean(file, commits);
        } catch (IOException | RuntimeException | Error e) { // whatever it is, there must be a next clean-up
            discardOutput(e);
            log.error(
                    "cleaning up the lease file {} failed, all leases are safe in the files there are: {}",
                    paths.current(),
                    e.toString());
            return false;
        } finally {
            running.unlock();
        }
    }

    /** Makes a running clean-up give up, and waits until it has; there will be no other. */
    void stop() {
        stopped = true;
        running.lock();
        running.unlock();
    }

    private boolean clean(LeaseLog file, GroupCommit commits) throws IOException {
        boolean leftover = Files.exists(paths.copy());
        if (!leftover && !hasRows(file)) {
            return false;
        }
        long begin = nanos.getAsLong();
        log.info("DHCPSRV_MEMFILE_LFC_START cleaning up the lease file {}", paths.current());
        long setbacks = setbacks(commits);
        if (!leftover) {
            rotate(file, commits);
        }
        long leases = writeOutput();
        if (stopped || !isDurable(commits, setbacks)) {
            disk.deleteIfExists(paths.output());
            log.info("cleaning up the lease file {} is given up for now", paths.current());
            return false;
        }
        publish();
        settle();
        log.info(
                "the lease file {} is cleaned up: {} leases in {} ms",
                paths.current(),
                leases,
                (nanos.getAsLong() - begin) / 1_000_000);
        return true;
    }

    /** What is half written would only fill a disk that may be full already. */
    private void discardOutput(Throwable failure) {
        try {
            disk.deleteIfExists(paths.output());
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private boolean hasRows(LeaseLog file) {
        lock.lock();
        try {
            return file.hasRows();
        } finally {
            lock.unlock();
        }
    }

    private long setbacks(GroupCommit commits) {
        lock.lock();
        try {
            return commits.setbacks();
        } finally {
            lock.unlock();
        }
    }

    private void rotate(LeaseLog file, GroupCommit commits) throws IOException {
        createFresh();
        progress.accept("fresh file");
        lock.lock();
        try {
            commits.betweenFlights(file::rotate);
        } finally {
            lock.unlock();
        }
        progress.accept("rotated");
    }

    /** Whether all that was written to the output is also durable in the current file, and nothing was taken back. */
    private boolean isDurable(GroupCommit commits, long setbacks) {
        lock.lock();
        try {
            commits.await();
            return commits.setbacks() == setbacks;
        } finally {
            lock.unlock();
        }
    }

    private void createFresh() throws IOException {
        disk.deleteIfExists(paths.fresh());
        try (Disk.Output output = disk.open(paths.fresh())) {
            output.write(ByteBuffer.wrap(format.header()), 0);
            output.force();
        }
    }

    private long writeOutput() throws IOException {
        disk.deleteIfExists(paths.output());
        long leases = 0;
        long end = 0;
        try (Disk.Output output = disk.open(paths.output())) {
            RowBuffer rows = new RowBuffer();
            rows.add(format.header());
            long high = 0;
            long low = 0;
            boolean more = true;
            while (more && !stopped) {
                lock.lock();
                try {
                    AddressIndex.Cursor cursor = image.from(high, low);
                    for (int i = 0; i < LEASES_AT_ONCE && !cursor.atEnd(); i++) {
                        format.put(rows, image.at(cursor.slot()));
                        leases++;
                        cursor.advance();
                    }
                    more = !cursor.atEnd();
                    if (more) {
                        high = cursor.high();
                        low = cursor.low();
                    }
                } finally {
                    lock.unlock();
                }
                output.write(rows.content(), end);
                end += rows.length();
                rows.clear();
                progress.accept("output " + end);
            }
            output.force();
        }
        return leases;
    }

    /** From here on the output stands for all files but the current one. */
    private void publish() throws IOException {
        progress.accept("output");
        disk.move(paths.output(), paths.completed());
        disk.syncDirectory(paths.directory());
        progress.accept("completed");
    }

    private void settle() throws IOException {
        disk.deleteIfExists(paths.previous());
        progress.accept("previous deleted");
        disk.deleteIfExists(paths.copy());
        progress.accept("copy deleted");
        disk.move(paths.completed(), paths.previous());
        disk.syncDirectory(paths.directory());
        progress.accept("settled");
    }
}
