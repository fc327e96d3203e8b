package io.holdfast.config;

import java.util.List;

/**
 * {@code config-control}: where configuration comes from besides the file.
 *
 * @param databases {@code config-databases}: of two that have the same object the first counts
 * @param fetchWaitSeconds {@code config-fetch-wait-time}: between two looks for changes; 0: none without being asked to
 */
public record ConfigSources(List<BackendSettings> databases, int fetchWaitSeconds) {

    public ConfigSources {
        databases = List.copyOf(databases);
    }

    /** Whether the file is all there is. */
    public boolean isEmpty() {
        return databases.isEmpty();
    }
}
