package io.holdfast.config.json;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The text being read with the files it includes, as one stream of characters: {@code <?include "file"?>} may stand
 * wherever a blank may, and the included text need not be a whole value.
 */
final class JsonSources {

    private static final String INCLUDE = "<?include";
    private static final int MAX_INCLUDES = 10;
    private static final long MAX_BYTES = 64L << 20;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Deque<JsonSource> stack = new ArrayDeque<>();

    JsonSources(JsonSource first) {
        stack.push(first);
    }

    /** Where the next significant character is taken from, blanks and comments skipped; at its end there is no more. */
    JsonSource next() throws JsonSyntaxException {
        while (true) {
            JsonSource source = stack.element();
            char c = source.peek();
            if (source.atEnd() && stack.size() > 1) {
                stack.pop();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == BYTE_ORDER_MARK) {
                source.take();
            } else if (c == '#' || source.startsWith("//")) {
                source.skipLine();
            } else if (source.startsWith("/*")) {
                JsonPosition at = source.position();
                source.skip(2);
                if (!source.skipPast("*/")) {
                    throw new JsonSyntaxException(at, "this comment does not end; '*/' is missing");
                }
            } else if (source.startsWith(INCLUDE)) {
                include(source);
            } else {
                return source;
            }
        }
    }

    private void include(JsonSource source) throws JsonSyntaxException {
        JsonPosition at = source.position();
        if (source.path == null) {
            throw new JsonSyntaxException(at, "a file can be included only in a file");
        }
        if (stack.size() > MAX_INCLUDES) {
            throw new JsonSyntaxException(at, "files are included more than " + MAX_INCLUDES + " levels deep");
        }
        Path file = resolve(source.path, includedName(source, at), at);
        for (JsonSource open : stack) {
            if (file.equals(open.path)) {
                throw new JsonSyntaxException(at, "'" + file + "' includes itself");
            }
        }
        stack.push(open(file, file.toString(), at));
    }

    private static String includedName(JsonSource source, JsonPosition at) throws JsonSyntaxException {
        source.skip(INCLUDE.length());
        StringBuilder name = new StringBuilder();
        skipBlanks(source);
        if (source.peek() == '"') {
            source.take();
            while (source.peek() != '"' && source.peek() != '\n' && !source.atEnd()) {
                name.append(source.take());
            }
            if (source.peek() == '"') {
                source.take();
                skipBlanks(source);
            }
        }
        if (name.isEmpty() || !source.startsWith("?>")) {
            throw new JsonSyntaxException(at, "an inclusion is written <?include \"file\"?>");
        }
        source.skip(2);
        return name.toString();
    }

    private static void skipBlanks(JsonSource source) {
        while (source.peek() == ' ' || source.peek() == '\t') {
            source.take();
        }
    }

    private static Path resolve(Path including, String name, JsonPosition at) throws JsonSyntaxException {
        try {
            return including.resolveSibling(name).normalize();
        } catch (InvalidPathException e) {
            throw new JsonSyntaxException(at, "'" + name + "' is not a file name");
        }
    }

    /** @param at where a problem with the file is reported */
    static JsonSource open(Path file, String name, JsonPosition at) throws JsonSyntaxException {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
                throw new JsonSyntaxException(at, "'" + file + "' is larger than " + (MAX_BYTES >> 20) + " MiB");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return new JsonSource(name, file.toAbsolutePath().normalize(), text);
        } catch (NoSuchFileException e) {
            throw new JsonSyntaxException(at, "there is no file '" + file + "'");
        } catch (CharacterCodingException e) {
            throw new JsonSyntaxException(at, "'" + file + "' is not UTF-8 text");
        } catch (IOException e) {
            throw new JsonSyntaxException(at, "'" + file + "' cannot be read: " + e);
        }
    }
}
