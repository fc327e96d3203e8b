package io.holdfast.store.config;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one kind of objects.
 *
 * @param <K> what makes two of them the same
 */
interface ObjectRows<K extends ObjectKey> {

    Optional<StoredObject> find(K key) throws SQLException;

    List<StoredObject> list(TagChoice choice) throws SQLException;

    void put(K key, StoredObject object) throws SQLException;

    boolean delete(K key) throws SQLException;
}
