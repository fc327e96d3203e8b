package io.holdfast.wire.v6;

/** What a status code option says (RFC 8415 §21.13); {@code number} may be one that {@link StatusCode6} does not know. */
public record Status6(int number, String message) {

    public boolean is(StatusCode6 code) {
        return number == code.number();
    }
}
