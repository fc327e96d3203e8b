package io.holdfast.control;

import java.util.List;

/** A command, described once: documentation, {@code list-commands}, access rights and checks all come from here. */
public final class Command {

    private final String name;
    private final Access access;
    private final String summary;
    private final Phrasing phrasing;
    private final List<Argument> arguments;
    private final Operation operation;

    private Command(
            String name,
            Access access,
            String summary,
            Phrasing phrasing,
            List<Argument> arguments,
            Operation operation) {
        this.name = name;
        this.access = access;
        this.summary = summary;
        this.phrasing = phrasing;
        this.arguments = List.copyOf(arguments);
        this.operation = operation;
    }

    public static Command reading(
            String name, String summary, Phrasing phrasing, List<Argument> takes, Operation does) {
        return new Command(name, Access.READ, summary, phrasing, takes, does);
    }

    public static Command writing(
            String name, String summary, Phrasing phrasing, List<Argument> takes, Operation does) {
        return new Command(name, Access.WRITE, summary, phrasing, takes, does);
    }

    public String name() {
        return name;
    }

    public Access access() {
        return access;
    }

    /** One sentence. */
    public String summary() {
        return summary;
    }

    public List<Argument> arguments() {
        return arguments;
    }

    Phrasing phrasing() {
        return phrasing;
    }

    Operation operation() {
        return operation;
    }
}
