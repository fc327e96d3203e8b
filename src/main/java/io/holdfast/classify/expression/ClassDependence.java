package io.holdfast.classify.expression;

import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Term;
import java.util.List;

/** Whether an expression asks for classes anywhere inside. */
final class ClassDependence {

    private ClassDependence() {}

    static boolean of(Term term) {
        return switch (term) {
            case Expression.Literal literal -> false;
            case Expression.OptionText option -> false;
            case Expression.OptionHex option -> false;
            case Expression.VendorEnterprise vendor -> false;
            case Expression.VendorClassEnterprise vendor -> false;
            case Expression.VendorClassData vendor -> false;
            case Expression.Field field -> false;
            case Expression.Relay6Address relay -> false;
            case Expression.Substring substring -> of(substring.term());
            case Expression.Concat(List<Term> parts) -> parts.stream().anyMatch(ClassDependence::of);
            case Expression.Split split -> of(split.term()) || of(split.delimiters());
            case Expression.IfElse choice -> of(choice.condition()) || of(choice.yes()) || of(choice.no());
            case Expression.HexString hex -> of(hex.term()) || of(hex.separator());
            case Expression.LowerCase(Term inner) -> of(inner);
            case Expression.UpperCase(Term inner) -> of(inner);
            case Expression.ToAddressText(Term inner) -> of(inner);
            case Expression.ToNumberText number -> of(number.term());
        };
    }

    private static boolean of(Condition condition) {
        return switch (condition) {
            case Expression.Member member -> true;
            case Expression.Not(Condition inner) -> of(inner);
            case Expression.And and -> and.parts().stream().anyMatch(ClassDependence::of);
            case Expression.Or or -> or.parts().stream().anyMatch(ClassDependence::of);
            case Expression.Equal(Term left, Term right) -> of(left) || of(right);
            case Expression.Match match -> of(match.term());
            case Expression.Exists exists -> false;
            case Expression.VendorExists vendor -> false;
            case Expression.VendorClassExists vendor -> false;
        };
    }
}
