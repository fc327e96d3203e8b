package io.holdfast.engine;

import org.jspecify.annotations.Nullable;

/** The options of a reply before it is written. */
public interface ReplyOptions {

    /** The payload of the first option of this code; absent when there is none. */
    byte @Nullable [] first(int code);

    /** Gives the first option of this code another payload; adds one if there is none. */
    void setFirst(int code, byte[] payload);

    void removeFirst(int code);

    /** Takes out all options of this code. */
    void remove(int code);
}
