package io.holdfast.classify.expression;

import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Term;
import io.holdfast.classify.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads expressions, and checks that conditions stand where conditions have to, and texts where texts.
 *
 * <p>From the loosest: {@code sor}, {@code or}, {@code sand}, {@code and}, {@code not}, {@code ==}, {@code +}. There is no
 * difference between a number and a text: both are bytes.
 */
public final class ExpressionParser {

    private static final List<String> CONNECTIVES = List.of("sor", "or", "sand", "and");

    /** Deeper brackets are nobody's intention, and would be somebody's stack. */
    private static final int MAX_DEPTH = 200;

    private final TokenReader tokens;
    private final AccessParser access;
    private final FunctionParser functions;
    private int depth;

    private ExpressionParser(String text, ExpressionScope scope) throws ExpressionException {
        this.tokens = new TokenReader(text);
        this.access = new AccessParser(tokens, scope);
        this.functions = new FunctionParser(tokens, scope, this);
    }

    /**
     * Reads what is true or false.
     *
     * @throws ExpressionException with the place of the first thing that is wrong
     */
    public static Condition condition(String text, ExpressionScope scope) throws ExpressionException {
        ExpressionParser parser = new ExpressionParser(text, scope);
        Condition condition = parser.nextCondition("the whole expression");
        parser.end();
        return condition;
    }

    /** Reads what yields bytes; as {@link #condition}. */
    public static Term term(String text, ExpressionScope scope) throws ExpressionException {
        ExpressionParser parser = new ExpressionParser(text, scope);
        Term term = parser.nextTerm("the whole expression");
        parser.end();
        return term;
    }

    Condition nextCondition(String what) throws ExpressionException {
        int start = tokens.peek().start();
        return condition(connected(0), start, what);
    }

    Term nextTerm(String what) throws ExpressionException {
        int start = tokens.peek().start();
        return term(connected(0), start, what);
    }

    private void end() throws ExpressionException {
        if (tokens.peek().kind() != Kind.END) {
            throw tokens.unexpected("the end of the expression or an operator");
        }
    }

    private Expression connected(int level) throws ExpressionException {
        if (level == CONNECTIVES.size()) {
            return negated();
        }
        String word = CONNECTIVES.get(level);
        int start = tokens.peek().start();
        Expression first = connected(level + 1);
        if (!tokens.peek().is(word)) {
            return first;
        }
        List<Condition> parts = new ArrayList<>();
        parts.add(condition(first, start, "the left side of '" + word + "'"));
        while (tokens.accept(word)) {
            int partStart = tokens.peek().start();
            parts.add(condition(connected(level + 1), partStart, "the right side of '" + word + "'"));
        }
        boolean strict = word.startsWith("s");
        return word.endsWith("or") ? new Expression.Or(parts, strict) : new Expression.And(parts, strict);
    }

    private Expression negated() throws ExpressionException {
        if (!tokens.accept("not")) {
            return compared();
        }
        int start = tokens.peek().start();
        deeper();
        Condition inner = condition(negated(), start, "what follows 'not'");
        depth--;
        return new Expression.Not(inner);
    }

    private Expression compared() throws ExpressionException {
        int start = tokens.peek().start();
        Expression left = sum();
        if (!tokens.accept("==")) {
            return left;
        }
        Term leftTerm = term(left, start, "the left side of '=='");
        int rightStart = tokens.peek().start();
        return new Expression.Equal(leftTerm, term(sum(), rightStart, "the right side of '=='"));
    }

    private Expression sum() throws ExpressionException {
        int start = tokens.peek().start();
        Expression first = primary();
        if (!tokens.peek().is("+")) {
            return first;
        }
        List<Term> parts = new ArrayList<>();
        parts.add(term(first, start, "the left side of '+'"));
        while (tokens.accept("+")) {
            int partStart = tokens.peek().start();
            parts.add(term(primary(), partStart, "the right side of '+'"));
        }
        return new Expression.Concat(parts);
    }

    private Expression primary() throws ExpressionException {
        deeper();
        Expression expression = bracketed();
        depth--;
        return expression;
    }

    private Expression bracketed() throws ExpressionException {
        Token token = tokens.peek();
        if (tokens.accept("(")) {
            Expression inner = connected(0);
            tokens.expect(")");
            return inner;
        }
        if (token.kind() != Kind.WORD) {
            return functions.literal();
        }
        return access.begins(token.text()) ? access.next() : functions.next();
    }

    private void deeper() throws ExpressionException {
        if (++depth > MAX_DEPTH) {
            throw new ExpressionException(
                    tokens.peek().start(), "brackets, functions and 'not' are nested more than " + MAX_DEPTH + " deep");
        }
    }

    private static Condition condition(Expression expression, int start, String what) throws ExpressionException {
        if (expression instanceof Condition condition) {
            return condition;
        }
        throw new ExpressionException(start, what + " must be true or false, but is a text; compare it with ==");
    }

    private static Term term(Expression expression, int start, String what) throws ExpressionException {
        if (expression instanceof Term term) {
            return term;
        }
        throw new ExpressionException(
                start, what + " must be a text, but is true or false; ifelse(..., 'yes', 'no') makes a text of it");
    }
}
