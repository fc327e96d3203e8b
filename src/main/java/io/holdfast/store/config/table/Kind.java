package io.holdfast.store.config.table;

import io.holdfast.config.json.JsonWriter;
import io.holdfast.store.ConfigDialect;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a column's value becomes one of a configuration file, and back. NULL is never anything: not given at this level. */
enum Kind {
    TEXT {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            return rows.getString(at);
        }
    },
    /** Text that means nothing when it is empty. */
    FILLED {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            String text = rows.getString(at);
            return text == null || text.isEmpty() ? null : text;
        }
    },
    FLAG {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            boolean flag = rows.getBoolean(at);
            return rows.wasNull() ? null : flag;
        }
    },
    /** 32 bits without sign, also where the column has one: those above 2^31 are negative in it. */
    NUMBER(Integer.SIZE),
    /** As {@link #NUMBER}, of 16 bits. */
    CODE(Short.SIZE),
    /** As {@link #NUMBER}, of 8 bits. */
    LENGTH(Byte.SIZE),
    /** In four bytes 0.65 is 0.6499999761581421: a number that fits into four bytes is taken for the short one it was. */
    REAL {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            double number = rows.getDouble(at);
            if (rows.wasNull()) {
                return null;
            }
            if (!Double.isFinite(number)) {
                throw place.bad("holds " + number + ", which a configuration cannot say");
            }
            float single = (float) number;
            return single == number ? Double.parseDouble(Float.toString(single)) : number;
        }
    },
    CONTEXT {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            return JsonColumns.map(rows.getString(at), place);
        }

        @Override
        Object write(Object value) {
            return JsonWriter.compact(value);
        }

        @Override
        String placeholder(ConfigDialect dialect) {
            return dialect.toJson("?");
        }
    },
    CLASSES {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            return JsonColumns.texts(rows.getString(at), place);
        }

        @Override
        Object write(Object value) {
            return JsonWriter.compact(value);
        }
    },
    /** The column is the list of addresses itself. */
    RELAY {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            List<String> addresses = JsonColumns.texts(rows.getString(at), place);
            return addresses == null ? null : Map.of(ADDRESSES, addresses);
        }

        @Override
        Object write(Object value) {
            return JsonWriter.compact(((Map<?, ?>) value).get(ADDRESSES));
        }
    },
    REPLACE_NAME {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            int mode = rows.getInt(at);
            if (rows.wasNull()) {
                return null;
            }
            if (mode < 0 || mode >= REPLACE_MODES.size()) {
                throw place.bad("holds " + mode + ", which is no mode");
            }
            return REPLACE_MODES.get(mode);
        }

        @Override
        Object write(Object value) {
            return REPLACE_MODES.indexOf(value);
        }
    },
    /** Bytes that a file has as text. */
    BYTES {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            byte[] bytes = rows.getBytes(at);
            try {
                return bytes == null
                        ? null
                        : StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString();
            } catch (CharacterCodingException e) {
                throw place.bad("holds bytes that are no text, which a configuration cannot say: "
                        + HexFormat.of().formatHex(bytes));
            }
        }

        @Override
        Object write(Object value) {
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }
    },
    HEX {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            byte[] bytes = rows.getBytes(at);
            return bytes == null ? null : HexFormat.of().withUpperCase().formatHex(bytes);
        }

        @Override
        Object write(Object value) {
            return HexFormat.of().parseHex(value.toString());
        }
    },
    OPTION_TYPE {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            return OptionTypes.word(rows.getLong(at), place);
        }

        @Override
        Object write(Object value) {
            return OptionTypes.number(value.toString());
        }
    },
    RECORD_TYPES {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            List<Long> types = JsonColumns.numbers(rows.getString(at), place);
            return types.isEmpty() ? null : OptionTypes.words(types, place);
        }

        @Override
        Object write(Object value) {
            return JsonWriter.compact(OptionTypes.numbers(value.toString()));
        }
    },
    /** An IPv4 address that the column's expression makes text. */
    ADDRESS4 {
        @Override
        @Nullable
        Object read(ResultSet rows, int at, Place place) throws SQLException {
            return rows.getString(at);
        }

        @Override
        String placeholder(ConfigDialect dialect) {
            return dialect.toAddress4("?");
        }
    };

    private static final String ADDRESSES = "ip-addresses";

    /** By the numbers in {@code ddns_replace_client_name_types}. */
    private static final List<String> REPLACE_MODES = List.of("never", "always", "when-present", "when-not-present");

    private final int bits;

    Kind() {
        this(0);
    }

    /** A number without sign, of so many bits. */
    Kind(int bits) {
        this.bits = bits;
    }

    /** As {@link io.holdfast.config.json.JsonNode#plain} would give it; absent for NULL. */
    @Nullable
    Object read(ResultSet rows, int at, Place place) throws SQLException {
        return unsigned(rows, at, place, bits);
    }

    /** For a statement, from what {@link #read} gives: that itself, mostly. */
    Object write(Object value) {
        return value;
    }

    /** With one {@code ?} for what is written. */
    String placeholder(ConfigDialect dialect) {
        return "?";
    }

    private static @Nullable Object unsigned(ResultSet rows, int at, Place place, int bits) throws SQLException {
        long number = rows.getLong(at);
        if (rows.wasNull()) {
            return null;
        }
        long limit = 1L << bits;
        if (number >= limit || number < -limit / 2) {
            throw place.bad("holds " + number + ", which is no number of " + bits + " bits");
        }
        return number & (limit - 1);
    }
}
