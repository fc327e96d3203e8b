package io.holdfast.config.stored;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a configuration database that come into effect together, as one audit revision. What is read here is as it will
 * be. Tags must be those of servers that are there.
 */
public interface ConfigWriting extends ConfigReading {

    /**
     * Stores an object, in the place of the one with this key if there is one. Of that nothing stays, but the server tags of
     * a definition, option or parameter, which are in its key.
     *
     * @param object with the tags it is to be for; they count for networks, subnets and classes only
     * @throws StoredConflict when it cannot stand beside what is there
     */
    void put(ObjectKey key, StoredObject object);

    /**
     * The same for a class.
     *
     * @param follows name of the class that it is to stand behind; absent: where it is, or last
     * @param needs names of the classes that its test asks for; of the built-in ones {@code KNOWN} and {@code UNKNOWN} alone
     */
    void putClass(StoredObject object, @Nullable String follows, List<String> needs);

    /**
     * Removes an object with all that is in it. The subnets of a network stay, in no network; what was for a removed server
     * alone is then for nobody, or, of parameters, definitions and options, removed.
     *
     * @return whether it was there
     * @throws StoredConflict when others need it
     */
    boolean delete(ObjectKey key);
}
