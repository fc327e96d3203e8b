package io.holdfast.store.schema;

/** An upgrade stopped before anything old was given up; the message says why. */
final class UpgradeFailed extends Exception {

    private static final long serialVersionUID = 1L;

    UpgradeFailed(String message) {
        super(message);
    }
}
