package io.holdfast.config.json;

/**
 * A place in a text.
 *
 * @param file name of the file, or {@code <command>}
 * @param line from 1, column likewise, in characters
 */
public record JsonPosition(String file, int line, int column) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
