package io.holdfast.config.stored;

/** The kinds of objects that can be listed. */
public enum ObjectKind {
    SERVER,
    GLOBAL,
    DEFINITION,
    /** Global ones: the others are in the objects that they belong to. */
    OPTION,
    CLIENT_CLASS,
    NETWORK,
    SUBNET
}
