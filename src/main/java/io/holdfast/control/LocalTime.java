package io.holdfast.control;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Points in time as Kea writes them: {@code 2026-11-22 18:05:01.123456}, in the server's time zone. */
final class LocalTime {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private LocalTime() {}

    static String text(long microsSince1970, ZoneId zone) {
        return FORM.format(
                Instant.EPOCH.plus(microsSince1970, ChronoUnit.MICROS).atZone(zone));
    }
}
