package io.holdfast.config.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps, lists, text, numbers, booleans and null as JSON in ASCII; maps keep their order. Any JSON reader understands it,
 * Kea's too.
 */
public final class JsonWriter {

    private static final int PIECE = 8192;

    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;
    private final @Nullable Writer to;
    private int depth;

    private JsonWriter(boolean pretty, @Nullable Writer to) {
        this.pretty = pretty;
        this.to = to;
    }

    /** Without blanks, in one line. */
    public static String compact(@Nullable Object value) {
        JsonWriter writer = new JsonWriter(false, null);
        writer.value(value);
        return writer.out.toString();
    }

    /** The same, piece by piece, of what may be many megabytes. */
    public static void compact(@Nullable Object value, Writer to) throws IOException {
        JsonWriter writer = new JsonWriter(false, to);
        try {
            writer.value(value);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        to.append(writer.out);
    }

    /** One member or item per line, indented by two blanks, ending in a line feed. */
    public static String pretty(@Nullable Object value) {
        JsonWriter writer = new JsonWriter(true, null);
        writer.value(value);
        return writer.out.append('\n').toString();
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> map(map);
            case Iterable<?> list -> list(list);
            case Boolean flag -> out.append(flag.booleanValue());
            case Double number -> real(number);
            case Float number -> real(number.doubleValue());
            case Number number -> out.append(number);
            default -> text(value.toString());
        }
    }

    private void real(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("JSON has no number " + number);
        }
        out.append(number);
    }

    private void map(Map<?, ?> map) {
        Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator();
        open('{');
        for (boolean first = true; members.hasNext(); first = false) {
            Map.Entry<?, ?> member = members.next();
            separate(first);
            text(String.valueOf(member.getKey()));
            out.append(pretty ? ": " : ":");
            value(member.getValue());
        }
        close('}', map.isEmpty());
    }

    private void list(Iterable<?> list) {
        Iterator<?> items = list.iterator();
        boolean empty = !items.hasNext();
        open('[');
        for (boolean first = true; items.hasNext(); first = false) {
            separate(first);
            value(items.next());
            spill();
        }
        close(']', empty);
    }

    private void spill() {
        if (to != null && out.length() >= PIECE) {
            try {
                to.append(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out.setLength(0);
        }
    }

    private void open(char bracket) {
        out.append(bracket);
        depth++;
    }

    private void separate(boolean first) {
        if (!first) {
            out.append(',');
        }
        newLine();
    }

    private void close(char bracket, boolean empty) {
        depth--;
        if (!empty) {
            newLine();
        }
        out.append(bracket);
    }

    private void newLine() {
        if (pretty) {
            out.append('\n').repeat("  ", depth);
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
