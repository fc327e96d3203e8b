package io.holdfast.store.config.table;

import java.math.BigDecimal;
import java.sql.SQLException;

/** Global parameters are text with the number of a type, as the table {@code parameter_data_type} has them. */
public final class ParameterTypes {

    private static final int INTEGER = 0;
    private static final int REAL = 1;
    private static final int BOOLEAN = 2;
    private static final int STRING = 4;

    private ParameterTypes() {}

    public static Object value(String table, long row, int type, String text) throws SQLException {
        Place place = new Place(table, row, "value");
        try {
            return switch (type) {
                case INTEGER -> Long.parseLong(text);
                case REAL -> real(text);
                case BOOLEAN -> flag(text, place);
                case STRING -> text;
                default ->
                    throw new Place(table, row, "parameter_type")
                            .bad("holds " + type + ", which is no type of a parameter");
            };
        } catch (NumberFormatException e) {
            throw place.bad("is no " + (type == INTEGER ? "integer" : "real number") + ": '" + text + "'");
        }
    }

    /** The type's number for a value that is text, a long, a double or a boolean. */
    public static int number(Object value) {
        return switch (value) {
            case Long _ -> INTEGER;
            case Double _ -> REAL;
            case Boolean _ -> BOOLEAN;
            case String _ -> STRING;
            default -> throw new IllegalArgumentException("no parameter: " + value.getClass());
        };
    }

    /** As {@link #value} reads it. */
    public static String text(Object value) {
        return value instanceof Boolean flag ? (flag ? "1" : "0") : value.toString();
    }

    private static double real(String text) {
        double number = new BigDecimal(text).doubleValue();
        if (Double.isInfinite(number)) {
            throw new NumberFormatException("too large");
        }
        return number;
    }

    private static boolean flag(String text, Place place) throws SQLException {
        return switch (text) {
            case "0" -> false;
            case "1" -> true;
            default -> throw place.bad("is no boolean, which is 0 or 1: '" + text + "'");
        };
    }
}
