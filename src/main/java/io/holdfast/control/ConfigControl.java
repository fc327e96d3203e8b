package io.holdfast.control;

import io.holdfast.config.ServerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The configuration in effect, and how another takes its place. */
public interface ConfigControl {

    ServerConfig current();

    /** The file it is read from; absent when the built-in example is in use. */
    @Nullable
    Path file();

    /**
     * Puts a configuration in effect, whole or not at all; when it returns, every packet is served by it. Callers come
     * one at a time.
     *
     * @throws ConfigNotAppliedException when the present one stays, or, if it says so, when neither is in effect
     */
    void apply(ServerConfig next) throws ConfigNotAppliedException;
}
