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
     * In the order of their keys. Of global parameters with the same name a server's own comes instead of that for all, if
     * one server is chosen.
     *
     * @param choice without meaning for servers
     */
    List<StoredObject> list(ObjectKind kind, TagChoice choice);

    /** All that a server has, as {@link ConfigStore#fetch}. */
    ConfigContent content(String serverTag);
}
