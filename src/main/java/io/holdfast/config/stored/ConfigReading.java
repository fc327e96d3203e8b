package io.holdfast.config.stored;

import io.holdfast.config.source.ConfigContent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration database as it is at one moment: inside one transaction. For one thread, until its transaction ends. */
public interface ConfigReading {

    /** The newest audit revision's number, one for each change by whomever; 0 when there is none. */
    long revision();

    /**
     * An option's object has no tags unless it is global.
     *
     * @throws StoredConflict when what an option is in is not there
     */
    Optional<StoredObject> find(ObjectKey key);

    /**
     * For which servers an object is; absent when it is not there. It need not be understood. Of an option in another object
     * those of the subnet or network, whether the option is there or not.
     */
    Optional<List<String>> servers(ObjectKey key);

    /**
     * In the order of their keys; classes in the order in which they are evaluated. Of global parameters, definitions and
     * options with the same key a server's own comes instead of that for all, if one server is chosen.
     *
     * @param choice without meaning for servers
     */
    List<StoredObject> list(ObjectKind kind, TagChoice choice);

    /** The subnet with this prefix, if there is one, however it is written. */
    Optional<Long> subnetId(String prefix);

    /** All that a server has, as {@link ConfigStore#fetch}. */
    ConfigContent content(String serverTag, @Nullable ConfigContent former);

    /** All of it anew. */
    default ConfigContent content(String serverTag) {
        return content(serverTag, null);
    }
}
