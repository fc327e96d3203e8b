package io.holdfast.classify.expression;

/** A text is not an expression; the message says what stands where, and what should. */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1;

    private final int offset;

    /** @param offset in the text, from 0 */
    ExpressionException(int offset, String message) {
        super("at character " + (offset + 1) + ": " + message);
        this.offset = offset;
    }

    /** In characters from the beginning of the text, from 0. */
    public int offset() {
        return offset;
    }
}
