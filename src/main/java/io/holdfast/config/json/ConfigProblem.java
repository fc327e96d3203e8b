package io.holdfast.config.json;

/**
 * Something wrong with, or noteworthy in, a configuration.
 *
 * @param file name of the file, or {@code <command>} for what came by command
 * @param line from 1, column likewise; both 0 when there is no text
 * @param path to the place, as in {@code Dhcp4.subnet4[0].pools[1].pool}
 */
public record ConfigProblem(Severity severity, String file, int line, int column, String path, String message) {

    public enum Severity {
        ERROR,
        WARNING
    }

    @Override
    public String toString() {
        return new JsonPosition(file, line, column) + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
