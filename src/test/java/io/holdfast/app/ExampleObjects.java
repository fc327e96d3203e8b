package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.app.RemoteObject.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration taken apart into what commands can put into a database, in an order in which each finds what it needs. */
record ExampleObjects(Protocol protocol, Map<String, @Nullable Object> config) {

    List<RemoteObject> all() {
        List<RemoteObject> all = new ArrayList<>();
        all.add(object(
                Kind.SERVER,
                Map.of("server-tag", String.valueOf(config.get("server-tag")), "description", "it is its example")));
        for (Kind kind : List.of(Kind.DEFINITION, Kind.CLIENT_CLASS, Kind.OPTION)) {
            NormalForm.maps(config.get(kind.section(protocol))).forEach(each -> all.add(object(kind, each)));
        }
        List<RemoteObject> subnets = new ArrayList<>();
        String section = Kind.SUBNET.section(protocol);
        NormalForm.maps(config.get("shared-networks")).forEach(network -> {
            Map<String, @Nullable Object> alone = new LinkedHashMap<>(network);
            alone.remove(section);
            all.add(object(Kind.NETWORK, alone));
            NormalForm.maps(network.get(section)).forEach(each -> subnets.add(subnet(each, network.get("name"))));
        });
        all.addAll(subnets);
        NormalForm.maps(config.get(section)).forEach(each -> all.add(subnet(each, null)));
        return all;
    }

    private RemoteObject object(Kind kind, Map<String, @Nullable Object> members) {
        return new RemoteObject(kind, protocol, members);
    }

    private RemoteObject subnet(Map<String, @Nullable Object> members, @Nullable Object network) {
        Map<String, @Nullable Object> subnet = new LinkedHashMap<>(members);
        subnet.put("shared-network-name", network);
        return object(Kind.SUBNET, subnet);
    }

    /** Those inside of maps have the map's name before theirs. */
    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        config.forEach((name, value) -> {
            if (value instanceof Map<?, ?> map) {
                map.forEach((inner, one) -> put(parameters, name + "." + inner, one));
            } else {
                put(parameters, name, value);
            }
        });
        return parameters;
    }

    private static void put(Map<String, @Nullable Object> parameters, String name, @Nullable Object value) {
        if (!(value instanceof List<?>)) {
            parameters.put(name, value);
        }
    }
}
