package io.holdfast.config.json;

/**
 * A place in a text.
 *
 * @param file name of the file, or {@code <command>}
 * @param line from 1, column likewise, in characters; both 0 for all of something that is no text
 */
public record JsonPosition(String file, int line, int column) {

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
