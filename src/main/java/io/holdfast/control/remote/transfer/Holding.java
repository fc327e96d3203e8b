package io.holdfast.control.remote.transfer;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.control.remote.OptionItem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object of a configuration in the form of databases, for whichever servers.
 *
 * @param id what makes it the same within its kind: the name of a parameter, class or network, an {@link OptionItem}, the
 *     number of a subnet
 * @param needs of a class: those that its test asks for
 */
record Holding(ObjectKind kind, Object id, Map<String, @Nullable Object> members, List<String> needs) {

    Holding(ObjectKind kind, Object id, Map<String, @Nullable Object> members) {
        this(kind, id, members, List.of());
    }

    static Holding of(ObjectKind kind, StoredObject object) {
        return new Holding(kind, id(kind, object.members()), object.members());
    }

    static Object id(ObjectKind kind, Map<String, @Nullable Object> members) {
        return switch (kind) {
            case GLOBAL, CLIENT_CLASS, NETWORK -> String.valueOf(members.get("name"));
            case DEFINITION, OPTION -> OptionItem.of(members);
            case SUBNET -> members.get("id") instanceof Number id ? id.longValue() : 0L;
            case SERVER -> String.valueOf(members.get("server-tag"));
        };
    }

    /** Whether there can be one for each server, and one for all beside them. */
    static boolean isOfOneServer(ObjectKind kind) {
        return switch (kind) {
            case GLOBAL, DEFINITION, OPTION -> true;
            case CLIENT_CLASS, NETWORK, SUBNET, SERVER -> false;
        };
    }

    /** @param tag without meaning for what can be for several servers */
    static ObjectKey key(ObjectKind kind, Object id, String tag) {
        return switch (kind) {
            case GLOBAL -> new ObjectKey.Global(tag, (String) id);
            case DEFINITION -> {
                OptionItem item = (OptionItem) id;
                yield new ObjectKey.Definition(tag, item.code(), item.space());
            }
            case OPTION -> ((OptionItem) id).in(new OptionHome.OfServer(tag));
            case CLIENT_CLASS -> new ObjectKey.ClientClass((String) id);
            case NETWORK -> new ObjectKey.Network((String) id);
            case SUBNET -> new ObjectKey.Subnet((long) id);
            case SERVER -> new ObjectKey.Server((String) id);
        };
    }

    /** For messages and answers: {@code subnet 5}. */
    static String words(ObjectKind kind, Object id) {
        return switch (kind) {
            case GLOBAL -> "global parameter " + id;
            case DEFINITION -> "definition of option " + words(id);
            case OPTION -> "option " + words(id);
            case CLIENT_CLASS -> "class " + id;
            case NETWORK -> "shared network " + id;
            case SUBNET -> "subnet " + id;
            case SERVER -> "server " + id;
        };
    }

    private static String words(Object id) {
        return ((OptionItem) id).words();
    }

    String words() {
        return words(kind, id);
    }
}
