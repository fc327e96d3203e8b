package io.holdfast.classify.expression;

import io.holdfast.classify.option.Bytes;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as Kea has them (ECMAScript's, with the classes of POSIX), written for {@link Pattern}. They work on
 * bytes. What the two languages mean differently is translated, what only Java has is refused.
 */
final class RegexTranslation {

    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("digit", "\\d"),
            Map.entry("d", "\\d"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("space", "\\s"),
            Map.entry("s", "\\s"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("w", "\\w"),
            Map.entry("xdigit", "\\p{XDigit}"));

    private static final String ESCAPES = "dDwWsSbBtnrfv0123456789cxu";
    private static final Set<Character> QUANTIFIERS = Set.of('*', '+', '?', '}');

    private final Token token;
    private final String in;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private RegexTranslation(Token token) {
        this.token = token;
        this.in = Bytes.ofText(token.text());
    }

    /** @throws ExpressionException when it is not a regular expression */
    static Pattern compile(Token token) throws ExpressionException {
        RegexTranslation translation = new RegexTranslation(token);
        translation.translate();
        try {
            return Pattern.compile(translation.out.toString());
        } catch (PatternSyntaxException e) {
            throw translation.wrong(e.getDescription());
        }
    }

    private void translate() throws ExpressionException {
        while (at < in.length()) {
            char c = in.charAt(at);
            switch (c) {
                case '\\' -> escape();
                case '[' -> set();
                case '.' -> {
                    out.append("[^\\n\\r]");
                    at++;
                }
                case '(' -> group();
                case '*', '+', '?', '}' -> quantifier(c);
                case ']' -> {
                    out.append("\\]");
                    at++;
                }
                default -> {
                    out.append(c);
                    at++;
                }
            }
        }
    }

    private void escape() throws ExpressionException {
        if (at + 1 == in.length()) {
            throw wrong("a backslash is its last character");
        }
        char c = in.charAt(at + 1);
        boolean word = Character.isLetterOrDigit(c);
        if (word && ESCAPES.indexOf(c) < 0) {
            throw wrong("\\" + c + " has no meaning");
        }
        if (c == 'v') {
            out.append("\\x0b");
        } else if (c == '0') {
            out.append("\\x00");
        } else {
            out.append('\\').append(c);
        }
        at += 2;
    }

    /** Of groups with a question mark there are three. */
    private void group() throws ExpressionException {
        boolean special = in.startsWith("(?", at);
        String known = special && at + 2 < in.length() ? in.substring(at, at + 3) : "";
        if (special && !Set.of("(?:", "(?=", "(?!").contains(known)) {
            throw wrong("a group begins with (, (?:, (?= or (?!");
        }
        out.append(special ? known : "(");
        at += special ? known.length() : 1;
    }

    /** What Java calls possessive is a mistake in ECMAScript: a quantifier after a quantifier. */
    private void quantifier(char c) throws ExpressionException {
        out.append(c);
        at++;
        if (at < in.length() && in.charAt(at) == '?' && QUANTIFIERS.contains(c)) {
            out.append('?');
            at++;
        }
        if (at < in.length() && "*+?".indexOf(in.charAt(at)) >= 0) {
            throw wrong("'" + in.charAt(at) + "' has nothing before it to repeat");
        }
    }

    private void set() throws ExpressionException {
        boolean not = in.startsWith("[^", at);
        at += not ? 2 : 1;
        if (in.startsWith("]", at)) {
            // An empty set matches nothing, its opposite anything.
            out.append(not ? "[\\x00-\\xff]" : "(?!)");
            at++;
            return;
        }
        out.append(not ? "[^" : "[");
        while (at < in.length() && in.charAt(at) != ']') {
            member();
        }
        if (at == in.length()) {
            throw wrong("a set is not closed with ]");
        }
        out.append(']');
        at++;
    }

    private void member() throws ExpressionException {
        char c = in.charAt(at);
        if (in.startsWith("[:", at)) {
            int end = in.indexOf(":]", at);
            String name = end < 0 ? "" : in.substring(at + 2, end);
            String known = CLASSES.get(name);
            if (known == null) {
                throw wrong("[:" + name + ":] is not a class of characters");
            }
            out.append(known);
            at = end + 2;
        } else if (in.startsWith("[.", at) || in.startsWith("[=", at)) {
            throw wrong("collating elements are not supported");
        } else if (c == '\\') {
            if (in.startsWith("\\b", at)) {
                out.append("\\x08");
                at += 2;
            } else {
                escape();
            }
        } else {
            out.append("[&^".indexOf(c) >= 0 ? "\\" : "").append(c);
            at++;
        }
    }

    private ExpressionException wrong(String why) {
        return new ExpressionException(token.start(), "'" + token.text() + "' is not a regular expression: " + why);
    }
}
