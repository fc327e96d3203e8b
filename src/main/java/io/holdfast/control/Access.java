package io.holdfast.control;

/** Whether a command only looks or also changes something. */
public enum Access {
    READ,
    WRITE
}
