package io.holdfast.app.content;

import io.holdfast.availability.DatabaseWatch;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the copy written a moment after there is something new, once for all that has come meanwhile: it may be many megabytes,
 * and nobody is to wait for it.
 */
final class CopyKeeper implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final ContentCopy copy;
    private final DatabaseWatch.Scheduler scheduler;
    private @Nullable List<HeldContent> wanted;

    CopyKeeper(ContentCopy copy, DatabaseWatch.Scheduler scheduler) {
        this.copy = copy;
        this.scheduler = scheduler;
    }

    void save(List<HeldContent> held) {
        if (replace(held) == null) {
            scheduler.after(MOMENT, this::write);
        }
    }

    private synchronized @Nullable List<HeldContent> replace(@Nullable List<HeldContent> next) {
        List<HeldContent> former = wanted;
        wanted = next;
        return former;
    }

    /** One at a time, so that an older one does not come after a newer one. */
    private void write() {
        synchronized (copy) {
            List<HeldContent> held = replace(null);
            if (held != null) {
                copy.write(held);
            }
        }
    }

    /** What is still wanted is written now. */
    @Override
    public void close() {
        write();
    }
}
