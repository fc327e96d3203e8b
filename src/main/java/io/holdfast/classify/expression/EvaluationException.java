package io.holdfast.classify.expression;

/** An expression has no value for this packet, such as {@code int8totext} of two bytes. Without a stack trace: packets cause it. */
public final class EvaluationException extends Exception {

    private static final long serialVersionUID = 1;

    EvaluationException(String message) {
        super(message, null, false, false);
    }
}
