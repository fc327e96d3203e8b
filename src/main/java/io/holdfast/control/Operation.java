package io.holdfast.control;

/** What a command does; its arguments have been checked against the command's description. */
@FunctionalInterface
public interface Operation {

    /** @throws RefusedException when the arguments do not fit each other or the server */
    Outcome run(Arguments arguments);
}
