package io.holdfast.classify.expression;

import io.holdfast.classify.option.Bytes;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An expression of Kea's language (its Administrator Reference Manual, "Client Classification"), with its types checked:
 * a condition is true or false, a term yields bytes. Made by {@link ExpressionParser}, evaluated by {@link Evaluation}.
 */
public sealed interface Expression {

    /** What a class is tested with. */
    sealed interface Condition extends Expression {}

    /** Bytes; see {@link Bytes} for the form they have here. */
    sealed interface Term extends Expression {

        /** Whether its value can change when a packet comes into a class. */
        default boolean dependsOnClasses() {
            return ClassDependence.of(this);
        }
    }

    record Not(Condition inner) implements Condition {}

    /** @param strict {@code sand}: all are evaluated in any case, so that all can fail */
    record And(List<Condition> parts, boolean strict) implements Condition {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** @param strict {@code sor}, likewise */
    record Or(List<Condition> parts, boolean strict) implements Condition {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Equal(Term left, Term right) implements Condition {}

    /** {@code option[60].exists} and its like. */
    record Exists(OptionPlace place) implements Condition {}

    /** {@code vendor[4491].exists}; enterprise 0 for any. */
    record VendorExists(long enterprise) implements Condition {}

    /** {@code vendor-class[4491].exists}; enterprise 0 for any. */
    record VendorClassExists(long enterprise) implements Condition {}

    /** {@code member('name')}, by the class's number. */
    record Member(int id) implements Condition {}

    /** {@code match('regex', term)}: the whole of the term. */
    record Match(Pattern pattern, Term term) implements Condition {}

    /** A text, hexadecimal, address or number written in the expression. */
    record Literal(String bytes) implements Term {}

    record OptionText(OptionPlace place) implements Term {}

    record OptionHex(OptionPlace place) implements Term {}

    /** {@code vendor.enterprise}. */
    record VendorEnterprise() implements Term {}

    /** {@code vendor-class.enterprise}. */
    record VendorClassEnterprise() implements Term {}

    /** {@code vendor-class[4491].data[1]}. */
    record VendorClassData(long enterprise, int index) implements Term {}

    record Field(PacketField field) implements Term {}

    /** @param level see {@link OptionPlace.OfRelay6} */
    record Relay6Address(int level, boolean link) implements Term {}

    /** @param length absent for {@code all} */
    record Substring(Term term, int start, @Nullable Integer length) implements Term {}

    record Concat(List<Term> parts) implements Term {
        public Concat {
            parts = List.copyOf(parts);
        }
    }

    /** @param field from 1 */
    record Split(Term term, Term delimiters, int field) implements Term {}

    /** @param strict {@code sifelse}: both values are evaluated in any case */
    record IfElse(Condition condition, Term yes, Term no, boolean strict) implements Term {}

    record HexString(Term term, Term separator) implements Term {}

    record LowerCase(Term term) implements Term {}

    record UpperCase(Term term) implements Term {}

    record ToAddressText(Term term) implements Term {}

    /** @param bytes how many the number has */
    record ToNumberText(Term term, int bytes, boolean signed) implements Term {}
}
