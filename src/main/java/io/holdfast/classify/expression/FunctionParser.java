package io.holdfast.classify.expression;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Term;
import io.holdfast.classify.expression.Token.Kind;
import io.holdfast.classify.option.Bytes;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads literals and what has the form of a function: {@code substring(..)}, {@code member(..)} and so on. */
final class FunctionParser {

    private static final long UINT32 = 0xffff_ffffL;
    private static final HexFormat HEX = HexFormat.of();

    private final TokenReader tokens;
    private final ExpressionScope scope;
    private final ExpressionParser parser;

    FunctionParser(TokenReader tokens, ExpressionScope scope, ExpressionParser parser) {
        this.tokens = tokens;
        this.scope = scope;
        this.parser = parser;
    }

    Expression.Literal literal() throws ExpressionException {
        return switch (tokens.peek().kind()) {
            case TEXT -> new Expression.Literal(Bytes.ofText(tokens.take().text()));
            case HEX -> new Expression.Literal(hex(tokens.take().text().substring(2)));
            case INTEGER -> new Expression.Literal(Bytes.ofNumber(tokens.integer("a number", 0, UINT32)));
            case ADDRESS -> new Expression.Literal(address(tokens.take()));
            case WORD, NAME, SYMBOL, END -> throw tokens.unexpected("a value or a condition");
        };
    }

    private static String hex(String digits) {
        return Bytes.of(HEX.parseHex(digits.length() % 2 == 0 ? digits : "0" + digits));
    }

    private static String address(Token token) throws ExpressionException {
        try {
            boolean six = token.text().indexOf(':') >= 0;
            return Bytes.of(
                    six
                            ? Ipv6Address.parse(token.text()).toBytes()
                            : Ipv4Address.parse(token.text()).toBytes());
        } catch (IllegalArgumentException e) {
            throw new ExpressionException(token.start(), "'" + token.text() + "' is not an address");
        }
    }

    Expression next() throws ExpressionException {
        Token word = tokens.peek();
        return switch (word.text()) {
            case "member" -> member();
            case "match" -> match();
            case "substring" -> substring();
            case "split" -> split();
            case "ifelse", "sifelse" -> ifElse();
            case "concat", "hexstring" -> pair();
            case "lcase", "ucase", "addrtotext" -> single();
            case "int8totext", "uint8totext" -> number(1);
            case "int16totext", "uint16totext" -> number(2);
            case "int32totext", "uint32totext" -> number(4);
            default -> throw tokens.unexpected("a value or a condition");
        };
    }

    private Condition member() throws ExpressionException {
        open();
        Token name = tokens.expect(Kind.TEXT, "the name of a class in single quotes");
        if (!scope.mayUse().test(name.text())) {
            throw new ExpressionException(
                    name.start(), "the class '" + name.text() + "' is not built in and not defined before this one");
        }
        close();
        return new Expression.Member(scope.classes().id(name.text()));
    }

    private Condition match() throws ExpressionException {
        open();
        Token regex = tokens.expect(Kind.TEXT, "a regular expression in single quotes");
        tokens.expect(",");
        Term term = parser.nextTerm("what is matched");
        close();
        return new Expression.Match(RegexTranslation.compile(regex), term);
    }

    private Term substring() throws ExpressionException {
        open();
        Term term = parser.nextTerm("what a part is taken of");
        tokens.expect(",");
        int start = int32("where the part begins");
        tokens.expect(",");
        @Nullable Integer length = tokens.accept("all") ? null : (Integer) int32("a length or 'all'");
        close();
        return new Expression.Substring(term, start, length);
    }

    private Term split() throws ExpressionException {
        open();
        Term term = parser.nextTerm("what is split");
        tokens.expect(",");
        Term delimiters = parser.nextTerm("the delimiters");
        tokens.expect(",");
        int field = int32("the number of a field");
        close();
        return new Expression.Split(term, delimiters, field);
    }

    private Term ifElse() throws ExpressionException {
        boolean strict = open().text().equals("sifelse");
        Condition condition = parser.nextCondition("what decides");
        tokens.expect(",");
        Term yes = parser.nextTerm("the value if so");
        tokens.expect(",");
        Term no = parser.nextTerm("the value if not");
        close();
        return new Expression.IfElse(condition, yes, no, strict);
    }

    private Term pair() throws ExpressionException {
        boolean concat = open().text().equals("concat");
        Term first = parser.nextTerm("the first value");
        tokens.expect(",");
        Term second = parser.nextTerm(concat ? "the second value" : "the separator");
        close();
        return concat ? new Expression.Concat(List.of(first, second)) : new Expression.HexString(first, second);
    }

    private Term single() throws ExpressionException {
        String word = open().text();
        Term term = parser.nextTerm("the value");
        close();
        return switch (word) {
            case "lcase" -> new Expression.LowerCase(term);
            case "ucase" -> new Expression.UpperCase(term);
            default -> new Expression.ToAddressText(term);
        };
    }

    private Term number(int bytes) throws ExpressionException {
        boolean signed = open().text().startsWith("int");
        Term term = parser.nextTerm("the value");
        close();
        return new Expression.ToNumberText(term, bytes, signed);
    }

    private Token open() throws ExpressionException {
        Token word = tokens.take();
        tokens.expect("(");
        return word;
    }

    private void close() throws ExpressionException {
        tokens.expect(")");
    }

    private int int32(String what) throws ExpressionException {
        return (int) tokens.integer(what, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
