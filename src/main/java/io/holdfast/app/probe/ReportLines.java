package io.holdfast.app.probe;

import io.holdfast.address.HexText;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionText;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lines of a lease, and how numbers are written in them. */
final class ReportLines {

    private static final long FOR_EVER = 0xffff_ffffL;

    private ReportLines() {}

    static void line(PrintStream out, String name, Object value) {
        out.printf("  %-22s %s%n", name, value);
    }

    /** @param definition absent for an option that is not known */
    static void option(PrintStream out, @Nullable OptionDefinition definition, int code, byte[] payload) {
        try {
            line(
                    out,
                    definition == null ? "option " + code : definition.name(),
                    definition == null ? HexText.format(payload) : OptionText.decode(definition, payload));
        } catch (MalformedPacketException e) {
            line(out, "option " + code, HexText.format(payload) + " (" + e.getMessage() + ")");
        }
    }

    static String seconds(long seconds) {
        return seconds == FOR_EVER ? "for ever" : seconds + " s";
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    static String words(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
