package io.holdfast.config.stored;

import io.holdfast.config.source.ConfigContent;
import java.util.List;
import java.util.Optional;

/** A configuration database as it is at one moment: inside one transaction. For one thread, until its transaction ends. */
public interface ConfigReading {

    /** The newest audit revision's number, one for each change by whomever; 0 when there is none. */
    long revision();

    Optional<StoredObject> find(ObjectKey key);

    /**
     * All servers, or what one of them has, in the order of names. Of global parameters with the same name its own comes
     * instead of that for all.
     *
     * @param serverTag in any case; without meaning for servers
     */
    List<StoredObject> list(ObjectKind kind, String serverTag);

    /** All that a server has, as {@link ConfigStore#fetch}. */
    ConfigContent content(String serverTag);
}
