package io.holdfast.app.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.Configs;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.config.source.Contents;
import io.holdfast.config.source.FileConfig;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever changes, in the file or in either of two databases: what is made of what was made before is what is made anew. */
class ConfigPlanRandomTests {

    private static final int STEPS = 100;

    private Protocol protocol = Protocol.DHCP4;
    private Random random = new Random(1);

    /** What a database has. */
    private static final class Database {
        final Map<Integer, String> subnets = new TreeMap<>();
        final Map<String, String> others = new TreeMap<>();
    }

    @ParameterizedTest
    @EnumSource
    void isAsMadeAnew(Protocol of) throws Exception {
        protocol = of;
        int made = 0;
        int takenOver = 0;
        for (int seed = 1; seed <= 5; seed++) {
            random = new Random(seed);
            List<Database> databases = List.of(new Database(), new Database());
            ConfigPlan plan = ConfigPlan.of(of, file(), held(null, databases));
            for (int step = 0; step < STEPS; step++) {
                String before = dump(plan.config());
                Database changed = databases.get(random.nextInt(2));
                Database copy = new Database();
                copy.subnets.putAll(changed.subnets);
                copy.others.putAll(changed.others);
                if (random.nextInt(6) == 0) {
                    plan = amended(plan);
                    before = dump(plan.config());
                }
                change(changed);
                List<Optional<HeldContent>> held = held(plan, databases);
                ConfigPlan next = next(plan, held);
                ConfigPlan anew = anew(plan, held);
                String place = "seed " + seed + ", step " + step;
                assertThat(next == null).as(place).isEqualTo(anew == null);
                assertThat(dump(plan.config())).as(place).isEqualTo(before);
                if (next != null && anew != null) {
                    assertThat(dump(next.config())).as(place).isEqualTo(dump(anew.config()));
                    made++;
                    Collection<?> former = plan.config().subnets().stream().toList();
                    takenOver += next.config().subnets().stream()
                                    .anyMatch(each -> former.stream().anyMatch(old -> old == each))
                            ? 1
                            : 0;
                    plan = next;
                } else if (random.nextInt(4) > 0) {
                    changed.subnets.clear();
                    changed.subnets.putAll(copy.subnets);
                    changed.others.clear();
                    changed.others.putAll(copy.others);
                }
            }
        }
        assertThat(made).isGreaterThan(STEPS);
        assertThat(takenOver).isGreaterThan(STEPS / 2);
    }

    private FileConfig file() {
        String members = "\"lease-database\": {\"type\": \"memfile\", \"persist\": false}, " + key() + ": ["
                + subnet(1, 1, "") + ", " + subnet(2, 2, "") + ", {\"subnet\": \"" + prefix(3)
                + "\"}], \"shared-networks\": [{\"name\": \"f\", " + key() + ": [" + subnet(4, 4, "") + "]}]";
        return FileConfig.of(protocol == Protocol.DHCP4 ? Configs.server(members) : Configs.server6(members));
    }

    private String key() {
        return protocol == Protocol.DHCP4 ? "\"subnet4\"" : "\"subnet6\"";
    }

    private String prefix(int number) {
        return protocol == Protocol.DHCP4 ? "192.0." + number + ".0/24" : "2001:db8:" + number + "::/64";
    }

    private String subnet(int id, int number, String more) {
        boolean four = protocol == Protocol.DHCP4;
        List<String> members = new ArrayList<>(List.of("\"id\": " + id, "\"subnet\": \"" + prefix(number) + "\""));
        maybe(members, "\"valid-lifetime\": " + (5000 + random.nextInt(3)));
        maybe(members, "\"client-classes\": [\"c" + random.nextInt(5) + "\", \"c" + random.nextInt(5) + "\"]");
        maybe(members, "\"evaluate-additional-classes\": [\"c" + random.nextInt(5) + "\"]");
        maybe(
                members,
                four
                        ? "\"option-data\": [{\"name\": \"routers\", \"data\": \"192.0." + number + ".1\", "
                                + "\"client-classes\": [\"c" + random.nextInt(5) + "\"]}]"
                        : "\"option-data\": [{\"name\": \"dns-servers\", \"data\": \"2001:db8::" + number + "\"}]");
        int last = 1 + random.nextInt(9);
        maybe(
                members,
                "\"pools\": [{\"pool\": \""
                        + (four
                                ? "192.0." + number + ".1-192.0." + number + "." + last
                                : "2001:db8:" + number + "::/12" + last % 9)
                        + "\", \"client-classes\": [\"c" + random.nextInt(5) + "\"]}]");
        if (!four) {
            maybe(
                    members,
                    "\"pd-pools\": [{\"prefix\": \"2001:db8:" + (100 + random.nextInt(3))
                            + "::\", \"prefix-len\": 48, \"delegated-len\": " + (56 + random.nextInt(2)) + "}]");
        }
        maybe(members, "\"relay\": {\"ip-addresses\": [\"" + (four ? "10.0.0." : "2001:db8:ffff::") + number + "\"]}");
        maybe(members, "\"user-context\": {\"a\": " + random.nextInt(3) + "}");
        if (!more.isEmpty()) {
            members.add(more);
        }
        return "{" + String.join(", ", members) + "}";
    }

    private void maybe(List<String> members, String member) {
        if (random.nextInt(3) == 0) {
            members.add(member);
        }
    }

    private void change(Database database) {
        int kind = random.nextInt(20);
        int id = 1 + random.nextInt(9);
        if (kind < 9) {
            int number = random.nextInt(5) == 0 ? 1 + random.nextInt(9) : id;
            String network = random.nextInt(2) == 0 ? "" : "\"shared-network-name\": \"" + network() + "\"";
            database.subnets.put(id, subnet(id, number, network));
        } else if (kind < 12) {
            database.subnets.remove(id);
        } else if (kind < 15) {
            String name = network();
            database.others.put(
                    "network " + name,
                    "{\"name\": \"" + name + "\", \"valid-lifetime\": " + (6000 + random.nextInt(3))
                            + ", \"client-classes\": [\"c" + random.nextInt(5) + "\"]}");
        } else if (kind < 16) {
            database.others.remove("network " + network());
        } else if (kind < 17) {
            database.others.put("global", "\"valid-lifetime\": " + (7000 + random.nextInt(3)));
        } else if (kind < 18) {
            database.others.put(
                    "class",
                    "{\"name\": \"c" + random.nextInt(5) + "\"}, {\"name\": \"d\", \"test\": \"member('ALL')\"}");
        } else {
            database.others.remove(List.of("global", "class").get(random.nextInt(2)));
        }
    }

    private String network() {
        return List.of("f", "m", "n").get(random.nextInt(3));
    }

    private static String starting(Database database, String kind) {
        return database.others.entrySet().stream()
                .filter(each -> each.getKey().startsWith(kind))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
    }

    private List<Optional<HeldContent>> held(@Nullable ConfigPlan former, List<Database> databases) {
        List<Optional<HeldContent>> held = new ArrayList<>();
        for (int i = 0; i < databases.size(); i++) {
            Database database = databases.get(i);
            List<String> members = new ArrayList<>();
            if (database.others.containsKey("global")) {
                members.add(starting(database, "global"));
            }
            members.add("\"client-classes\": [" + starting(database, "class") + "]");
            members.add("\"shared-networks\": [" + starting(database, "network") + "]");
            members.add(key() + ": [" + String.join(", ", database.subnets.values()) + "]");
            var before =
                    former == null ? null : former.held().get(i).orElseThrow().content();
            var now = Contents.of(before == null ? 1 : before.revision() + 1, String.join(", ", members));
            held.add(Optional.of(new HeldContent("db" + i, "all", now.keeping(before), Instant.EPOCH, false)));
        }
        return held;
    }

    private @Nullable ConfigPlan next(ConfigPlan plan, List<Optional<HeldContent>> held) {
        try {
            return plan.with(protocol, held);
        } catch (ConfigException e) {
            return null;
        }
    }

    private @Nullable ConfigPlan anew(ConfigPlan plan, List<Optional<HeldContent>> held) {
        try {
            return ConfigPlan.of(protocol, Objects.requireNonNull(plan.file()), held);
        } catch (ConfigException e) {
            return null;
        }
    }

    /** As after a command that adds, changes or takes away a subnet. */
    @SuppressWarnings("unchecked")
    private ConfigPlan amended(ConfigPlan plan) {
        Map<String, @Nullable Object> members =
                new LinkedHashMap<>(plan.config().document().members());
        String key = key().replace("\"", "");
        List<@Nullable Object> subnets =
                new ArrayList<>((List<@Nullable Object>) Objects.requireNonNullElse(members.get(key), List.of()));
        long id = 1 + random.nextInt(9);
        boolean there = subnets.removeIf(
                each -> ((Map<String, Object>) Objects.requireNonNull(each)).get("id") instanceof Long present
                        && present == id);
        String text = JsonWriter.compact(subnets);
        if (!there || random.nextBoolean()) {
            text = text.equals("[]")
                    ? "[" + subnet((int) id, (int) id, "") + "]"
                    : text.substring(0, text.length() - 1) + ", " + subnet((int) id, (int) id, "") + "]";
        }
        members.remove(key);
        String rest = JsonWriter.compact(members);
        String whole = "{\"" + protocol.object() + "\": " + rest.substring(0, rest.length() - 1) + ", " + key() + ": "
                + text + "}}";
        try {
            var compiled = ConfigCompiler.compile(whole, "t");
            ServerConfig next = protocol == Protocol.DHCP4 ? compiled.dhcp4() : compiled.dhcp6();
            return plan.amended(Objects.requireNonNull(next));
        } catch (ConfigException e) {
            return plan;
        }
    }

    private static String dump(ServerConfig config) throws Exception {
        StringBuilder out = new StringBuilder(config.document().members().toString()).append('\n');
        for (Object subnet : config.subnets().stream().toList()) {
            write(out, config, subnet, "");
            out.append('\n');
        }
        for (Object network : config.networks().all()) {
            write(out, config, network, "");
            out.append('\n');
        }
        return out.toString();
    }

    /** Everything in records; classes by their names, because their numbers may differ. */
    private static void write(StringBuilder out, ServerConfig config, @Nullable Object value, String name)
            throws Exception {
        switch (value) {
            case null -> out.append("null");
            case Record record -> {
                out.append(record.getClass().getSimpleName()).append('(');
                for (RecordComponent each : record.getClass().getRecordComponents()) {
                    each.getAccessor().setAccessible(true);
                    out.append(each.getName()).append('=');
                    write(out, config, each.getAccessor().invoke(record), each.getName());
                    out.append(' ');
                }
                out.append(')');
            }
            case Collection<?> list -> {
                out.append('[');
                for (Object each : list) {
                    boolean number = each instanceof Integer && !name.equals("subnetIds");
                    write(
                            out,
                            config,
                            number ? config.classes().classifier().names().name((Integer) each) : each,
                            name);
                    out.append(' ');
                }
                out.append(']');
            }
            default -> {
                if (value.getClass().isArray()) {
                    for (int i = 0; i < Array.getLength(value); i++) {
                        write(out, config, Array.get(value, i), name);
                        out.append(',');
                    }
                } else {
                    String text = value.toString();
                    out.append(text.contains("@") ? value.getClass().getSimpleName() : text);
                }
            }
        }
    }
}
