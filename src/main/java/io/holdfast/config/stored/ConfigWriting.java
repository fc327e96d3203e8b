package io.holdfast.config.stored;

/**
 * Changes of a configuration database that come into effect together, as one audit revision. What is read here is as it will
 * be. Tags must be those of servers that are there.
 */
public interface ConfigWriting extends ConfigReading {

    /**
     * Stores an object, in the place of the one with this key if there is one.
     *
     * @throws StoredConflict when it cannot stand beside what is there
     */
    void put(ObjectKey key, StoredObject object);

    /**
     * Removes an object. What was for a removed server alone is then for nobody, or, of parameters, definitions and options,
     * removed.
     *
     * @return whether it was there
     * @throws StoredConflict when others need it
     */
    boolean delete(ObjectKey key);
}
