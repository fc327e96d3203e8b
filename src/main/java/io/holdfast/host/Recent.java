package io.holdfast.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets what has not been used for long. Two generations: what is put or used is in the young one;
 * when that has half the size it becomes the old one, and the old one is dropped. So no use takes a lock or moves a list.
 * Safe for many threads.
 */
final class Recent<K, V> {

    private final int half;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    /** @param size entries at most, or a few more */
    Recent(int size) {
        this.half = Math.max(1, size / 2);
    }

    @Nullable
    V get(K key) {
        V value = young.get(key);
        return value != null ? value : old.get(key);
    }

    /** Whether it will be forgotten unless it is put again. */
    boolean isFading(K key) {
        return !young.containsKey(key);
    }

    void put(K key, V value) {
        Map<K, V> present = young;
        present.put(key, value);
        if (present.size() >= half) {
            turn(present);
        }
    }

    private synchronized void turn(Map<K, V> full) {
        if (young == full) {
            old = full;
            young = new ConcurrentHashMap<>();
        }
    }

    void remove(K key) {
        young.remove(key);
        Map<K, V> fading = old;
        if (!fading.isEmpty()) {
            fading.remove(key);
        }
    }

    /** Entries that are in both generations count twice. */
    int size() {
        return young.size() + old.size();
    }
}
