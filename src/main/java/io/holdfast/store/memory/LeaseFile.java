package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The lease file of an open store: locked, loaded, open for appending, and cleaned up from time to time. */
final class LeaseFile implements AutoCloseable {

    private final LeaseFileLock owned;
    private final LeaseLog file;
    private final GroupCommit commits;
    private final LeaseFileCleanup cleanup;
    private final @Nullable ScheduledFuture<?> schedule;

    private LeaseFile(
            LeaseFileLock owned,
            LeaseLog file,
            GroupCommit commits,
            LeaseFileCleanup cleanup,
            @Nullable ScheduledFuture<?> schedule) {
        this.owned = owned;
        this.file = file;
        this.commits = commits;
        this.cleanup = cleanup;
        this.schedule = schedule;
    }

    /** What an opening needs besides its settings; all handed in. */
    record Surroundings(
            ScheduledExecutorService background, LongSupplier nanos, Disk disk, Consumer<String> progress) {}

    /**
     * Loads the files into the image and makes them ready for appending.
     *
     * @param lock guards the image
     */
    static LeaseFile open(LeaseFileSettings settings, ReentrantLock lock, LeaseImage image, Surroundings around) {
        LeaseFilePaths paths = LeaseFilePaths.of(settings.file());
        try {
            Files.createDirectories(paths.directory());
            LeaseFileLock owned = LeaseFileLock.take(paths);
            try {
                return load(settings, paths, owned, lock, image, around);
            } catch (IOException | RuntimeException e) {
                owned.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LeaseFileException("the lease file " + paths.current() + " cannot be used: " + e, e);
        }
    }

    private static LeaseFile load(
            LeaseFileSettings settings,
            LeaseFilePaths paths,
            LeaseFileLock owned,
            ReentrantLock lock,
            LeaseImage image,
            Surroundings around)
            throws IOException {
        LeaseFormat format = LeaseFormat.of(settings.protocol());
        LeaseFileCleanup cleanup =
                new LeaseFileCleanup(lock, image, around.disk(), paths, format, around.nanos(), around.progress());
        LeaseFileLoader.Current current = new LeaseFileLoader(settings, image, around.nanos()).load(paths);
        cleanup.tidy();
        LeaseLog file = new LeaseLog(
                around.disk(), paths, format.header().length, prepare(current, paths, cleanup, format, around.disk()));
        GroupCommit commits = new GroupCommit(lock, image, file, format);
        Runnable task = () -> cleanup.run(file, commits);
        if (Files.exists(paths.copy())) {
            around.background().execute(task);
        }
        long seconds = settings.lfcInterval();
        ScheduledFuture<?> schedule = seconds == 0
                ? null
                : around.background().scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
        return new LeaseFile(owned, file, commits, cleanup, schedule);
    }

    /** Makes the current file one to which rows can be appended; gives its length. */
    private static long prepare(
            LeaseFileLoader.Current current,
            LeaseFilePaths paths,
            LeaseFileCleanup cleanup,
            LeaseFormat format,
            Disk disk)
            throws IOException {
        if (current.foreign()) {
            cleanup.rewrite();
            return format.header().length;
        }
        if (current.end() == 0) {
            cleanup.create();
            return format.header().length;
        }
        try (Disk.Output output = disk.open(paths.current())) {
            output.truncate(current.end());
            if (current.unterminated()) {
                output.write(ByteBuffer.wrap(new byte[] {'\n'}), current.end());
            }
            output.force();
        }
        return current.end() + (current.unterminated() ? 1 : 0);
    }

    GroupCommit commits() {
        return commits;
    }

    /** Called with the store's lock held. */
    void tryOut() throws IOException {
        commits.betweenFlights(file::tryOut);
    }

    boolean compact() {
        return cleanup.run(file, commits);
    }

    /** Called without the store's lock, when no more changes come. */
    @Override
    public void close() {
        if (schedule != null) {
            schedule.cancel(false);
        }
        cleanup.stop();
        try (owned) {
            file.close();
        } catch (IOException e) {
            throw new LeaseFileException("closing the lease file failed; all that was acknowledged is on disk", e);
        }
    }
}
