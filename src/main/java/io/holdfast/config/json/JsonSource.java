package io.holdfast.config.json;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A cursor over one text; it counts lines and columns. {@code path} is absent for what came by command. */
final class JsonSource {

    static final char END = '\uffff';

    final String name;
    final @Nullable Path path;
    private final String text;
    private int next;
    private int line = 1;
    private int lineStart;

    JsonSource(String name, @Nullable Path path, String text) {
        this.name = name;
        this.path = path;
        this.text = text;
    }

    boolean atEnd() {
        return next >= text.length();
    }

    /** The next character, not taken; {@link #END} when there is none. */
    char peek() {
        return atEnd() ? END : text.charAt(next);
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, next);
    }

    char take() {
        char c = text.charAt(next++);
        if (c == '\n') {
            line++;
            lineStart = next;
        }
        return c;
    }

    void skip(int characters) {
        for (int i = 0; i < characters; i++) {
            take();
        }
    }

    /** Skips up to and including {@code end}; false when it does not come. */
    boolean skipPast(String end) {
        int found = text.indexOf(end, next);
        if (found < 0) {
            return false;
        }
        skip(found + end.length() - next);
        return true;
    }

    void skipLine() {
        while (!atEnd() && peek() != '\n') {
            take();
        }
    }

    JsonPosition position() {
        return new JsonPosition(name, line, next - lineStart + 1);
    }
}
