package io.holdfast.control;

import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration of one protocol in effect, and how another takes its place. */
public interface ConfigControl {

    Protocol protocol();

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

    /**
     * The same for a configuration that differs from the present one only in subnets, shared networks, classes and
     * reservations: databases and sockets stay as they are, and service is not interrupted.
     */
    void amend(ServerConfig next) throws ConfigNotAppliedException;

    /**
     * Takes over what configuration databases have now, if that is not in effect yet. Callers come one at a time.
     *
     * @param all whether it is an error that one of several is away
     * @return whether there are such databases
     * @throws ConfigNotAppliedException when the present configuration stays: a database is away, or what they have has
     *     errors or could not be put in effect
     */
    boolean pull(boolean all) throws ConfigNotAppliedException;

    /**
     * Tries to reach the databases of a configuration without putting it in effect or changing anything in them.
     *
     * @return what is wrong, one sentence for each database that could not be used now
     */
    List<String> tryDatabases(ServerConfig config);
}
