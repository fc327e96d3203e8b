package io.holdfast.outage;

/** The values of {@code on-fail}. */
enum LossMode {
    STOP_RETRY_EXIT("stop-retry-exit"),
    SERVE_RETRY_EXIT("serve-retry-exit"),
    SERVE_RETRY_CONTINUE("serve-retry-continue");

    private final String text;

    LossMode(String text) {
        this.text = text;
    }

    boolean serves() {
        return this != STOP_RETRY_EXIT;
    }

    @Override
    public String toString() {
        return text;
    }
}
