package io.holdfast.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kea's log patterns (log4cplus) in Logback's words; empty stands for the server's own pattern. */
final class LogPattern {

    private static final String OWN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %msg%n%ex";

    /** {@code %D{...}} and {@code %d{...}}: a time in strftime's letters; the others are a letter with an optional width. */
    private static final Pattern CONVERSION =
            Pattern.compile("%(?<width>-?\\d*)(?:(?<time>[Dd])\\{(?<format>[^}]*)}|(?<letter>[A-Za-z%]))");

    private LogPattern() {}

    static String of(String kea) {
        return kea.isEmpty() ? OWN : translated(kea) + "%ex";
    }

    /** Without the time, which syslog adds itself. */
    static String syslog(String kea) {
        return kea.isEmpty() ? "%level [%thread] %msg" : translated(kea).replace("%n", "");
    }

    private static String translated(String kea) {
        Matcher matcher = CONVERSION.matcher(kea.replace("(", "\\(").replace(")", "\\)"));
        return matcher.replaceAll(found -> Matcher.quoteReplacement(logback(matcher)));
    }

    private static String logback(Matcher found) {
        String width = "%" + found.group("width");
        if (found.group("time") != null) {
            return width + "d{\"" + time(found.group("format")) + "\"}";
        }
        return switch (found.group("letter")) {
            case "p" -> width + "level";
            case "c" -> width + "logger";
            case "m" -> width + "msg";
            case "n" -> "%n";
            case "t" -> width + "thread";
            case "i" -> Long.toString(ProcessHandle.current().pid());
            case "%" -> "\\%";
            default -> "";
        };
    }

    private static String time(String strftime) {
        return strftime.replace("%Y", "yyyy")
                .replace("%m", "MM")
                .replace("%d", "dd")
                .replace("%H", "HH")
                .replace("%M", "mm")
                .replace("%S", "ss")
                .replace("%q", "SSS")
                .replace("%Q", "SSS")
                .replace("%y", "yy")
                .replace("%b", "MMM")
                .replace("%Z", "zzz")
                .replace("%z", "Z");
    }
}
