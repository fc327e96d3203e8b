package io.holdfast.classify.expression;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.wire.OptionTable;
import java.util.function.Predicate;

/**
 * What the names in an expression mean.
 *
 * @param options for the names of options
 * @param classes gets the names in {@code member}
 * @param mayUse whether {@code member} may name this class; asked for each in their order
 */
public record ExpressionScope(Protocol protocol, OptionTable options, ClassNames classes, Predicate<String> mayUse) {

    /** With any class, which is for expressions that are evaluated when all classes are known. */
    public static ExpressionScope open(Protocol protocol, OptionTable options, ClassNames classes) {
        return new ExpressionScope(protocol, options, classes, name -> true);
    }
}
