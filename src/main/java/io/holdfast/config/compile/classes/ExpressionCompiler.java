package io.holdfast.config.compile.classes;

import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Term;
import io.holdfast.classify.expression.ExpressionException;
import io.holdfast.classify.expression.ExpressionParser;
import io.holdfast.classify.expression.ExpressionScope;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import org.jspecify.annotations.Nullable;

/** Reads the expressions in a configuration; what is wrong with them is reported with their place and the place in them. */
public final class ExpressionCompiler {

    private final ExpressionScope scope;
    private final Problems problems;

    public ExpressionCompiler(ExpressionScope scope, Problems problems) {
        this.scope = scope;
        this.problems = problems;
    }

    /** An expression of true and false; absent when there is none, or it is wrong. */
    public @Nullable Condition condition(Section section, String name) {
        return compile(section, name, text -> ExpressionParser.condition(text, scope));
    }

    /** An expression of bytes; absent when there is none, or it is wrong. */
    public @Nullable Term term(Section section, String name) {
        return compile(section, name, text -> ExpressionParser.term(text, scope));
    }

    private interface Reading<E> {
        E read(String text) throws ExpressionException;
    }

    private <E> @Nullable E compile(Section section, String name, Reading<E> reading) {
        String text = section.textGiven(name);
        if (text == null) {
            return null;
        }
        try {
            return reading.read(text);
        } catch (ExpressionException e) {
            problems.error(section.at(name), section.path(name), String.valueOf(e.getMessage()));
            return null;
        }
    }
}
