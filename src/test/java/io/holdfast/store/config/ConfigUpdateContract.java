package io.holdfast.store.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Protocol;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.config.stored.StoredObject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is fetched after changes is what would be fetched without knowing what was there before. */
interface ConfigUpdateContract {

    List<String> TAGS = List.of("all", "alpha", "beta");

    SqlConfigStore store();

    ConfigRows rows();

    private void write(Consumer<ConfigWriting> work) {
        store().write(ConfigWriteContract.NOTE, OptionalLong.empty(), state -> {
            work.accept(state);
            return true;
        });
    }

    private static StoredObject object(List<String> tags, @Nullable Object... pairs) {
        Map<String, @Nullable Object> members = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            members.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return new StoredObject(members, tags);
    }

    private static void server(ConfigWriting state, String tag) {
        state.put(new ObjectKey.Server(tag), object(List.of(), "server-tag", tag, "description", ""));
    }

    private String prefix(long id) {
        return rows().protocol() == Protocol.DHCP4 ? "10." + id + ".0.0/16" : "2001:db8:" + id + "::/64";
    }

    private String pool(long id) {
        return rows().protocol() == Protocol.DHCP4
                ? "10." + id + ".0.1 - 10." + id + ".0.9"
                : "2001:db8:" + id + "::1 - 2001:db8:" + id + "::9";
    }

    private ConfigContent assertUpdated(ConfigContent former) {
        ConfigContent next = store().fetch("Alpha", former);
        assertThat(next).isEqualTo(store().fetch("alpha"));
        for (Map<String, @Nullable Object> subnet : next.subnets()) {
            former.subnets().stream()
                    .filter(old -> old.equals(subnet))
                    .forEach(old -> assertThat(subnet).isSameAs(old));
        }
        return next;
    }

    @Test
    default void anyChangesAreFetched() {
        write(state -> {
            server(state, "alpha");
            server(state, "beta");
        });
        Random random = new Random(20261127);
        ConfigContent content = store().fetch("alpha");
        for (int i = 0; i < 60; i++) {
            int changes = 1 + random.nextInt(3);
            write(state -> {
                for (int j = 0; j < changes; j++) {
                    change(state, random);
                }
            });
            content = assertUpdated(content);
        }
        write(state -> state.delete(new ObjectKey.Server("alpha")));
        assertUpdated(content);
    }

    private void change(ConfigWriting state, Random random) {
        long id = 1 + random.nextInt(6);
        List<String> tags = List.of(TAGS.get(random.nextInt(3)));
        long number = random.nextInt(1000);
        String space = rows().protocol().label();
        String network = "n" + random.nextInt(2);
        switch (random.nextInt(12)) {
            case 0 -> state.delete(new ObjectKey.Subnet(id));
            case 1 -> state.delete(new ObjectKey.Network(network));
            case 2 -> state.delete(new ObjectKey.Global(tags.getFirst(), "valid-lifetime"));
            case 3 ->
                state.put(
                        new ObjectKey.Global(tags.getFirst(), "valid-lifetime"),
                        object(tags, "name", "valid-lifetime", "value", number));
            case 4 ->
                state.put(
                        new ObjectKey.Definition(tags.getFirst(), 222, space),
                        object(tags, "code", 222L, "space", space, "name", "n" + number, "type", "string"));
            case 5 ->
                state.put(
                        new ObjectKey.Option(new OptionHome.OfServer(tags.getFirst()), 23, space, List.of()),
                        object(tags, "code", 23L, "space", space, "csv-format", true, "data", "d" + number));
            case 6 -> state.putClass(object(tags, "name", "c" + id, "valid-lifetime", number), null, List.of());
            case 7 -> state.delete(new ObjectKey.ClientClass("c" + id));
            case 8 -> state.put(new ObjectKey.Network(network), object(tags, "name", network, "renew-timer", number));
            case 9 -> {
                if (state.find(new ObjectKey.Subnet(id)).isPresent()) {
                    state.put(
                            new ObjectKey.Option(new OptionHome.OfSubnet(id), 24, space, List.of()),
                            object(List.of(), "code", 24L, "space", space, "csv-format", true, "data", "d" + number));
                }
            }
            default -> {
                boolean in = random.nextBoolean()
                        && state.find(new ObjectKey.Network(network)).isPresent();
                state.put(
                        new ObjectKey.Subnet(id),
                        object(
                                tags,
                                "id",
                                id,
                                "subnet",
                                prefix(id),
                                "renew-timer",
                                number,
                                "shared-network-name",
                                in ? network : null,
                                "pools",
                                List.of(Map.of("pool", pool(id)))));
            }
        }
    }

    /** One of two transactions that overlap has the lower numbers and ends last. */
    @Test
    default void whatComesLateIsFetched() throws Exception {
        write(state -> state.put(new ObjectKey.Subnet(1), object(List.of("all"), "id", 1L, "subnet", prefix(1))));
        String call = rows().revision("all", false);
        try (Connection late = rows().database().connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute(call);
            statement.execute("update " + rows().table("subnet") + " set renew_timer = 5");
            rows().write(rows().insert(
                            "global_parameter", "name", "'renew-timer'", "value", "'1'", "parameter_type", "0"));
            ConfigContent content = store().fetch("alpha");
            assertThat(content.subnets().getFirst()).doesNotContainKey("renew-timer");
            late.commit();
            assertThat(assertUpdated(content).subnets().getFirst()).containsEntry("renew-timer", 5L);
        }
    }

    /** Else they would have to be looked at again with it: the audit would not name them. */
    @Test
    default void aNetworkWithSubnetsKeepsItsName() {
        write(state -> {
            state.put(new ObjectKey.Network("floor"), object(List.of("all"), "name", "floor"));
            state.put(
                    new ObjectKey.Subnet(1),
                    object(List.of("all"), "id", 1L, "subnet", prefix(1), "shared-network-name", "floor"));
        });
        assertThatThrownBy(() -> rows().write("update " + rows().table("shared_network") + " set name = 'FLOOR'"))
                .hasStackTraceContaining("foreign key");
    }

    /** As after a restore, or a failover that lost the last change: the numbers are given again. */
    @Test
    default void anotherHistoryIsFetchedWhole() {
        write(state -> state.put(new ObjectKey.Subnet(1), object(List.of("all"), "id", 1L, "subnet", prefix(1))));
        write(state -> state.put(new ObjectKey.Subnet(2), object(List.of("all"), "id", 2L, "subnet", prefix(2))));
        ConfigContent content = store().fetch("alpha");
        AuditMark mark = content.mark();
        ConfigContent elsewhere = new ConfigContent(
                new AuditMark(mark.revision(), mark.recent(), mark.at() - 10),
                content.globals(),
                content.optionDefinitions(),
                content.options(),
                content.classes(),
                content.networks(),
                List.of());
        assertThat(store().mark()).isNotEqualTo(elsewhere.mark());
        write(state -> state.put(
                new ObjectKey.Global("all", "renew-timer"),
                object(List.of("all"), "name", "renew-timer", "value", 5L)));
        assertThat(assertUpdated(elsewhere).subnets()).hasSize(2);
    }
}
