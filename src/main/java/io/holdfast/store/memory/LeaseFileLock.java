package io.holdfast.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to use a lease file, for one process and one store. An advisory lock on a file of its own: the lease file
 * itself changes its identity with each clean-up. The operating system releases it when the process ends.
 */
final class LeaseFileLock implements AutoCloseable {

    private final FileChannel channel;

    private LeaseFileLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws LeaseFileException when somebody else has it */
    static LeaseFileLock take(LeaseFilePaths paths) throws IOException {
        refuseWhileKeaCleansUp(paths.current());
        FileChannel channel = FileChannel.open(
                paths.lock(), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                channel.truncate(0);
                channel.write(
                        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
                return new LeaseFileLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another store of this process has it.
        }
        String owner = Files.readString(paths.lock()).strip();
        channel.close();
        throw new LeaseFileException("the lease file " + paths.current() + " is in use by process "
                + (owner.isEmpty() ? "unknown" : owner) + " (lock file " + paths.lock() + ")");
    }

    /** Kea's clean-up process may go on when its server has ended. */
    private static void refuseWhileKeaCleansUp(Path current) throws IOException {
        Path pidFile = current.resolveSibling(current.getFileName() + ".pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile).strip();
        if (pid.matches("[0-9]{1,9}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .flatMap(process -> process.info().command())
                        .filter(command -> command.endsWith("kea-lfc"))
                        .isPresent()) {
            throw new LeaseFileException(
                    "the lease file " + current + " is being cleaned up by kea-lfc, process " + pid);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
