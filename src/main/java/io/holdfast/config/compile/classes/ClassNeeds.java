package io.holdfast.config.compile.classes;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.classify.expression.ExpressionException;
import io.holdfast.classify.expression.ExpressionParser;
import io.holdfast.classify.expression.ExpressionScope;
import io.holdfast.wire.OptionTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which classes an expression asks for. */
public final class ClassNeeds {

    private ClassNeeds() {}

    /**
     * Names as the expression has them: those that somebody has to define, and {@code KNOWN} and {@code UNKNOWN}, which
     * decide when a class is evaluated.
     *
     * @param options for the names of options in it
     * @throws ExpressionException when it is none
     */
    public static List<String> of(String expression, Protocol protocol, OptionTable options)
            throws ExpressionException {
        Set<String> needs = new LinkedHashSet<>();
        ExpressionParser.condition(expression, new ExpressionScope(protocol, options, new ClassNames(), name -> {
            if (!DefinedClasses.isGiven(name) || name.equals("KNOWN") || name.equals("UNKNOWN")) {
                needs.add(name);
            }
            return true;
        }));
        return List.copyOf(needs);
    }
}
