package io.holdfast.wire;

/** A packet cannot be read. The message names the place; there is no stack trace, since packets come from strangers. */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
