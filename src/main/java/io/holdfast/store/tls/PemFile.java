package io.holdfast.store.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM file (RFC 7468), in their order; text between them is a comment.
 *
 * @param name the parameter and the path, for errors
 */
record PemFile(String name, Path path, List<Block> blocks) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ");

    /** @param label {@code CERTIFICATE}, {@code PRIVATE KEY}, ... */
    record Block(String label, String body) {

        /** Has headers (RFC 1421), which OpenSSL writes only where a key is encrypted. */
        boolean isEncrypted() {
            return body.contains("ENCRYPTED");
        }

        /** @throws IllegalArgumentException when it is not base64 */
        byte[] bytes() {
            return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
        }
    }

    /** @param parameter the keyword that names the file, as in {@code cert-file} */
    static PemFile read(String parameter, Path path) throws TlsRefusedException {
        String name = parameter + " " + path;
        String text = text(name, path);
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        if (BEGIN.matcher(text).results().count() != blocks.size()) {
            throw new TlsRefusedException(name + " is damaged: a block has a BEGIN line but no END line");
        }
        return new PemFile(name, path, List.copyOf(blocks));
    }

    private static String text(String name, Path path) throws TlsRefusedException {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsRefusedException("cannot read " + name + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new TlsRefusedException("cannot read " + name + ": permission denied", e);
        } catch (IOException e) {
            throw new TlsRefusedException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
