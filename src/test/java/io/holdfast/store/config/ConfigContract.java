package io.holdfast.store.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.store.StoreFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What both protocols have alike. */
interface ConfigContract extends ConfigWriteContract, ConfigObjectContract, ConfigUpdateContract {

    ConfigRows rows();

    @Override
    SqlConfigStore store();

    /** Of the protocol. */
    String prefix(int number);

    /** First and last address of a pool in it. */
    String[] pool(int number);

    @BeforeEach
    default void empty() {
        rows().empty();
    }

    static @Nullable Object json(String text) {
        try {
            return JsonReader.parse(text, "expected").root().plain();
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private String space() {
        return rows().protocol().label();
    }

    private static List<@Nullable Object> each(List<Map<String, @Nullable Object>> objects, String keyword) {
        return objects.stream().<@Nullable Object>map(o -> o.get(keyword)).toList();
    }

    @Test
    default void anEmptyDatabaseHasNothing() {
        ConfigContent content = store().fetch("a");
        assertThat(content.isEmpty()).isTrue();
        assertThat(content.revision()).isZero();
        assertThat(store().mark().revision()).isZero();
    }

    private String parameter(long id, String name, String value, int type) {
        return rows().insert(
                        "global_parameter",
                        "id",
                        Long.toString(id),
                        "name",
                        "'" + name + "'",
                        "value",
                        "'" + value + "'",
                        "parameter_type",
                        Integer.toString(type));
    }

    @Test
    default void parametersHaveTheirTypes() {
        rows().write(
                        parameter(1, "valid-lifetime", "4294967295", 0),
                        parameter(2, "t1-percent", "0.45", 1),
                        parameter(3, "calculate-tee-times", "1", 2),
                        parameter(4, "match-client-id", "0", 2),
                        parameter(5, "ddns-qualifying-suffix", "example.org", 4),
                        parameter(6, "expired-leases-processing.hold-reclaimed-time", "1800", 0));
        for (int id = 1; id <= 6; id++) {
            rows().write(rows().assign("global_parameter", id, "all"));
        }
        assertThat(store().fetch("a").globals()).isEqualTo(json("""
                { "valid-lifetime": 4294967295, "t1-percent": 0.45, "calculate-tee-times": true,
                  "match-client-id": false, "ddns-qualifying-suffix": "example.org",
                  "expired-leases-processing.hold-reclaimed-time": 1800 }"""));
    }

    /** In whatever order they were written, and in whatever case the tag. */
    @Test
    default void ofTwoParametersTheServersOwnCounts() {
        rows().servers("a", "B");
        rows().write(
                        parameter(1, "renew-timer", "1", 0),
                        parameter(2, "renew-timer", "2", 0),
                        parameter(3, "rebind-timer", "3", 0),
                        parameter(4, "rebind-timer", "4", 0),
                        parameter(5, "valid-lifetime", "5", 0),
                        parameter(6, "decline-probation-period", "6", 0),
                        rows().assign("global_parameter", 1, "all"),
                        rows().assign("global_parameter", 2, "a"),
                        rows().assign("global_parameter", 3, "a"),
                        rows().assign("global_parameter", 4, "all"),
                        rows().assign("global_parameter", 5, "B"),
                        rows().assign("global_parameter", 5, "all"));
        assertThat(store().fetch("A").globals())
                .isEqualTo(Map.of("renew-timer", 2L, "rebind-timer", 3L, "valid-lifetime", 5L));
        assertThat(store().fetch("b").globals())
                .isEqualTo(Map.of("renew-timer", 1L, "rebind-timer", 4L, "valid-lifetime", 5L));
        assertThat(store().fetch("all").globals())
                .isEqualTo(Map.of("renew-timer", 1L, "rebind-timer", 4L, "valid-lifetime", 5L));
        assertThat(store().fetch("unknown").globals())
                .isEqualTo(store().fetch("all").globals());
    }

    private String definition(long id, int code, String name, int type, String... more) {
        String[] head = {
            "id", Long.toString(id),
            "code", Integer.toString(code),
            "name", "'" + name + "'",
            "space", "'" + space() + "'",
            "type", Integer.toString(type)
        };
        String[] all = Arrays.copyOf(head, head.length + more.length);
        System.arraycopy(more, 0, all, head.length, more.length);
        return rows().insert("option_def", all);
    }

    @Test
    default void definitionsAreReadWithAllTheirColumns() {
        rows().servers("a");
        rows().write(
                        definition(1, 224, "plain", 14, "is_array", "false", "encapsulate", "''"),
                        definition(
                                2,
                                225,
                                "record",
                                254,
                                "is_array",
                                "true",
                                "encapsulate",
                                "'ignored'",
                                "record_types",
                                "'[ 6, 10, 16 ]'",
                                "user_context",
                                "'{ \"why\": [ 1, 2 ] }'"),
                        definition(3, 226, "space", 0, "is_array", "false", "encapsulate", "'inner'"),
                        definition(4, 224, "own", 8, "is_array", "false", "encapsulate", "''"),
                        definition(5, 227, "nobodys", 8, "is_array", "false", "encapsulate", "''"),
                        rows().assign("option_def", 1, "all"),
                        rows().assign("option_def", 2, "all"),
                        rows().assign("option_def", 3, "a"),
                        rows().assign("option_def", 4, "a"));
        assertThat(store().fetch("all").optionDefinitions()).isEqualTo(json("""
                [ { "name": "plain", "code": 224, "space": "%1$s", "type": "string", "array": false },
                  { "name": "record", "code": 225, "space": "%1$s", "type": "record", "array": true,
                    "record-types": "uint8, ipv4-address, fqdn", "user-context": { "why": [ 1, 2 ] } } ]""".formatted(space())));
        assertThat(store().fetch("a").optionDefinitions())
                .contains(map("""
                    { "name": "space", "code": 226, "space": "%s", "type": "empty", "array": false,
                      "encapsulate": "inner" }""".formatted(space())))
                .extracting(d -> d.get("name"))
                .containsExactlyInAnyOrder("own", "record", "space");
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> map(String json) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(json(json));
    }

    @Test
    default void globalOptionsAreReadWithAllTheirColumns() {
        rows().servers("a");
        rows().write(
                        rows().option(
                                        1,
                                        0,
                                        "code",
                                        "23",
                                        "space",
                                        "'" + space() + "'",
                                        "formatted_value",
                                        "'64'",
                                        "persistent",
                                        "true",
                                        "user_context",
                                        "'{ \"comment\": \"hops\" }'"),
                        rows().option(2, 0, "code", "222", "value", rows().bytes("00ff0a"), "cancelled", "true"),
                        rows().option(3, 0, "code", "223", "space", "'inner'"),
                        rows().insert(
                                        "options",
                                        "option_id",
                                        "4",
                                        "scope_id",
                                        "0",
                                        "code",
                                        "23",
                                        "formatted_value",
                                        "'65'",
                                        "client_classes",
                                        "'[ \"vip\", \"gold\" ]'"),
                        rows().option(5, 0, "code", "23", "formatted_value", "'66'"),
                        rows().option(6, 0, "code", "24", "formatted_value", "'67'"),
                        rows().assign("options", 1, "all"),
                        rows().assign("options", 2, "all"),
                        rows().assign("options", 3, "all"),
                        rows().assign("options", 4, "all"),
                        rows().assign("options", 5, "a"));
        assertThat(store().fetch("all").options()).isEqualTo(json("""
                [ { "code": 23, "space": "%1$s", "csv-format": true, "data": "64", "always-send": true,
                    "never-send": false, "user-context": { "comment": "hops" } },
                  { "code": 222, "space": "%1$s", "csv-format": false, "data": "00FF0A", "always-send": false,
                    "never-send": true },
                  { "code": 223, "space": "inner", "csv-format": false, "always-send": false, "never-send": false },
                  { "code": 23, "space": "%1$s", "csv-format": true, "data": "65", "always-send": false,
                    "never-send": false, "client-classes": [ "vip", "gold" ] } ]""".formatted(space())));
        assertThat(each(store().fetch("a").options(), "data")).containsExactlyInAnyOrder("66", "00FF0A", null, "65");
    }

    private String named(String table, long id, String name) {
        return rows().insert(table, "id", Long.toString(id), "name", "'" + name + "'");
    }

    @Test
    default void classesAreReadInTheirOrderWithWhatIsInThem() {
        rows().servers("a", "b");
        rows().write(
                        named("client_class", 1, "last"),
                        named("client_class", 2, "first"),
                        named("client_class", 3, "others"),
                        named("client_class", 4, "nobodys"),
                        "update " + rows().table("client_class_order") + " set order_index = 0 where class_id = 2",
                        rows().insert(
                                        "client_class",
                                        "id",
                                        "5",
                                        "name",
                                        "'second'",
                                        "follow_class_name",
                                        "'first'",
                                        "test",
                                        "'member(''first'')'",
                                        "only_in_additional_list",
                                        "true",
                                        "user_context",
                                        "'{ \"n\": 1 }'"),
                        rows().assign("client_class", 1, "a"),
                        rows().assign("client_class", 2, "all"),
                        rows().assign("client_class", 3, "b"),
                        rows().assign("client_class", 5, "a"),
                        "insert into " + rows().table("client_class_dependency") + " values (5, 2)",
                        definition(6, 224, "of-class", 6, "is_array", "false", "encapsulate", "''", "class_id", "5"),
                        rows().option(7, 2, "code", "23", "formatted_value", "'1'", "dhcp_client_class", "'second'"),
                        rows().option(8, 2, "code", "24", "formatted_value", "'2'", "dhcp_client_class", "'others'"));
        ConfigContent content = store().fetch("a");
        assertThat(each(content.classes(), "name")).containsExactly("first", "second", "last");
        assertThat(content.classes().get(1)).isEqualTo(json("""
                { "name": "second", "test": "member('first')", "only-in-additional-list": true,
                  "user-context": { "n": 1 },
                  "option-def": [ { "name": "of-class", "code": 224, "space": "%1$s", "type": "uint8", "array": false } ],
                  "option-data": [ { "code": 23, "space": "%1$s", "csv-format": true, "data": "1",
                                     "always-send": false, "never-send": false } ] }""".formatted(space())));
        assertThat(content.optionDefinitions()).isEmpty();
        assertThat(content.options()).isEmpty();
        assertThat(each(store().fetch("b").classes(), "name")).containsExactly("first", "others");
    }

    @Test
    default void onlyWhatIsGivenIsThere() {
        rows().write(rows().subnet(7, prefix(7)));
        rows().write(
                        named("shared_network", 1, "frog"),
                        named("client_class", 1, "vip"),
                        rows().assign("shared_network", 1, "all"),
                        rows().assign("client_class", 1, "all"));
        ConfigContent content = store().fetch("a");
        assertThat(content.subnets()).isEqualTo(List.of(Map.of("id", 7L, "subnet", prefix(7))));
        assertThat(content.networks()).isEqualTo(List.of(Map.of("name", "frog")));
        assertThat(content.classes()).isEqualTo(List.of(Map.of("name", "vip", "only-in-additional-list", false)));
    }

    @Test
    default void everyServerHasItsShare() {
        rows().servers("a", "b");
        for (int i = 1; i <= 4; i++) {
            rows().write(
                            named("shared_network", i, "network-" + i),
                            rows().insert("subnet", "subnet_id", "" + i, "subnet_prefix", "'" + prefix(i) + "'"),
                            rows().option(
                                            i,
                                            1,
                                            "code",
                                            "23",
                                            "formatted_value",
                                            "'" + i + "'",
                                            rows().subnetColumn(),
                                            "" + i),
                            rows().option(
                                            10 + i,
                                            4,
                                            "code",
                                            "23",
                                            "formatted_value",
                                            "'" + i + "'",
                                            "shared_network_name",
                                            "'network-" + i + "'"));
        }
        for (String table : List.of("subnet", "shared_network")) {
            rows().write(
                            rows().assign(table, 1, "a"),
                            rows().assign(table, 2, "b"),
                            rows().assign(table, 3, "all"),
                            rows().assign(table, 3, "a"));
        }
        assertThat(each(store().fetch("a").subnets(), "id")).containsExactly(1L, 3L);
        assertThat(each(store().fetch("B").subnets(), "id")).containsExactly(2L, 3L);
        assertThat(each(store().fetch("all").subnets(), "id")).containsExactly(3L);
        assertThat(each(store().fetch("a").networks(), "name")).containsExactly("network-1", "network-3");
        assertThat(each(store().fetch("all").networks(), "name")).containsExactly("network-3");
    }

    @Test
    default void reservationsOptionsAreNotOurs() {
        rows().write(rows().subnet(1, prefix(1)));
        rows().database()
                .execute(
                        "delete from hosts",
                        "insert into hosts (host_id, dhcp_identifier, dhcp_identifier_type) values (1, "
                                + rows().bytes("aa") + ", 0)",
                        rows().option(
                                        1,
                                        3,
                                        "code",
                                        "23",
                                        "formatted_value",
                                        "'1'",
                                        rows().subnetColumn(),
                                        "1",
                                        "host_id",
                                        "1"));
        assertThat(store().fetch("a").subnets()).isEqualTo(List.of(Map.of("id", 1L, "subnet", prefix(1))));
        assertThat(store().fetch("a").options()).isEmpty();
    }

    @Test
    default void boundsWithoutALifetimeMeanNothing() {
        rows().write(rows().subnet(1, prefix(1), "min_valid_lifetime", "10", "max_valid_lifetime", "20"));
        rows().write(rows().subnet(2, prefix(2), "valid_lifetime", "15", "max_valid_lifetime", "20"));
        assertThat(store().fetch("a").subnets().getFirst()).containsOnlyKeys("id", "subnet");
        assertThat(store().fetch("a").subnets().getLast())
                .containsEntry("valid-lifetime", 15L)
                .containsEntry("max-valid-lifetime", 20L)
                .doesNotContainKey("min-valid-lifetime");
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> store().fetch("a"))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining(rows().database().settings().name())
                .hasMessageContainingAll(words);
    }

    @Test
    default void whatCannotBeUnderstoodIsNamed() {
        rows().write(rows().subnet(12, prefix(12), "relay", "'[ \"192.0.2.1\"'"));
        refused(rows().table("subnet") + ", row 12, column relay is no JSON: ", "1:");
        rows().write("update " + rows().table("subnet") + " set relay = '{ }'");
        refused("row 12, column relay must be a list, not a map");
        rows().write("update " + rows().table("subnet") + " set relay = null, client_classes = '[ 1 ]'");
        refused("row 12, column client_classes must be a list of text, but holds an integer");
        rows().write("update " + rows().table("subnet") + " set client_classes = null, user_context = '[ ]'");
        refused("row 12, column user_context must be a map, not a list");
        rows().write("update " + rows().table("subnet") + " set user_context = null");
        assertThat(store().fetch("a").subnets()).hasSize(1);
    }

    @Test
    default void parametersThatCannotBeUnderstoodAreNamed() {
        rows().write(parameter(3, "valid-lifetime", "soon", 0), rows().assign("global_parameter", 3, "all"));
        refused(rows().table("global_parameter") + ", row 3, column value is no integer: 'soon'");
        rows().write("update " + rows().table("global_parameter") + " set parameter_type = 1, value = 'NaN'");
        refused("row 3, column value is no real number: 'NaN'");
        rows().write("update " + rows().table("global_parameter") + " set value = '1e999'");
        refused("row 3, column value is no real number: '1e999'");
        rows().write("update " + rows().table("global_parameter") + " set parameter_type = 2, value = 'true'");
        refused("row 3, column value is no boolean, which is 0 or 1: 'true'");
        rows().database().execute("insert into parameter_data_type values (9, 'nothing')");
        try {
            rows().write("update " + rows().table("global_parameter") + " set parameter_type = 9");
            refused("row 3, column parameter_type holds 9, which is no type of a parameter");
        } finally {
            rows().empty();
            rows().database().execute("delete from parameter_data_type where id = 9");
        }
    }

    @Test
    default void definitionsThatCannotBeUnderstoodAreNamed() {
        rows().write(
                        definition(
                                4, 224, "d", 254, "is_array", "false", "encapsulate", "''", "record_types", "'[ 99 ]'"),
                        rows().assign("option_def", 4, "all"));
        refused(rows().table("option_def") + ", row 4, column record_types holds 99, which is no type of option data");
        rows().write("update " + rows().table("option_def") + " set record_types = '[ \"string\" ]'");
        refused("row 4, column record_types must be a list of integers, but holds text");
    }

    /** Nor does it harm when it is of nobody. */
    @Test
    default void whatOthersCannotUnderstandHarmsNobody() {
        rows().servers("a", "b");
        rows().write(
                        rows().insert(
                                        "subnet",
                                        "subnet_id",
                                        "1",
                                        "subnet_prefix",
                                        "'" + prefix(1) + "'",
                                        "relay",
                                        "'?'"),
                        rows().assign("subnet", 1, "b"),
                        rows().option(1, 1, "code", "23", "user_context", "'?'", rows().subnetColumn(), "1"),
                        rows().option(2, 0, "code", "23", "user_context", "'?'"));
        assertThat(store().fetch("a").isEmpty()).isTrue();
    }

    @Test
    default void eachChangeIsNews() {
        rows().servers("a");
        AuditMark before = store().mark();
        rows().writeFor("a", parameter(6, "renew-timer", "1", 0));
        AuditMark after = store().mark();
        assertThat(after.revision()).isGreaterThan(before.revision());
        assertThat(store().fetch("a").mark()).isEqualTo(after);
    }

    /** A number is given before its transaction ends: what ends later than one with a higher number is news, too. */
    @Test
    default void aLowerNumberThatComesLaterIsSeen() {
        rows().write(rows().subnet(5, prefix(5)));
        long lower = store().mark().revision();
        rows().write(rows().subnet(6, prefix(6)));
        ConfigContent before = store().fetch("a");
        assertThat(store().mark()).isEqualTo(before.mark());
        String audit = rows().table("audit");
        rows().database().execute("delete from " + audit + " where id = " + lower);
        AuditMark without = store().mark();
        rows().database()
                .execute("insert into " + audit
                        + " (id, object_type, object_id, modification_type, revision_id) select " + lower
                        + ", object_type, object_id, modification_type, revision_id from " + audit + " where id = "
                        + before.revision());
        assertThat(store().mark()).isNotEqualTo(without).isEqualTo(before.mark());
        assertThat(without.revision()).isEqualTo(before.revision());
    }

    /** What is changed while it is read is there whole or not at all, and the connection serves on. */
    @Test
    default void readingIsOneSnapshot() throws Exception {
        rows().servers("a");
        rows().write(
                        named("shared_network", 1, "network"),
                        rows().assign("shared_network", 1, "all"),
                        named("client_class", 1, "class"),
                        rows().assign("client_class", 1, "all"));
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 1; !done.get(); i++) {
                rows().together(
                                "update " + rows().table("shared_network") + " set renew_timer = " + i,
                                "update " + rows().table("client_class") + " set valid_lifetime = " + i);
            }
        });
        try {
            long reads = 0;
            for (Object last = null; reads < 30; ) {
                ConfigContent content = store().fetch("a");
                Object timer = content.networks().getFirst().get("renew-timer");
                assertThat(content.classes().getFirst().get("valid-lifetime")).isEqualTo(timer);
                if (!Objects.equals(timer, last)) {
                    reads++;
                    last = timer;
                }
                assertThat(writer.isAlive()).isTrue();
            }
        } finally {
            done.set(true);
            writer.join();
        }
    }

    /** A first fetch of so many has ten seconds. */
    @Test
    @Tag("slow")
    default void tenThousandSubnetsAreReadAtOnce() {
        int subnets = 10_000;
        rows().fill(subnets, this::prefix, this::pool);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long began = System.nanoTime();
            ConfigContent content = store().fetch("a");
            millis.add((System.nanoTime() - began) / 1_000_000);
            assertThat(content.subnets()).hasSize(subnets);
            assertThat(content.subnets()).allSatisfy(s -> {
                assertThat((List<?>) s.get("option-data")).hasSize(2);
                assertThat((List<?>) s.get("pools"))
                        .singleElement()
                        .satisfies(pool -> assertThat(
                                        (List<?>) ((Map<?, ?>) Objects.requireNonNull(pool)).get("option-data"))
                                .hasSize(1));
            });
        }
        System.out.println(rows().database().settings().type() + " " + rows().protocol() + ": " + subnets
                + " subnets with a pool and 3 options each, read in ms: " + millis);
        assertThat(millis.getFirst()).isLessThan(10_000);
    }
}
