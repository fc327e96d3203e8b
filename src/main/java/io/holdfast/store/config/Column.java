package io.holdfast.store.config;

/**
 * A column and the keyword that a configuration file has for it.
 *
 * @param name for messages
 * @param expression what is selected
 */
record Column(String name, String expression, String keyword, Kind kind) {

    /** The keyword is mostly the name with other dashes. */
    static Column of(String name, Kind kind) {
        return as(name, name.replace('_', '-'), kind);
    }

    static Column as(String name, String keyword, Kind kind) {
        return new Column(name, "t." + name, keyword, kind);
    }
}
