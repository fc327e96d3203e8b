package io.holdfast.config;

/** The configuration the server runs by now. Readers take it once per batch; {@code config-set} swaps it whole. */
public final class LiveConfig {

    private volatile ServerConfig current;

    public LiveConfig(ServerConfig first) {
        current = first;
    }

    public ServerConfig get() {
        return current;
    }

    public void swap(ServerConfig next) {
        current = next;
    }
}
