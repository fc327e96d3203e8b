package io.holdfast.store.schema;

/** An upgrade stopped, and no row is lost; the message says why. */
final class UpgradeFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean known;

    UpgradeFailed(String message) {
        this(message, true);
    }

    /** @param known whether it is certain that it did not come to its end */
    UpgradeFailed(String message, boolean known) {
        super(message);
        this.known = known;
    }

    boolean known() {
        return known;
    }
}
