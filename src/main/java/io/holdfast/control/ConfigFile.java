package io.holdfast.control;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where {@code config-write} writes: into the directory of the file the configuration was read from, whole or not at all. */
final class ConfigFile {

    private static final Set<PosixFilePermission> OWNER_AND_GROUP = PosixFilePermissions.fromString("rw-r-----");

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private ConfigFile() {}

    /**
     * @param loaded the file in use; absent when there is none
     * @param wanted as given by the command; empty for the file in use
     * @throws RefusedException when it may not be written
     */
    static Path target(@Nullable Path loaded, String wanted) {
        if (loaded == null) {
            throw new RefusedException(
                    "Unable to determine filename: this server was started without a configuration file.");
        }
        Path file = loaded.toAbsolutePath().normalize();
        if (wanted.isEmpty()) {
            return file;
        }
        Path target;
        try {
            target = file.resolveSibling(wanted).normalize();
        } catch (InvalidPathException e) {
            throw new RefusedException("not allowed to write config into " + wanted + ": not a file name");
        }
        if (!Objects.equals(file.getParent(), target.getParent()) || Files.isSymbolicLink(target)) {
            throw new RefusedException("not allowed to write config into " + wanted + ": file " + target
                    + " must be in the same directory as the config file (" + file + ") and no link");
        }
        return target;
    }

    /**
     * Replaces the configuration of one protocol in a file. One at a time, for the other protocol's may be in the same
     * file.
     *
     * @param present that protocol's
     * @return the size in bytes
     * @throws RefusedException when the configuration of the other protocol would be lost
     */
    static long replace(Path target, Protocol own, Supplier<Map<String, @Nullable Object>> present) throws IOException {
        ONE_AT_A_TIME.lock();
        try {
            Map<String, @Nullable Object> whole = present(target, own);
            whole.putAll(present.get());
            return write(target, JsonWriter.pretty(whole));
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /**
     * What the file that is to be replaced holds, in its order: beside {@code own} the configuration of the other protocol,
     * which is to stay in it. A file that cannot be read and does not name the other protocol may be replaced.
     *
     * @return to be changed
     * @throws RefusedException when the configuration of the other protocol would be lost
     */
    private static Map<String, @Nullable Object> present(Path target, Protocol own) throws IOException {
        if (!Files.exists(target)) {
            return new LinkedHashMap<>();
        }
        try {
            return JsonReader.read(target).root() instanceof JsonNode.Dict dict ? dict.plain() : new LinkedHashMap<>();
        } catch (ConfigException e) {
            String other = "\"" + (own == Protocol.DHCP4 ? Protocol.DHCP6 : Protocol.DHCP4).object() + "\"";
            if (!Files.readString(target, StandardCharsets.ISO_8859_1).contains(other)) {
                return new LinkedHashMap<>();
            }
            throw new RefusedException("not allowed to write config into " + target
                    + ": it cannot be read, so that its " + other + " would be lost: " + e.getMessage());
        }
    }

    /** Returns the size in bytes. */
    private static long write(Path target, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean posix = Files.getFileStore(target.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        Set<PosixFilePermission> permissions =
                posix && Files.exists(target) ? Files.getPosixFilePermissions(target) : OWNER_AND_GROUP;
        Path draft = Files.createTempFile(target.toAbsolutePath().getParent(), "." + target.getFileName(), ".new");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            if (posix) {
                Files.setPosixFilePermissions(draft, permissions);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return bytes.length;
    }
}
