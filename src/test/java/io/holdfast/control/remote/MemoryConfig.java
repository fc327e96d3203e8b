package io.holdfast.control.remote;

import io.holdfast.address.AddressRange;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration database's objects in memory; made anew for each change, so that one that fails leaves nothing. */
final class MemoryConfig implements ConfigWriting {

    private final Protocol protocol;
    private final long revision;
    private final Map<ObjectKey, StoredObject> objects = new LinkedHashMap<>();

    /** As the classes stand: a class's place is not that of its key. */
    private final List<String> classes = new ArrayList<>();

    MemoryConfig(Protocol protocol) {
        this.protocol = protocol;
        this.revision = 0;
    }

    MemoryConfig(MemoryConfig former) {
        this.protocol = former.protocol;
        this.revision = former.revision + 1;
        objects.putAll(former.objects);
        classes.addAll(former.classes);
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        if (key instanceof ObjectKey.Option option && !(option.home() instanceof OptionHome.OfServer)) {
            return options(option.home()).stream()
                    .filter(each -> isSame(each, option))
                    .findFirst()
                    .map(each -> new StoredObject(each, List.of()));
        }
        return Optional.ofNullable(objects.get(lower(key)));
    }

    @Override
    public Optional<List<String>> servers(ObjectKey key) {
        if (!(key instanceof ObjectKey.Option(OptionHome home, var _, var _, var _))
                || home instanceof OptionHome.OfServer) {
            return find(key).map(StoredObject::serverTags);
        }
        ObjectKey owner = ownerKey(home);
        return owner == null ? Optional.empty() : find(owner).map(StoredObject::serverTags);
    }

    private @Nullable ObjectKey ownerKey(OptionHome home) {
        return switch (home) {
            case OptionHome.OfServer _ -> null;
            case OptionHome.OfSubnet(long id) -> new ObjectKey.Subnet(id);
            case OptionHome.OfNetwork(String name) -> new ObjectKey.Network(name);
            case OptionHome.OfPool _, OptionHome.OfPdPool _ ->
                objects.keySet().stream()
                        .filter(key -> key instanceof ObjectKey.Subnet)
                        .filter(key -> isIn(key, home))
                        .findFirst()
                        .orElse(null);
        };
    }

    private boolean isIn(ObjectKey subnet, OptionHome home) {
        Map<String, @Nullable Object> members =
                Objects.requireNonNull(objects.get(subnet)).members();
        return maps(members.get("pools")).stream().anyMatch(pool -> isPool(pool, home))
                || maps(members.get("pd-pools")).stream().anyMatch(pool -> isPool(pool, home));
    }

    private boolean isPool(Map<String, @Nullable Object> pool, OptionHome home) {
        return switch (home) {
            case OptionHome.OfPool(var first, var last)
            when pool.containsKey("pool") -> {
                AddressRange range = AddressRange.parse(
                        protocol, String.valueOf(pool.get("pool")).replace(" ", ""));
                yield range.first().equals(first) && range.last().equals(last);
            }
            case OptionHome.OfPdPool(var prefix, int length)
            when pool.containsKey("prefix") ->
                Ipv6Address.parse(String.valueOf(pool.get("prefix"))).equals(prefix)
                        && Long.valueOf(length).equals(pool.get("prefix-len"));
            default -> false;
        };
    }

    @Override
    public List<StoredObject> list(ObjectKind kind, TagChoice choice) {
        List<String> tags =
                choice.tags().stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList();
        Map<ObjectKey, StoredObject> chosen = new LinkedHashMap<>();
        List<ObjectKey> keys = kind == ObjectKind.CLIENT_CLASS
                ? classes.stream().<ObjectKey>map(ObjectKey.ClientClass::new).toList()
                : List.copyOf(objects.keySet());
        for (ObjectKey key : keys) {
            StoredObject object = Objects.requireNonNull(objects.get(key));
            if (kind(key) == kind && (kind == ObjectKind.SERVER || isChosen(object, tags, choice.unassigned()))) {
                chosen.merge(
                        withoutTag(key),
                        object,
                        (one, other) -> one.serverTags().contains("all") ? other : one);
            }
        }
        return List.copyOf(chosen.values());
    }

    private static boolean isChosen(StoredObject object, List<String> tags, boolean unassigned) {
        return object.serverTags().isEmpty()
                ? unassigned
                : object.serverTags().stream()
                        .anyMatch(tag ->
                                tags.contains(tag.toLowerCase(Locale.ROOT)) || tag.equals("all") && !tags.isEmpty());
    }

    @Override
    public Optional<Long> subnetId(String prefix) {
        AddressRange range = AddressRange.parse(protocol, prefix);
        return objects.entrySet().stream()
                .filter(each -> each.getKey() instanceof ObjectKey.Subnet
                        && AddressRange.parse(
                                        protocol,
                                        String.valueOf(each.getValue().members().get("subnet")))
                                .equals(range))
                .map(each -> ((ObjectKey.Subnet) each.getKey()).id())
                .findFirst();
    }

    @Override
    public ConfigContent content(String serverTag, @Nullable ConfigContent former) {
        throw new UnsupportedOperationException("commands look at objects one by one");
    }

    @Override
    public void put(ObjectKey key, StoredObject object) {
        object.serverTags().stream()
                .filter(tag ->
                        !tag.equals("all") && find(new ObjectKey.Server(tag)).isEmpty())
                .forEach(tag -> {
                    throw new StoredConflict("there is no server " + tag);
                });
        if (key instanceof ObjectKey.Option option && !(option.home() instanceof OptionHome.OfServer)) {
            List<Map<String, @Nullable Object>> options = options(option.home());
            options.removeIf(each -> isSame(each, option));
            options.add(object.members());
            replace(option.home(), options);
            return;
        }
        Object network = object.members().get("shared-network-name");
        if (key instanceof ObjectKey.Subnet
                && network != null
                && find(new ObjectKey.Network(String.valueOf(network))).isEmpty()) {
            throw new StoredConflict("there is no shared network " + network);
        }
        objects.put(lower(key), object);
    }

    @Override
    public void putClass(StoredObject object, @Nullable String follows, List<String> needs) {
        String name = String.valueOf(object.members().get("name"));
        for (String needed : needs) {
            if (!classes.contains(needed) && !needed.equals("KNOWN")) {
                throw new StoredConflict("class " + name + " needs " + needed + ", which is not there");
            }
        }
        int place = classes.indexOf(name);
        if (follows != null) {
            classes.remove(name);
            place = classes.indexOf(follows);
            if (place < 0) {
                throw new StoredConflict("there is no class " + follows);
            }
            classes.add(place + 1, name);
        } else if (place < 0) {
            classes.add(name);
        }
        put(new ObjectKey.ClientClass(name), object);
    }

    @Override
    public boolean delete(ObjectKey key) {
        if (key instanceof ObjectKey.Option option && !(option.home() instanceof OptionHome.OfServer)) {
            List<Map<String, @Nullable Object>> options = options(option.home());
            boolean removed = options.removeIf(each -> isSame(each, option));
            replace(option.home(), options);
            return removed;
        }
        if (key instanceof ObjectKey.ClientClass(String name)) {
            classes.remove(name);
        }
        return objects.remove(lower(key)) != null;
    }

    private static boolean isSame(Map<String, @Nullable Object> option, ObjectKey.Option key) {
        Object classes = option.getOrDefault("client-classes", List.of());
        return Long.valueOf(key.code()).equals(option.get("code"))
                && key.space().equals(option.get("space"))
                && key.classes().equals(classes);
    }

    private List<Map<String, @Nullable Object>> options(OptionHome home) {
        return maps(owner(home).get("option-data"));
    }

    private void replace(OptionHome home, List<Map<String, @Nullable Object>> options) {
        owner(home).put("option-data", options);
    }

    /** The map that the options are in, which may be changed: objects are copied before. */
    private Map<String, @Nullable Object> owner(OptionHome home) {
        return switch (home) {
            case OptionHome.OfServer(String tag) -> throw new IllegalArgumentException("of server " + tag);
            case OptionHome.OfSubnet(long id) -> copied(new ObjectKey.Subnet(id));
            case OptionHome.OfNetwork(String name) -> copied(new ObjectKey.Network(name));
            case OptionHome.OfPool _ -> pool("pools", home);
            case OptionHome.OfPdPool _ -> pool("pd-pools", home);
        };
    }

    @SuppressWarnings("unchecked") // as copied has just made it
    private Map<String, @Nullable Object> pool(String list, OptionHome home) {
        for (ObjectKey key : List.copyOf(objects.keySet())) {
            if (key instanceof ObjectKey.Subnet) {
                for (Map<String, @Nullable Object> pool :
                        (List<Map<String, @Nullable Object>>) copied(key).getOrDefault(list, List.of())) {
                    if (isPool(pool, home)) {
                        return pool;
                    }
                }
            }
        }
        throw new StoredConflict("there is no such pool");
    }

    private Map<String, @Nullable Object> copied(ObjectKey key) {
        StoredObject present = objects.get(lower(key));
        if (present == null) {
            throw new StoredConflict("there is no " + key);
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(present.members());
        for (String list : List.of("pools", "pd-pools", "option-data")) {
            copy.computeIfPresent(list, (_, items) -> maps(items));
        }
        objects.put(lower(key), new StoredObject(copy, present.serverTags()));
        return copy;
    }

    private static List<Map<String, @Nullable Object>> maps(@Nullable Object list) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                ((Map<?, ?>) item).forEach((key, value) -> copy.put(String.valueOf(key), value));
                maps.add(copy);
            }
        }
        return maps;
    }

    private static ObjectKind kind(ObjectKey key) {
        return switch (key) {
            case ObjectKey.Server _ -> ObjectKind.SERVER;
            case ObjectKey.Global _ -> ObjectKind.GLOBAL;
            case ObjectKey.Definition _ -> ObjectKind.DEFINITION;
            case ObjectKey.Option _ -> ObjectKind.OPTION;
            case ObjectKey.ClientClass _ -> ObjectKind.CLIENT_CLASS;
            case ObjectKey.Network _ -> ObjectKind.NETWORK;
            case ObjectKey.Subnet _ -> ObjectKind.SUBNET;
        };
    }

    private static ObjectKey lower(ObjectKey key) {
        return switch (key) {
            case ObjectKey.Server(String tag) -> new ObjectKey.Server(tag.toLowerCase(Locale.ROOT));
            case ObjectKey.Global(String tag, String name) -> new ObjectKey.Global(tag.toLowerCase(Locale.ROOT), name);
            default -> key;
        };
    }

    private static ObjectKey withoutTag(ObjectKey key) {
        return switch (key) {
            case ObjectKey.Global(String _, String name) -> new ObjectKey.Global("", name);
            case ObjectKey.Definition(String _, int code, String space) -> new ObjectKey.Definition("", code, space);
            case ObjectKey.Option(OptionHome _, int code, String space, List<String> classes) ->
                new ObjectKey.Option(new OptionHome.OfServer(""), code, space, classes);
            default -> key;
        };
    }
}
