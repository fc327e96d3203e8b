package io.holdfast.control.remote.transfer;

import io.holdfast.classify.expression.ExpressionException;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.classes.ClassNeeds;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.source.FileConfig;
import io.holdfast.config.source.GlobalNames;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.StoredKeywords;
import io.holdfast.control.RefusedException;
import io.holdfast.control.remote.StoredForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a database can have of a configuration file.
 *
 * @param holdings in the order in which they can be stored: what others need comes before them
 * @param leftOut places in the file of what the tables have no place for
 */
record FileHoldings(List<Holding> holdings, List<String> leftOut) {

    private static final JsonPosition PLACE = new JsonPosition("the configuration", 0, 0);
    private static final String NETWORKS = "shared-networks";

    /** What the file has in lists of objects, told apart below. */
    private static final Set<String> OBJECTS =
            Set.of("option-def", "option-data", "client-classes", NETWORKS, "subnet4", "subnet6");

    /** @throws RefusedException when something of it cannot be brought into the form of databases */
    static FileHoldings of(ServerConfig file) {
        Making making = new Making(file);
        JsonNode.Dict root = (JsonNode.Dict)
                JsonNode.of(FileConfig.of(file).document().members(), PLACE); // where every subnet has its id
        making.globals(root);
        making.all(root, "option-def", ObjectKind.DEFINITION, StoredKeywords.DEFINITION);
        making.all(root, "option-data", ObjectKind.OPTION, StoredKeywords.OPTION);
        making.all(root, "client-classes", ObjectKind.CLIENT_CLASS, StoredKeywords.CLIENT_CLASS);
        making.networks(root);
        making.subnets(root, null);
        return new FileHoldings(making.holdings, making.leftOut);
    }

    private static final class Making {

        private final ServerConfig file;
        private final String subnets;
        private final List<Holding> holdings = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();

        Making(ServerConfig file) {
            this.file = file;
            this.subnets = ProtocolTerms.subnets(file.protocol());
        }

        void globals(JsonNode.Dict root) {
            root.members().forEach((name, member) -> {
                if (!OBJECTS.contains(name)) {
                    global(name, member.value(), true);
                }
            });
        }

        /** @param whole not one of a map already: databases have them no deeper */
        private void global(String name, JsonNode value, boolean whole) {
            if (whole && value instanceof JsonNode.Dict map && !map.members().isEmpty() && isParameters(name, map)) {
                map.members().forEach((inner, member) -> global(name + "." + inner, member.value(), false));
                return;
            }
            Object scalar = switch (value) {
                case JsonNode.Text(var _, String text) -> text;
                case JsonNode.Whole(var _, long number) -> number;
                case JsonNode.Real(var _, double number) -> number;
                case JsonNode.Flag(var _, boolean flag) -> flag;
                case JsonNode.Dict _, JsonNode.Array _, JsonNode.Nothing _ -> null;
            };
            if (scalar == null || name.equals("comment") || GlobalNames.refusalToStore(file.protocol(), name) != null) {
                leftOut.add(name);
                return;
            }
            holdings.add(new Holding(ObjectKind.GLOBAL, name, Map.of("name", name, "value", scalar)));
        }

        /** Else the map stays in the file as a whole, and is told once. */
        private boolean isParameters(String name, JsonNode.Dict map) {
            return map.members().keySet().stream()
                    .anyMatch(inner -> GlobalNames.refusalToStore(file.protocol(), name + "." + inner) == null);
        }

        void all(JsonNode.Dict root, String list, ObjectKind kind, StoredKeywords keywords) {
            int index = 0;
            for (JsonNode.Dict each : Trees.maps(root.get(list))) {
                String path = kind == ObjectKind.CLIENT_CLASS ? Trees.named(list, each) : list + "[" + index + "]";
                add(kind, form().of(each, keywords, path));
                index++;
            }
        }

        void networks(JsonNode.Dict root) {
            for (JsonNode.Dict network : Trees.maps(root.get(NETWORKS))) {
                JsonNode.Dict bare = Trees.without(network, subnets);
                add(ObjectKind.NETWORK, form().of(bare, StoredKeywords.NETWORK, Trees.named(NETWORKS, network)));
                subnets(network, bare.get("name") instanceof JsonNode.Text(var _, String name) ? name : null);
            }
        }

        void subnets(JsonNode.Dict owner, @Nullable String network) {
            for (JsonNode.Dict subnet : Trees.maps(owner.get(subnets))) {
                String path = Trees.path(subnets, "id", subnet.get("id"));
                Map<String, @Nullable Object> stored =
                        form().of(Trees.without(subnet, Trees.NETWORK_NAME), StoredKeywords.SUBNET, path);
                if (network != null) {
                    stored.put(Trees.NETWORK_NAME, network);
                }
                add(ObjectKind.SUBNET, stored);
            }
        }

        private StoredForm form() {
            return new StoredForm(file, new StoredForm.Strays.LeftOut(leftOut));
        }

        private void add(ObjectKind kind, Map<String, @Nullable Object> stored) {
            List<String> needs = kind == ObjectKind.CLIENT_CLASS ? needs(stored) : List.of();
            holdings.add(new Holding(kind, Holding.id(kind, stored), stored, needs));
        }

        private List<String> needs(Map<String, @Nullable Object> stored) {
            try {
                return stored.get("test") instanceof String expression && !expression.isBlank()
                        ? ClassNeeds.of(expression, file.protocol(), file.definitions())
                        : List.of();
            } catch (ExpressionException e) {
                throw new RefusedException("class " + stored.get("name") + ": " + e.getMessage());
            }
        }
    }
}
