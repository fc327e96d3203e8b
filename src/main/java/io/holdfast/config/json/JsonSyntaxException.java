package io.holdfast.config.json;

/** The text stops being JSON here; what follows cannot be understood. */
final class JsonSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ConfigProblem problem;

    JsonSyntaxException(JsonPosition at, String message) {
        super(message);
        problem = new ConfigProblem(ConfigProblem.Severity.ERROR, at.file(), at.line(), at.column(), "", message);
    }

    ConfigProblem problem() {
        return problem;
    }
}
