package io.holdfast.store.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes of definitions, options, classes, networks and subnets, in both protocols alike. */
interface ConfigObjectContract {

    SqlConfigStore store();

    ConfigRows rows();

    private Protocol protocol() {
        return rows().protocol();
    }

    private boolean is4() {
        return protocol() == Protocol.DHCP4;
    }

    private String space() {
        return protocol().label();
    }

    private void write(Consumer<ConfigWriting> work) {
        store().write(ConfigWriteContract.NOTE, OptionalLong.empty(), state -> {
            work.accept(state);
            return true;
        });
    }

    private static Map<String, @Nullable Object> json(String text) {
        try {
            return ((JsonNode.Dict)
                            JsonReader.parse(text.replace('\'', '"'), "test").root())
                    .plain();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private StoredObject object(String text, String... tags) {
        return new StoredObject(json(text), List.of(tags));
    }

    private StoredObject find(ObjectKey key) {
        return store().read(state -> state.find(key).orElseThrow());
    }

    private List<String> servers(ObjectKey key) {
        return store().read(state -> state.servers(key).orElseThrow());
    }

    private boolean isThere(ObjectKey key) {
        return store().read(state ->
                state.find(key).isPresent() || state.servers(key).isPresent());
    }

    private List<StoredObject> list(ObjectKind kind, TagChoice choice) {
        return store().read(state -> state.list(kind, choice));
    }

    private List<String> names(ObjectKind kind, String member, TagChoice choice) {
        return list(kind, choice).stream()
                .map(each -> String.valueOf(each.members().get(member)))
                .toList();
    }

    private static void server(ConfigWriting state, String tag) {
        state.put(new ObjectKey.Server(tag), new StoredObject(Map.of("server-tag", tag, "description", ""), List.of()));
    }

    private StoredObject option(int code, String rest, String... tags) {
        return object(
                "{'code': " + code + ", 'space': '" + space() + "', 'always-send': false, 'never-send': false, " + rest
                        + "}",
                tags);
    }

    private String prefix() {
        return is4() ? "192.0.2.0/24" : "2001:db8:1::/64";
    }

    private String pool() {
        return is4() ? "192.0.2.10 - 192.0.2.99" : "2001:db8:1::10 - 2001:db8:1::99";
    }

    private IpAddress address(String end) {
        return is4() ? Ipv4Address.parse("192.0.2." + end) : Ipv6Address.parse("2001:db8:1::" + end);
    }

    /** Columns of MySQL have a sign, and Kea takes no negative number from them. */
    private long mostSeconds() {
        return rows().isMysql() ? Integer.MAX_VALUE : 0xffff_ffffL;
    }

    private int longest() {
        return rows().isMysql() ? Byte.MAX_VALUE : 128;
    }

    /** All that both protocols have for subnets and networks, and what only one has. */
    private String link() {
        String both = """
            'interface': 'eth7', 'client-classes': ['one', 'two'], 'evaluate-additional-classes': ['three'],
            'relay': {'ip-addresses': ['%1$s']}, 'renew-timer': 900, 'rebind-timer': 1800, 'calculate-tee-times': true,
            't1-percent': 0.45, 't2-percent': 0.65, 'valid-lifetime': %2$d, 'min-valid-lifetime': 3000,
            'max-valid-lifetime': %2$d, 'cache-threshold': 0.25, 'cache-max-age': 1000,
            'reservations-global': false, 'reservations-in-subnet': true, 'reservations-out-of-pool': false,
            'allocator': 'random', 'ddns-send-updates': true, 'ddns-override-no-update': true,
            'ddns-override-client-update': false, 'ddns-replace-client-name': 'when-present',
            'ddns-generated-prefix': 'été', 'ddns-qualifying-suffix': 'example.org', 'ddns-ttl-percent': 0.3,
            'ddns-ttl': 50, 'ddns-ttl-min': 40, 'ddns-ttl-max': 60, 'user-context': {'comment': 'été', 'n': [1, 2.5]},
            """.formatted(is4() ? "192.0.2.1" : "2001:db8::1", mostSeconds());
        return both + (is4() ? """
            'match-client-id': true, 'authoritative': false, 'next-server': '192.0.2.2', 'server-hostname': 'boot',
            'boot-file-name': '/file', 'offer-lifetime': 60""" : """
            'preferred-lifetime': 2000, 'min-preferred-lifetime': 1000, 'max-preferred-lifetime': 3000,
            'rapid-commit': true, 'interface-id': 'été', 'pd-allocator': 'iterative'""");
    }

    private String subnet(long id, String network) {
        String pdPools = is4()
                ? ""
                : ", 'pd-pools': [{'prefix': '2001:db8:8::', 'prefix-len': 56, 'delegated-len': 64,"
                        + " 'excluded-prefix': '2001:db8:8:0:80::', 'excluded-prefix-len': 72,"
                        + " 'client-classes': ['one'], 'user-context': {'a': 1}, 'option-data': ["
                        + json23("'csv-format': true, 'data': 'x'") + "]},"
                        + " {'prefix': '3000::', 'prefix-len': " + longest() + ", 'delegated-len': " + longest() + "}]";
        String over = is4() ? ", '4o6-interface': 'eth0', '4o6-interface-id': 'x', '4o6-subnet': '2001:db8::/64'" : "";
        return "{'id': " + id + ", 'subnet': '" + prefix() + "', " + network + link() + over
                + ", 'pools': [{'pool': '" + pool() + "', 'client-classes': ['one'],"
                + " 'evaluate-additional-classes': ['two'], 'user-context': {'b': null}, 'option-data': ["
                + json23("'csv-format': false, 'data': '0A0B'") + "]}]" + pdPools + ", 'option-data': ["
                + json23("'csv-format': false") + "]}";
    }

    private String json23(String rest) {
        return "{'code': 23, 'space': '" + space() + "', 'always-send': true, 'never-send': true, " + rest
                + ", 'client-classes': ['one', 'two'], 'user-context': {'c': 'd'}}";
    }

    private void networkAndSubnet(ConfigWriting state) {
        server(state, "alpha");
        state.put(
                new ObjectKey.Network("Floor"),
                object(
                        "{'name': 'Floor', " + link() + ", 'option-data': [" + json23("'csv-format': false") + "]}",
                        "all"));
        state.put(new ObjectKey.Subnet(7), object(subnet(7, "'shared-network-name': 'Floor', "), "alpha"));
    }

    @Test
    default void allOfANetworkAndASubnetIsKept() {
        write(this::networkAndSubnet);
        StoredObject network = find(new ObjectKey.Network("Floor"));
        StoredObject subnet = find(new ObjectKey.Subnet(7));
        assertThat(network)
                .isEqualTo(object(
                        "{'name': 'Floor', " + link() + ", 'option-data': [" + json23("'csv-format': false") + "]}",
                        "all"));
        assertThat(subnet).isEqualTo(object(subnet(7, "'shared-network-name': 'Floor', "), "alpha"));
        ConfigContent content = store().fetch("Alpha");
        assertThat(content.networks()).containsExactly(network.members());
        assertThat(content.subnets()).containsExactly(subnet.members());
        assertThat(store().fetch("beta").subnets()).isEmpty();
        assertThat(store().<Object>read(state -> state.subnetId(prefix().toUpperCase(Locale.ROOT))))
                .isEqualTo(Optional.of(7L));
    }

    /** Nothing of the former one stays, and only what is changed is noted in the audit. */
    @Test
    default void aSubnetAndANetworkTakeTheFormersPlace() {
        write(this::networkAndSubnet);
        AuditMark before = store().mark();
        write(state -> {
            server(state, "beta");
            state.put(new ObjectKey.Subnet(7), object("{'id': 7, 'subnet': '" + prefix() + "'}", "beta", "alpha"));
            state.put(new ObjectKey.Network("Floor"), object("{'name': 'Floor'}", "beta"));
        });
        assertThat(find(new ObjectKey.Subnet(7)))
                .isEqualTo(object("{'id': 7, 'subnet': '" + prefix() + "'}", "alpha", "beta"));
        assertThat(find(new ObjectKey.Network("Floor"))).isEqualTo(object("{'name': 'Floor'}", "beta"));
        assertThat(store().mark().recent()).isEqualTo(before.recent() + 3);
        rows().assertEmpty("options", "pool");
    }

    @Test
    default void aDeletedNetworkKeepsItsSubnets() {
        write(this::networkAndSubnet);
        write(state -> assertThat(state.delete(new ObjectKey.Network("Floor"))).isTrue());
        assertThat(find(new ObjectKey.Subnet(7)).members())
                .doesNotContainKey("shared-network-name")
                .containsKey("pools");
        write(state -> assertThat(state.delete(new ObjectKey.Subnet(7))).isTrue());
        assertThat(isThere(new ObjectKey.Subnet(7))).isFalse();
        assertThat(isThere(new ObjectKey.Network("Floor"))).isFalse();
        rows().assertEmpty("options", "pool", "subnet_server", "shared_network_server");
        write(state -> assertThat(state.delete(new ObjectKey.Subnet(7))).isFalse());
    }

    @Test
    default void whichServersObjectsAreForIsChosen() {
        write(state -> {
            networkAndSubnet(state);
            server(state, "beta");
            String other = is4() ? "10.0.0.0/8" : "3000::/16";
            state.put(new ObjectKey.Subnet(8), object("{'id': 8, 'subnet': '" + other + "'}", "beta"));
        });
        write(state -> state.delete(new ObjectKey.Server("beta")));
        assertThat(names(ObjectKind.SUBNET, "id", TagChoice.of("ALPHA"))).containsExactly("7");
        assertThat(names(ObjectKind.SUBNET, "id", TagChoice.of("all"))).isEmpty();
        assertThat(names(ObjectKind.SUBNET, "id", new TagChoice(List.of(), true)))
                .containsExactly("8");
        assertThat(names(ObjectKind.SUBNET, "id", new TagChoice(List.of("alpha"), true)))
                .containsExactly("7", "8");
        assertThat(names(ObjectKind.NETWORK, "name", TagChoice.of("alpha"))).containsExactly("Floor");
        assertThat(servers(new ObjectKey.Subnet(8))).isEmpty();
    }

    @Test
    default void whatDoesNotFitIsRefused() {
        write(this::networkAndSubnet);
        AuditMark mark = store().mark();
        String other = is4() ? "10.0.0.0/8" : "3000::/16";
        refused("subnet 7", new ObjectKey.Subnet(9), "{'id': 9, 'subnet': '" + prefix() + "'}", "all");
        refused(
                "'Roof'",
                new ObjectKey.Subnet(9),
                "{'id': 9, 'subnet': '" + other + "', 'shared-network-name': 'Roof'}");
        refused("'nobody'", new ObjectKey.Subnet(9), "{'id': 9, 'subnet': '" + other + "'}", "nobody");
        refused(
                "'interface' has 129",
                new ObjectKey.Network("x"),
                "{'name': 'x', 'interface': '" + "i".repeat(129) + "'}");
        refused(
                "no subnet 9",
                new ObjectKey.Option(new OptionHome.OfSubnet(9), 23, space(), List.of()),
                "{'code': 23}");
        refused(
                "no shared network Roof",
                new ObjectKey.Option(new OptionHome.OfNetwork("Roof"), 23, space(), List.of()),
                "{'code': 23}");
        refused(
                "no pool",
                new ObjectKey.Option(new OptionHome.OfPool(address("10"), address("98")), 23, space(), List.of()),
                "{'code': 23}");
        assertThat(store().mark()).isEqualTo(mark);
    }

    @Test
    default void revisionsAreInWholeSeconds() {
        for (int i = 0; i < 3; i++) {
            write(this::networkAndSubnet);
            rows().assertRevisionsInWholeSeconds();
        }
    }

    @Test
    default void numbersThatKeaCouldNotReadAreRefused() {
        ObjectKey network = new ObjectKey.Network("Floor");
        String ever = "{'name': 'Floor', 'valid-lifetime': 4294967295}";
        ObjectKey subnet = new ObjectKey.Subnet(9);
        String single = "{'id': 9, 'subnet': '3000::/16', 'pd-pools': ["
                + "{'prefix': '3000::', 'prefix-len': 128, 'delegated-len': 128}]}";
        if (!rows().isMysql()) {
            write(state -> state.put(network, object(ever, "all")));
            assertThat(find(network)).isEqualTo(object(ever, "all"));
            return;
        }
        AuditMark mark = store().mark();
        refused("'valid-lifetime' is 4294967295, but the table has room for 2147483647 at most", network, ever, "all");
        if (!is4()) {
            refused("is 128, but the table has room for 127 at most", subnet, single, "all");
        }
        assertThat(store().mark()).isEqualTo(mark);
    }

    private void refused(String why, ObjectKey key, String text, String... tags) {
        assertThatThrownBy(() -> write(state -> state.put(key, object(text, tags))))
                .isInstanceOf(StoredConflict.class)
                .hasMessageContaining(why);
    }

    @Test
    default void definitionsAreEachForOneServer() {
        String all = "{'name': 'food', 'code': 222, 'space': '%s', 'type': 'record', 'array': false,"
                + " 'record-types': 'uint16, fqdn', 'encapsulate': 'bar', 'user-context': {'a': 'b'}}";
        String own = "{'name': 'drink', 'code': 222, 'space': '%s', 'type': 'string', 'array': true}";
        write(state -> {
            server(state, "alpha");
            state.put(definition("all"), object(all.formatted(space()), "all"));
            state.put(definition("alpha"), object(own.formatted(space()), "alpha"));
        });
        assertThat(find(definition("all"))).isEqualTo(object(all.formatted(space()), "all"));
        assertThat(list(ObjectKind.DEFINITION, TagChoice.of("Alpha")))
                .containsExactly(object(own.formatted(space()), "alpha"));
        assertThat(store().fetch("alpha").optionDefinitions()).containsExactly(json(own.formatted(space())));
        assertThat(store().fetch("all").optionDefinitions()).containsExactly(json(all.formatted(space())));
        AuditMark before = store().mark();
        write(state -> state.put(definition("all"), object(own.formatted(space()), "all")));
        assertThat(find(definition("all"))).isEqualTo(object(own.formatted(space()), "all"));
        write(state -> assertThat(state.delete(definition("ALL"))).isTrue());
        assertThat(store().mark().recent()).isEqualTo(before.recent() + 2);
        assertThat(isThere(definition("all"))).isFalse();
        assertThat(isThere(definition("nobody"))).isFalse();
    }

    private ObjectKey definition(String tag) {
        return new ObjectKey.Definition(tag, 222, space());
    }

    @Test
    default void globalOptionsAreTheSameForTheirServerAndClasses() {
        ObjectKey plain = new ObjectKey.Option(new OptionHome.OfServer("all"), 23, space(), List.of());
        ObjectKey own = new ObjectKey.Option(new OptionHome.OfServer("alpha"), 23, space(), List.of());
        ObjectKey classes = new ObjectKey.Option(new OptionHome.OfServer("all"), 23, space(), List.of("one"));
        AuditMark before = store().mark();
        write(state -> {
            server(state, "alpha");
            state.put(plain, option(23, "'csv-format': true, 'data': 'a'", "all"));
            state.put(own, option(23, "'csv-format': true, 'data': 'b'", "alpha"));
            state.put(classes, option(23, "'csv-format': true, 'data': 'c', 'client-classes': ['one']", "all"));
            state.put(plain, option(23, "'csv-format': false, 'data': 'FF00'", "all"));
        });
        assertThat(store().mark().recent()).isEqualTo(before.recent() + 5);
        assertThat(find(plain)).isEqualTo(option(23, "'csv-format': false, 'data': 'FF00'", "all"));
        assertThat(list(ObjectKind.OPTION, TagChoice.of("alpha")))
                .containsExactlyInAnyOrder(
                        option(23, "'csv-format': true, 'data': 'b'", "alpha"),
                        option(23, "'csv-format': true, 'data': 'c', 'client-classes': ['one']", "all"));
        write(state -> assertThat(state.delete(classes)).isTrue());
        assertThat(isThere(classes)).isFalse();
        assertThat(isThere(plain)).isTrue();
        assertThat(store().mark().recent()).isEqualTo(before.recent() + 6);
    }

    /** As a change of the subnet or network, once for each. */
    @Test
    default void optionsInsideAreChangedAlone() {
        write(state -> {
            networkAndSubnet(state);
            state.put(new ObjectKey.Network("Roof"), object("{'name': 'Roof'}", "all"));
        });
        AuditMark before = store().mark();
        OptionHome pool = new OptionHome.OfPool(address("10"), address("99"));
        List<OptionHome> homes = is4()
                ? List.of(new OptionHome.OfSubnet(7), new OptionHome.OfNetwork("Roof"), pool)
                : List.of(
                        new OptionHome.OfSubnet(7),
                        new OptionHome.OfNetwork("Roof"),
                        pool,
                        new OptionHome.OfPdPool(Ipv6Address.parse("3000::"), longest()));
        StoredObject option = option(24, "'csv-format': true, 'data': 'x'");
        for (OptionHome home : homes) {
            ObjectKey key = new ObjectKey.Option(home, 24, space(), List.of());
            assertThat(store().<Object>read(state -> state.find(key))).isEqualTo(Optional.empty());
            write(state -> state.put(key, option));
            assertThat(find(key)).isEqualTo(option);
            assertThat(servers(key)).containsExactly(home instanceof OptionHome.OfNetwork ? "all" : "alpha");
        }
        assertThat(store().mark().recent()).isEqualTo(before.recent() + homes.size());
        for (OptionHome home : homes) {
            ObjectKey key = new ObjectKey.Option(home, 24, space(), List.of());
            StoredObject next = option(24, "'csv-format': false, 'data': '01'");
            write(state -> state.put(key, next));
            assertThat(find(key)).isEqualTo(next);
            write(state -> assertThat(state.delete(key)).isTrue());
            write(state -> assertThat(state.delete(key)).isFalse());
        }
        assertThat(find(new ObjectKey.Subnet(7)))
                .isEqualTo(object(subnet(7, "'shared-network-name': 'Floor', "), "alpha"));
    }

    private StoredObject clientClass(String name, String rest) {
        return object("{'name': '" + name + "', 'only-in-additional-list': false" + rest + "}", "all");
    }

    @Test
    default void classesKeepAllAndStandInTheirOrder() {
        String own = is4()
                ? ", 'next-server': '192.0.2.9', 'server-hostname': 'h', 'boot-file-name': 'f', 'offer-lifetime': 5,"
                        + " 'option-def': [{'name': 'food', 'code': 224, 'space': 'dhcp4', 'type': 'string',"
                        + " 'array': false}]"
                : ", 'preferred-lifetime': 5, 'min-preferred-lifetime': 4, 'max-preferred-lifetime': 6";
        String all = ", 'test': \"member('first')\", 'valid-lifetime': 10, 'min-valid-lifetime': 5,"
                + " 'max-valid-lifetime': 20, 'user-context': {'a': 'b'}, 'option-data': ["
                + json23("'csv-format': true, 'data': 'x'") + "]" + own;
        write(state -> {
            state.putClass(clientClass("first", ""), null, List.of());
            state.putClass(clientClass("last", ""), null, List.of());
            state.putClass(classObject("middle", all), "first", List.of("first", "KNOWN"));
        });
        assertThat(find(new ObjectKey.ClientClass("middle"))).isEqualTo(classObject("middle", all));
        assertThat(names(ObjectKind.CLIENT_CLASS, "name", TagChoice.of("all")))
                .containsExactly("first", "middle", "last");
        assertThat(store().fetch("x").classes())
                .containsExactlyElementsOf(list(ObjectKind.CLIENT_CLASS, TagChoice.of("all")).stream()
                        .map(StoredObject::members)
                        .toList());
        write(state -> state.putClass(clientClass("middle", ""), null, List.of("KNOWN")));
        assertThat(find(new ObjectKey.ClientClass("middle"))).isEqualTo(clientClass("middle", ""));
        assertThat(names(ObjectKind.CLIENT_CLASS, "name", TagChoice.of("all")))
                .containsExactly("first", "middle", "last");
        rows().assertEmpty("options", "option_def", "client_class_dependency");
        write(state -> state.putClass(clientClass("first", ""), "last", List.of()));
        assertThat(names(ObjectKind.CLIENT_CLASS, "name", TagChoice.of("all")))
                .containsExactly("middle", "last", "first");
    }

    /** The test has quotes of its own. */
    private StoredObject classObject(String name, String rest) {
        String text = "{'name': '" + name + "', 'only-in-additional-list': false" + rest + "}";
        Map<String, @Nullable Object> members = json(text.replace("\"member('first')\"", "'TEST'"));
        members.put("test", "member('first')");
        return new StoredObject(members, List.of("all"));
    }

    @Test
    default void classesThatOthersNeedStay() {
        write(state -> {
            server(state, "alpha");
            state.putClass(clientClass("first", ""), null, List.of());
            state.putClass(clientClass("second", ""), null, List.of("first", "first"));
        });
        assertThatThrownBy(() -> write(state -> state.delete(new ObjectKey.ClientClass("first"))))
                .isInstanceOf(StoredConflict.class)
                .hasMessageContaining("'first' is needed by second");
        assertThatThrownBy(() -> write(state -> state.putClass(clientClass("third", ""), null, List.of("fourth"))))
                .isInstanceOf(StoredConflict.class)
                .hasMessageContaining("'third' needs class 'fourth'");
        assertThatThrownBy(() -> write(state -> state.putClass(clientClass("third", ""), "fourth", List.of())))
                .isInstanceOf(StoredConflict.class)
                .hasMessageContaining("behind 'fourth'");
        assertThatThrownBy(() -> write(state -> state.putClass(clientClass("first", ""), "second", List.of())))
                .isInstanceOf(StoredConflict.class)
                .hasMessageContaining("refuses it");
        assertThatThrownBy(() -> write(state -> state.putClass(clientClass("first", ""), null, List.of("UNKNOWN"))))
                .isInstanceOf(StoredConflict.class)
                .hasMessageContaining("KNOWN");
        write(state -> {
            assertThat(state.delete(new ObjectKey.ClientClass("second"))).isTrue();
            assertThat(state.delete(new ObjectKey.ClientClass("first"))).isTrue();
            assertThat(state.delete(new ObjectKey.ClientClass("first"))).isFalse();
            state.putClass(new StoredObject(json("{'name': 'own'}"), List.of("alpha")), null, List.of());
        });
        write(state -> state.delete(new ObjectKey.Server("alpha")));
        assertThat(names(ObjectKind.CLIENT_CLASS, "name", new TagChoice(List.of(), true)))
                .containsExactly("own");
    }
}
