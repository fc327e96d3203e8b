package io.holdfast.control.remote;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ConfigWriting;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One configuration database that commands read and change. All methods throw {@code
 * io.holdfast.availability.BackendUnavailable} at once when it is away.
 */
public interface ConfigTarget {

    BackendSettings settings();

    <T> T read(Function<ConfigReading, T> work);

    /**
     * Changes objects, all of them or none, if the servers that they are for have a right configuration with them; here they
     * are in effect when this returns.
     *
     * @throws io.holdfast.control.RefusedException when a configuration would have errors, which the text names
     * @throws io.holdfast.config.stored.RevisionPassed when the database has come further than expected
     * @throws io.holdfast.config.stored.StoredConflict when a change does not fit what is there
     */
    <T> Written<T> write(AuditNote note, OptionalLong expected, Function<ConfigWriting, T> work);

    /**
     * What became of a change that is stored.
     *
     * @param revision the audit revision that it is
     * @param remark why this server does not go by it yet; empty when it does
     */
    record Written<T>(T result, long revision, String remark) {}
}
