package io.holdfast.control;

/** A command cannot be carried out as asked; the message is the answer's text. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String text) {
        super(text);
    }

    /** The text, which this kind of exception always has. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
