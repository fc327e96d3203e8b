package io.holdfast.app;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.ServerConfig;
import io.holdfast.control.ConfigControl;
import io.holdfast.control.ConfigNotAppliedException;
import io.holdfast.pipeline.Serving;
import io.holdfast.transport.SocketOpenException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The configuration in effect for the commands, and how a command puts another in its place. */
final class RunningConfig implements ConfigControl {

    private final DhcpService service;
    private final HoldfastSettings settings;
    private final List<Consumer<ServerConfig>> followers;

    /** @param followers hear of a configuration that came into effect */
    RunningConfig(DhcpService service, HoldfastSettings settings, List<Consumer<ServerConfig>> followers) {
        this.service = service;
        this.settings = settings;
        this.followers = List.copyOf(followers);
    }

    @Override
    public ServerConfig current() {
        Serving serving = service.serving();
        if (serving == null) {
            throw new BackendUnavailable("configuration", "the server is only starting");
        }
        return serving.config();
    }

    @Override
    public @Nullable Path file() {
        return settings.configFile();
    }

    @Override
    public void apply(ServerConfig next) throws ConfigNotAppliedException {
        try {
            service.apply(next);
        } catch (SocketOpenException | RuntimeException e) { // whatever hindered it, the operator must read it
            throw new ConfigNotAppliedException(String.valueOf(e.getMessage()), service.serving() == null);
        }
        followers.forEach(follower -> follower.accept(next));
    }
}
