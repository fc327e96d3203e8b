package io.holdfast.control;

/** A correct configuration could not be put in effect (a database or an interface is not there, for example). */
public final class ConfigNotAppliedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean fatal;

    /**
     * @param text without secrets
     * @param fatal the former configuration could not be restored either
     */
    public ConfigNotAppliedException(String text, boolean fatal) {
        super(text);
        this.fatal = fatal;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public boolean isFatal() {
        return fatal;
    }
}
