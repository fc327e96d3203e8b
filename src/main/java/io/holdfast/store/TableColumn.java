package io.holdfast.store;

import io.holdfast.lease.Lease;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One column of a lease table.
 *
 * @param most bytes that {@link Kind#BYTES} or {@link Kind#TEXT} can have; 0 for any number
 * @param value what a lease has in it: a {@code Long}, a {@code Boolean}, an {@code IpAddress}, bytes (of texts in UTF-8),
 *     or nothing
 */
public record TableColumn(String name, Kind kind, int most, Function<Lease, @Nullable Object> value) {

    /** How products write a value depends on this. */
    public enum Kind {
        ADDRESS,
        NUMBER,
        /** Sixteen and thirty-two bits that are unsigned in MySQL and, for want of such a type, signed in PostgreSQL. */
        SHORT,
        INT,
        FLAG,
        /** When the lease ends, seconds since 1970. */
        END,
        BYTES,
        TEXT
    }

    static TableColumn address() {
        return new TableColumn("address", Kind.ADDRESS, 0, Lease::address);
    }

    static TableColumn end() {
        return new TableColumn("expire", Kind.END, 0, Lease::expire);
    }

    static TableColumn number(String name, ToLongFunction<Lease> value) {
        return new TableColumn(name, Kind.NUMBER, 0, value::applyAsLong);
    }

    static TableColumn id(String name, ToIntFunction<Lease> value) {
        return number(name, lease -> Integer.toUnsignedLong(value.applyAsInt(lease)));
    }

    static TableColumn flag(String name, Predicate<Lease> value) {
        return new TableColumn(name, Kind.FLAG, 0, value::test);
    }

    static TableColumn bytes(String name, int most, Function<Lease, byte @Nullable []> value) {
        return new TableColumn(name, Kind.BYTES, most, value::apply);
    }

    static TableColumn text(String name, int most, Function<Lease, @Nullable String> value) {
        return new TableColumn(
                name,
                Kind.TEXT,
                most,
                lease -> value.apply(lease) instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : null);
    }

    /** The same value under the name of what is expected to stand there. */
    TableColumn expected() {
        return new TableColumn("was_" + name, kind, most, value);
    }
}
