package io.holdfast.config.stored;

/** The kinds of objects that can be listed. */
public enum ObjectKind {
    SERVER,
    GLOBAL
}
