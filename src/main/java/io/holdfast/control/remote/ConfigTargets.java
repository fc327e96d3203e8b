package io.holdfast.control.remote;

import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import java.util.List;

/** The configuration databases of this server for commands. */
public interface ConfigTargets {

    Protocol protocol();

    /** In the order of {@code config-databases}; none when the configuration names none. */
    List<ConfigTarget> targets();

    /** The configuration in effect, by whose option definitions options that are only named are known. */
    ServerConfig current();
}
