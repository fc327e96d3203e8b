package io.holdfast.control;

/** A command cannot be carried out as asked; the message is the answer's text. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String text) {
        super(text);
    }

    /** The text, which this kind of exception always has. */
    String text() {
        return String.valueOf(getMessage());
    }
}
