package io.holdfast.app;

import io.holdfast.address.Duid;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.ServerIdSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The DUID by which clients know this server (RFC 8415 §11). Clients renew with the server of that DUID only, so it is made
 * once and kept, in the file and the format that Kea keeps it in; what {@code server-id} says goes before what is kept. A
 * configuration that says all of it needs no file.
 */
final class ServerDuid {

    private static final Logger log = LoggerFactory.getLogger(ServerDuid.class);
    private static final String FILE = "kea-dhcp6-serverid";

    /** Beginning of the time in a DUID-LLT (RFC 8415 §11.2). */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /** The one Kea takes where the configuration names none. */
    private static final int ENTERPRISE = 2495;

    private static final int ETHERNET = 1;
    private static final int RANDOM_BYTES = 6;

    private final Path stateDirectory;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Supplier<byte @Nullable []> ownHardware;

    /** In no file, but the same through all configurations; absent before the first that wants no file. */
    private @Nullable Duid unkept;

    /** @param ownHardware an Ethernet address of this machine; absent when it has none */
    ServerDuid(
            Path stateDirectory, InstantSource clock, RandomGenerator random, Supplier<byte @Nullable []> ownHardware) {
        this.stateDirectory = stateDirectory;
        this.clock = clock;
        this.random = random;
        this.ownHardware = ownHardware;
    }

    /** @throws ServerDuidException when it cannot be read or kept */
    Duid of(ServerConfig6 config) {
        ServerIdSettings settings = config.serverId();
        Duid whole = settings.whole().orElse(null);
        if (whole != null) {
            log.info("DHCP6_USING_SERVERID the server's DUID is {}, as configured", whole);
            return whole;
        }
        if (!settings.persist()) {
            Duid made = made(settings, unkept);
            unkept = made;
            log.info("DHCP6_USING_SERVERID the server's DUID is {} until it ends: persist is false", made);
            return made;
        }
        String directory = config.dataDirectory();
        Path file = (directory == null ? stateDirectory : Path.of(directory)).resolve(FILE);
        Duid kept = read(file);
        Duid made = made(settings, kept);
        if (!Objects.equals(made, kept)) {
            write(file, made);
        }
        log.info("DHCP6_USING_SERVERID the server's DUID is {}, kept in {}", made, file);
        return made;
    }

    private static @Nullable Duid read(Path file) {
        try {
            return Files.exists(file) ? Duid.parse(Files.readString(file).strip()) : null;
        } catch (IOException e) {
            throw new ServerDuidException("the server's DUID cannot be read from " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ServerDuidException(file + " does not hold a DUID: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, Duid duid) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(directory, FILE, ".new");
            // On the medium before it is in its place: an empty file would keep the server from starting.
            Files.writeString(draft, duid.toString(), StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ServerDuidException("the server's DUID cannot be kept in " + file + ": " + e, e);
        }
    }

    /**
     * What is not configured is taken from what is kept, if that is of the same type, or found. What is kept is never given
     * up for the sake of a default.
     */
    private Duid made(ServerIdSettings settings, @Nullable Duid kept) {
        if (kept != null && isDefault(settings)) {
            return kept;
        }
        Duid former = kept != null && kept.type() == settings.type().number() && kept.length() > header(settings.type())
                ? kept
                : null;
        Duid made = switch (settings.type()) {
            case LLT, LL -> linkLayer(settings, former, kept);
            case EN -> enterprise(settings, former);
            case UUID -> uuid(settings, former);
        };
        if (kept != null && former == null && !made.equals(kept)) {
            log.warn("the DUID that was kept is of another type than server-id has, and is replaced: {}", kept);
        }
        return made;
    }

    private static boolean isDefault(ServerIdSettings settings) {
        return settings.type() == ServerIdSettings.Type.LLT
                && settings.identifier().length == 0
                && settings.time() == 0;
    }

    /** Bytes before what tells one machine from another. */
    private static int header(ServerIdSettings.Type type) {
        return switch (type) {
            case LLT -> 8;
            case EN -> 6;
            case LL -> 4;
            case UUID -> 2;
        };
    }

    /** @param kept of whatever type: on a machine without an Ethernet address it stays */
    private Duid linkLayer(ServerIdSettings settings, @Nullable Duid former, @Nullable Duid kept) {
        ByteBuffer parts = former == null ? null : ByteBuffer.wrap(former.bytes());
        int htype = settings.htype();
        int keptType = parts == null ? 0 : parts.getShort(2) & 0xffff;
        byte[] identifier = settings.identifier();
        if (identifier.length == 0) {
            byte[] found = parts == null ? ownHardware.get() : tail(parts, header(settings.type()));
            if (found == null) {
                return kept != null ? kept : enterprise(settings, null);
            }
            identifier = found;
            htype = parts == null ? ETHERNET : keptType;
        } else if (htype == 0) {
            htype = ETHERNET;
        }
        ByteBuffer duid = ByteBuffer.allocate(header(settings.type()) + identifier.length)
                .putShort((short) settings.type().number())
                .putShort((short) htype);
        if (settings.type() == ServerIdSettings.Type.LLT) {
            duid.putInt(time(settings, parts));
        }
        return Duid.of(duid.put(identifier).array());
    }

    private int time(ServerIdSettings settings, @Nullable ByteBuffer parts) {
        if (settings.time() != 0) {
            return (int) settings.time();
        }
        return parts != null ? parts.getInt(4) : (int) (clock.instant().getEpochSecond() - EPOCH.getEpochSecond());
    }

    private Duid enterprise(ServerIdSettings settings, @Nullable Duid former) {
        ByteBuffer parts = former == null ? null : ByteBuffer.wrap(former.bytes());
        int enterprise = settings.type() == ServerIdSettings.Type.EN ? (int) settings.enterpriseId() : 0;
        if (enterprise == 0) {
            enterprise = parts == null ? ENTERPRISE : parts.getInt(2);
        }
        byte[] identifier = settings.identifier();
        if (identifier.length == 0) {
            identifier = parts == null ? chance() : tail(parts, 6);
        }
        return Duid.of(ByteBuffer.allocate(6 + identifier.length)
                .putShort((short) ServerIdSettings.Type.EN.number())
                .putInt(enterprise)
                .put(identifier)
                .array());
    }

    /** RFC 6355 §4; without one it is made by chance, which RFC 9562 §5.4 calls version 4. */
    private Duid uuid(ServerIdSettings settings, @Nullable Duid former) {
        byte[] identifier = settings.identifier();
        if (identifier.length == 0) {
            identifier = former == null ? randomUuid() : tail(ByteBuffer.wrap(former.bytes()), 2);
        }
        return Duid.of(ByteBuffer.allocate(2 + identifier.length)
                .putShort((short) ServerIdSettings.Type.UUID.number())
                .put(identifier)
                .array());
    }

    private byte[] randomUuid() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        bytes[6] = (byte) (bytes[6] & 0x0f | 0x40);
        bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
        return bytes;
    }

    private byte[] chance() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] tail(ByteBuffer duid, int from) {
        byte[] bytes = new byte[duid.capacity() - from];
        duid.get(from, bytes);
        return bytes;
    }
}
