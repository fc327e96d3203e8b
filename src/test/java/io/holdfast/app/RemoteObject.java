package io.holdfast.app;

import io.holdfast.address.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a configuration, with the commands that bring it into a database, tell of it, and remove it. */
record RemoteObject(Kind kind, Protocol protocol, Map<String, @Nullable Object> members) {

    private static final List<String> ALL = List.of("all");

    /** How each kind is named in commands and in a configuration. */
    enum Kind {
        SERVER("server", "servers", ""),
        DEFINITION("option-def", "option-defs", "option-def"),
        OPTION("option", "options", "option-data"),
        CLIENT_CLASS("class", "client-classes", "client-classes"),
        NETWORK("network", "shared-networks", "shared-networks"),
        SUBNET("subnet", "subnets", "subnet");

        private final String family;
        private final String list;
        private final String section;

        Kind(String family, String list, String section) {
            this.family = family;
            this.list = list;
            this.section = section;
        }

        /** The argument that has such objects, in questions and answers. */
        String list() {
            return list;
        }

        /** Where a configuration has them. */
        String section(Protocol protocol) {
            return this == SUBNET ? section + digit(protocol) : section;
        }

        List<String> keys() {
            return switch (this) {
                case SERVER -> List.of("server-tag");
                case DEFINITION -> List.of("code", "space");
                case OPTION -> List.of("code", "space", "client-classes");
                case CLIENT_CLASS, NETWORK -> List.of("name");
                case SUBNET -> List.of("id");
            };
        }

        private String verb(String plain) {
            return switch (this) {
                case OPTION -> "global-" + plain;
                case SUBNET -> plain.equals("set") ? plain : plain + "-by-id";
                default -> plain;
            };
        }

        /** Each is for one server or for all, and is found by that. */
        boolean isOfOneServer() {
            return this == DEFINITION || this == OPTION;
        }
    }

    static char digit(Protocol protocol) {
        return protocol.label().charAt(4);
    }

    RemoteObject with(Map<String, @Nullable Object> others) {
        return new RemoteObject(kind, protocol, others);
    }

    /** A command for one object: {@code set}, {@code get}, {@code del}. */
    String command(String verb) {
        return "remote-" + kind.family + digit(protocol) + "-" + kind.verb(verb);
    }

    /** The command that tells of all. */
    String commandForAll() {
        String verb = switch (kind) {
            case NETWORK, SUBNET -> "list";
            case OPTION -> "global-get-all";
            case SERVER, DEFINITION, CLIENT_CLASS -> "get-all";
        };
        return "remote-" + kind.family + digit(protocol) + "-" + verb;
    }

    Map<String, @Nullable Object> whole() {
        return arguments(members, kind != Kind.SERVER);
    }

    Map<String, @Nullable Object> named() {
        return arguments(key(), kind.isOfOneServer());
    }

    private Map<String, @Nullable Object> arguments(Map<String, @Nullable Object> item, boolean tagged) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put(kind.list(), List.of(item));
        if (tagged) {
            arguments.put("server-tags", ALL);
        }
        return arguments;
    }

    Map<String, @Nullable Object> all() {
        return kind == Kind.SERVER ? Map.of() : Map.of("server-tags", ALL);
    }

    /** What it is found by. */
    Map<String, @Nullable Object> key() {
        return key(members);
    }

    /** The same of another object of the kind. */
    Map<String, @Nullable Object> key(Map<String, @Nullable Object> object) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        for (String name : kind.keys()) {
            Object value = name.equals("space") ? object.getOrDefault(name, protocol.label()) : object.get(name);
            if (value != null && !List.of().equals(value)) {
                key.put(name, value);
            }
        }
        return key;
    }

    @Override
    public String toString() {
        return kind + " " + key();
    }
}
