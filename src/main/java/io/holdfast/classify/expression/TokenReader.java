package io.holdfast.classify.expression;

import io.holdfast.classify.expression.Token.Kind;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes an expression's text apart. As in Kea the longest piece counts, and words need no blank between them. */
final class TokenReader {

    private static final Set<String> WORDS = Set.of("""
            not and sand or sor option relay4 relay6 member peeraddr linkaddr text hex exists pkt iface src dst len pkt4 mac
            hlen htype ciaddr giaddr yiaddr siaddr substring split all concat ifelse sifelse hexstring addrtotext int8totext
            int16totext int32totext uint8totext uint16totext uint32totext lcase ucase pkt6 msgtype transid vendor-class
            vendor data enterprise match""".split("\\s+"));

    private static final String BLANKS = " \t\n";
    private static final Pattern NAME = Pattern.compile("[A-Za-z]([-_A-Za-z0-9]*[A-Za-z0-9])?(?=[ \\t\\n]*\\])");
    private static final Pattern TEXT = Pattern.compile("'[^'\\n]*'");
    private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]+");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*");
    private static final Pattern SYMBOL = Pattern.compile("==|[.()\\[\\],*+]");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][-A-Za-z0-9]*");

    private final String text;
    private final Matcher matcher;
    private int at;
    private Token next;

    TokenReader(String text) throws ExpressionException {
        this.text = text;
        this.matcher = WORD.matcher(text).useTransparentBounds(true);
        this.next = scan();
    }

    Token peek() {
        return next;
    }

    Token take() throws ExpressionException {
        Token taken = next;
        next = scan();
        return taken;
    }

    /** Takes the next piece if it is this word or symbol. */
    boolean accept(String wordOrSymbol) throws ExpressionException {
        boolean accepted = next.is(wordOrSymbol);
        if (accepted) {
            take();
        }
        return accepted;
    }

    void expect(String wordOrSymbol) throws ExpressionException {
        if (!accept(wordOrSymbol)) {
            throw unexpected("'" + wordOrSymbol + "'");
        }
    }

    Token expect(Kind kind, String what) throws ExpressionException {
        if (next.kind() != kind) {
            throw unexpected(what);
        }
        return take();
    }

    /** A whole number in these bounds. */
    long integer(String what, long min, long max) throws ExpressionException {
        Token token = expect(Kind.INTEGER, what);
        long value = token.text().length() > 12 ? Long.MAX_VALUE : Long.parseLong(token.text());
        if (value < min || value > max) {
            throw new ExpressionException(
                    token.start(), token.text() + " is not " + what + " from " + min + " to " + max);
        }
        return value;
    }

    ExpressionException unexpected(String expected) {
        return new ExpressionException(next.start(), "expected " + expected + ", found " + next.shown());
    }

    private Token scan() throws ExpressionException {
        while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "", at);
        }
        // What a piece begins with rules most patterns out; configurations have tens of thousands of expressions.
        char first = text.charAt(at);
        int quoted = first == '\'' ? length(TEXT) : 0;
        if (quoted > 0) {
            Token token = new Token(Kind.TEXT, text.substring(at + 1, at + quoted - 1), at);
            at += quoted;
            return token;
        }
        boolean letter = first >= 'A' && first <= 'Z' || first >= 'a' && first <= 'z';
        boolean digit = first >= '0' && first <= '9';
        int address = letter || digit || first == ':' ? length(ADDRESS) : 0;
        int hex = first == '0' ? length(HEX) : 0;
        int integer = digit || first == '-' ? length(INTEGER) : 0;
        int name = letter ? length(NAME) : 0;
        int word = letter ? word() : 0;
        if (address > Math.max(integer, word)) {
            return token(Kind.ADDRESS, address);
        }
        if (name > 0) {
            return token(Kind.NAME, name);
        }
        if (hex > 0) {
            return token(Kind.HEX, hex);
        }
        if (integer > 0) {
            return token(Kind.INTEGER, integer);
        }
        if (word > 0) {
            return token(Kind.WORD, word);
        }
        int symbol = length(SYMBOL);
        if (symbol > 0) {
            return token(Kind.SYMBOL, symbol);
        }
        throw strange();
    }

    /** The longest word of the language that stands here. */
    private int word() {
        int length = length(WORD);
        while (length > 0 && !WORDS.contains(text.substring(at, at + length))) {
            length--;
        }
        return length;
    }

    private int length(Pattern pattern) {
        matcher.usePattern(pattern).region(at, text.length());
        return matcher.lookingAt() ? matcher.end() - at : 0;
    }

    private Token token(Kind kind, int length) {
        Token token = new Token(kind, text.substring(at, at + length), at);
        at += length;
        return token;
    }

    private ExpressionException strange() {
        int word = length(WORD);
        if (word > 0) {
            return new ExpressionException(
                    at, "'" + text.substring(at, at + word) + "' is not a word of the language of expressions");
        }
        char c = text.charAt(at);
        return new ExpressionException(
                at,
                c == '\''
                        ? "this text does not end; its closing ' is missing"
                        : c == '=' ? "values are compared with ==" : "'" + c + "' has no meaning here");
    }
}
