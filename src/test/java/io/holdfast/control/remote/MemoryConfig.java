package io.holdfast.control.remote;

import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A configuration database's objects in memory; made anew for each change, so that one that fails leaves nothing. */
final class MemoryConfig implements ConfigWriting {

    private final long revision;
    private final Map<ObjectKey, StoredObject> objects = new LinkedHashMap<>();

    MemoryConfig() {
        this.revision = 0;
    }

    MemoryConfig(MemoryConfig former) {
        this.revision = former.revision + 1;
        objects.putAll(former.objects);
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(lower(key)));
    }

    @Override
    public List<StoredObject> list(ObjectKind kind, String serverTag) {
        String own = serverTag.toLowerCase(Locale.ROOT);
        Map<Object, StoredObject> chosen = new LinkedHashMap<>();
        objects.forEach((key, object) -> {
            switch (key) {
                case ObjectKey.Server _ when kind == ObjectKind.SERVER -> chosen.put(key, object);
                case ObjectKey.Global(String tag, String name)
                when kind == ObjectKind.GLOBAL && (tag.equals("all") || tag.equals(own)) ->
                    chosen.merge(name, object, (one, other) -> tag.equals("all") ? one : other);
                default -> {}
            }
        });
        return List.copyOf(chosen.values());
    }

    /** Nobody is served by this one. */
    @Override
    public ConfigContent content(String serverTag) {
        return new ConfigContent(AuditMark.NONE, Map.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public void put(ObjectKey key, StoredObject object) {
        object.serverTags().stream()
                .filter(tag ->
                        !tag.equals("all") && find(new ObjectKey.Server(tag)).isEmpty())
                .forEach(tag -> {
                    throw new StoredConflict("there is no server " + tag);
                });
        objects.put(lower(key), object);
    }

    @Override
    public boolean delete(ObjectKey key) {
        return objects.remove(lower(key)) != null;
    }

    private static ObjectKey lower(ObjectKey key) {
        return switch (key) {
            case ObjectKey.Server(String tag) -> new ObjectKey.Server(tag.toLowerCase(Locale.ROOT));
            case ObjectKey.Global(String tag, String name) -> new ObjectKey.Global(tag.toLowerCase(Locale.ROOT), name);
        };
    }
}
