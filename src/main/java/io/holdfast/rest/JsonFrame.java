package io.holdfast.rest;

/**
 * Finds where a JSON map or list ends in a stream of bytes, so that a client need not close its side. Knows texts,
 * escapes and the comments of Kea's dialect; whether the rest is right JSON is the reader's business.
 */
final class JsonFrame {

    private enum In {
        VALUE,
        TEXT,
        ESCAPE,
        SLASH,
        LINE_COMMENT,
        COMMENT,
        COMMENT_STAR
    }

    private In in = In.VALUE;
    private int depth;

    /** Whether the value is complete after this byte, or can never become a map or a list. */
    boolean take(byte b) {
        in = next(b);
        if (in != In.VALUE) {
            return in == In.TEXT && depth == 0;
        }
        switch (b) {
            case '{', '[' -> depth++;
            case '}', ']' -> {
                return --depth <= 0;
            }
            case ' ', '\t', '\r', '\n', '/' -> {}
            default -> {
                return depth == 0;
            }
        }
        return false;
    }

    private In next(byte b) {
        return switch (in) {
            case VALUE, SLASH -> {
                if (b == '/') {
                    yield in == In.SLASH ? In.LINE_COMMENT : In.SLASH;
                }
                if (b == '*' && in == In.SLASH) {
                    yield In.COMMENT;
                }
                yield b == '"' ? In.TEXT : b == '#' ? In.LINE_COMMENT : In.VALUE;
            }
            case TEXT -> b == '"' ? In.VALUE : b == '\\' ? In.ESCAPE : In.TEXT;
            case ESCAPE -> In.TEXT;
            case LINE_COMMENT -> b == '\n' ? In.VALUE : In.LINE_COMMENT;
            case COMMENT -> b == '*' ? In.COMMENT_STAR : In.COMMENT;
            case COMMENT_STAR -> b == '/' ? In.VALUE : b == '*' ? In.COMMENT_STAR : In.COMMENT;
        };
    }
}
