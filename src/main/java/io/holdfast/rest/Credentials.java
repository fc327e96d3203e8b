package io.holdfast.rest;

import io.holdfast.config.ControlSocketSettings.BasicAuthentication;
import io.holdfast.config.ControlSocketSettings.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who may use a control socket (RFC 7617). Keeps digests, not passwords; comparing takes the same time whoever asks. */
final class Credentials {

    private static final String SCHEME = "basic ";

    private final String realm;
    private final List<byte[]> digests;

    private Credentials(String realm, List<byte[]> digests) {
        this.realm = realm;
        this.digests = digests;
    }

    /** @throws ControlSocketException when a file with a name or password cannot be read, or a name holds a colon */
    static Credentials of(BasicAuthentication settings) throws ControlSocketException {
        List<byte[]> digests = new ArrayList<>();
        for (Client client : settings.clients()) {
            String user = value(client.user(), client.userFile(), client.directory());
            String password = value(client.password(), client.passwordFile(), client.directory());
            if (user.contains(":")) {
                throw new ControlSocketException(
                        "the user name '" + user + "' holds a colon, which HTTP does not allow");
            }
            digests.add(digest((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }
        return new Credentials(settings.realm(), digests);
    }

    String realm() {
        return realm;
    }

    /** @param authorization the request's header of this name */
    boolean admit(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return false;
        }
        byte[] given;
        try {
            given = digest(Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip()));
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean admitted = false;
        for (byte[] known : digests) {
            admitted |= MessageDigest.isEqual(known, given);
        }
        return admitted;
    }

    private static String value(@Nullable String text, @Nullable String file, String directory)
            throws ControlSocketException {
        if (text != null) {
            return text;
        }
        if (file == null) {
            return "";
        }
        Path path = Path.of(directory).resolve(file);
        try {
            return Files.readString(path).stripTrailing();
        } catch (IOException e) {
            throw new ControlSocketException("'" + path + "' for the authentication cannot be read: " + e, e);
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
