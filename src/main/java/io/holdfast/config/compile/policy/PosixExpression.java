package io.holdfast.config.compile.policy;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression as Kea reads it, the extended kind of POSIX (IEEE 1003.1, 9.4), in Java's spelling. They differ inside of
 * brackets, where POSIX has named classes and takes a backslash, an opening bracket and an ampersand as they are.
 */
final class PosixExpression {

    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("space", "\\p{Space}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("xdigit", "\\p{XDigit}"));

    private final String text;
    private final StringBuilder java = new StringBuilder();
    private int at;

    private PosixExpression(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException saying what is wrong with the expression */
    static String toJava(String text) {
        PosixExpression expression = new PosixExpression(text);
        while (expression.at < text.length()) {
            expression.step();
        }
        String translated = expression.java.toString();
        try {
            Pattern.compile(translated);
        } catch (PatternSyntaxException e) {
            throw expression.wrong(e.getDescription());
        }
        return translated;
    }

    private void step() {
        char c = text.charAt(at++);
        if (c == '\\' && at < text.length()) {
            java.append(c).append(text.charAt(at++));
        } else if (c == '[') {
            bracket();
        } else {
            java.append(c);
        }
    }

    private void bracket() {
        java.append('[');
        if (text.startsWith("^", at)) {
            java.append('^');
            at++;
        }
        for (int first = at; ; ) {
            if (at >= text.length()) {
                throw wrong("a '[' is not closed");
            } else if (text.charAt(at) == ']' && at > first) {
                break;
            } else if (text.startsWith("[:", at)) {
                named();
            } else {
                char c = text.charAt(at++);
                java.append("[]\\&^".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        java.append(']');
        at++;
    }

    private void named() {
        int end = text.indexOf(":]", at);
        String java = end < 0 ? null : NAMED.get(text.substring(at + 2, end));
        if (java == null) {
            throw wrong("there is no such class of characters");
        }
        this.java.append(java);
        at = end + 2;
    }

    private IllegalArgumentException wrong(String how) {
        return new IllegalArgumentException("'" + text + "' is not a regular expression: " + how);
    }
}
