package io.holdfast.endtoend;

import io.holdfast.wire.MalformedPacketException;

/** What many clients of one protocol say by a relay, each known by its number, and what they hear. */
interface Speech {

    /** The first message: DISCOVER, SOLICIT. */
    byte[] begin(int number);

    /** The REQUEST that follows an offer. */
    byte[] select(int number, Heard offer);

    /** To extend a lease, whichever server it is from: REQUEST in REBINDING, REBIND. */
    byte[] extend(int number, Heard lease);

    Heard hear(byte[] data, int length) throws MalformedPacketException;
}
