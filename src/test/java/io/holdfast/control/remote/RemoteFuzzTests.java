package io.holdfast.control.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the arguments are, the answer is one, and no command fails at them. */
class RemoteFuzzTests {

    private static final int ROUNDS = 150;

    /**
     * Good ones; {@code #} is the protocol's digit, {@code $} a prefix of it, {@code @} a pool in that,
     * {@code ~} a test.
     */
    private static final List<String> REQUESTS = List.of(
            "remote-server#-set {'servers': [{'server-tag': 'a', 'description': 'x'}], 'expected-revision': 0}",
            "remote-server#-get {'servers': [{'server-tag': 'a'}], 'remote': {'type': 'mysql', 'host': 'db1'}}",
            "remote-server#-del {'servers': [{'server-tag': 'b'}]}",
            "remote-global-parameter#-set {'parameters': {'renew-timer': 5, 'reservations-global': true},"
                    + " 'server-tags': ['a']}",
            "remote-global-parameter#-get {'parameters': ['renew-timer'], 'server-tags': ['a']}",
            "remote-option-def#-set {'option-defs': [{'name': 'food', 'code': 222, 'type': 'record', 'space': 'dhcp#',"
                    + " 'record-types': 'uint8, string', 'encapsulate': 'x', 'array': false}], 'server-tags': ['all']}",
            "remote-option-def#-get {'option-defs': [{'code': 222, 'space': 'dhcp#'}], 'server-tags': ['all']}",
            "remote-option-def#-del {'option-defs': [{'code': 223, 'force': true}], 'server-tags': ['all']}",
            "remote-option#-global-set {'options': [{'code': 222, 'space': 'dhcp#', 'data': '01', 'csv-format': false,"
                    + " 'always-send': true, 'client-classes': ['x']}], 'server-tags': ['all']}",
            "remote-option#-global-get {'options': [{'code': 222, 'client-classes': ['x']}], 'server-tags': ['a']}",
            "remote-class#-set {'client-classes': [{'name': 'c', 'test': '~', 'user-context': {'a': 1},"
                    + " 'option-data': [{'code': 222, 'data': '02'}]}], 'server-tags': ['a', 'all']}",
            "remote-class#-get {'client-classes': [{'name': 'c'}]}",
            "remote-network#-set {'shared-networks': [{'name': 'n', 'relay': {'ip-addresses': []}, 't1-percent': 0.5,"
                    + " 'option-data': []}], 'server-tags': ['all']}",
            "remote-network#-get {'shared-networks': [{'name': 'n'}], 'subnets-include': 'full'}",
            "remote-network#-del {'shared-networks': [{'name': 'm'}], 'subnets-action': 'delete'}",
            "remote-subnet#-set {'subnets': [{'id': 5, 'subnet': '$', 'shared-network-name': null, 'pools':"
                    + " [{'pool': '@', 'option-data': [{'code': 222, 'data': '03'}]}], 'interface': 'eth0',"
                    + " 'valid-lifetime': 9, 'min-valid-lifetime': 8}], 'server-tags': ['all']}",
            "remote-subnet#-list {'server-tags': ['all', null]}",
            "remote-subnet#-get-by-id {'subnets': [{'id': 5}]}",
            "remote-subnet#-get-by-prefix {'subnets': [{'subnet': '$'}]}",
            "remote-subnet#-del-by-id {'subnets': [{'id': 6}]}",
            "remote-option#-subnet-set {'subnets': [{'id': 5}], 'options': [{'code': 222, 'data': '04'}]}",
            "remote-option#-pool-set {'pools': [{'pool': '@'}], 'options': [{'code': 222, 'data': '05'}]}",
            "remote-option#-network-del {'shared-networks': [{'name': 'n'}], 'options': [{'code': 222}]}");

    private static final List<Object> VALUES = List.of(
            "",
            "all",
            "any",
            "a",
            "string",
            "uint8,",
            "full",
            "delete",
            "192.0.2.0/24",
            "192.0.2.9-192.0.2.1",
            "2001:db8::/64",
            "2001:db8::",
            "::/129",
            "member('a')",
            "member('",
            "été\u0000",
            0L,
            1L,
            -1L,
            64L,
            255L,
            70_000L,
            4_294_967_295L,
            Long.MAX_VALUE,
            0.5,
            -1e300,
            true,
            false);

    private final Random random = new Random(20261127);

    @ParameterizedTest
    @EnumSource
    void everyArgumentHasAnAnswer(Protocol protocol) throws ConfigException {
        RemoteBench bench = RemoteBench.of(protocol);
        for (String each : REQUESTS) {
            String request = of(each, protocol);
            assertThat(bench.ask(command(request), arguments(request)))
                    .as(request)
                    .containsPattern("^\\{\"result\":[03]");
        }
        for (String each : REQUESTS) {
            String request = of(each, protocol);
            for (int i = 0; i < ROUNDS; i++) {
                Map<String, @Nullable Object> changed = ((JsonNode.Dict)
                                JsonReader.parse(arguments(request), "test").root())
                        .plain();
                change(changed);
                String asked = JsonWriter.compact(changed);
                assertThat(bench.ask(command(request), asked))
                        .as("%s %s", command(request), asked)
                        .doesNotContain("Error during command processing");
            }
        }
    }

    private static String of(String request, Protocol protocol) {
        return request.replace('\'', '"')
                .replace("~", "member('KNOWN')")
                .replace("#", protocol.label().substring(4))
                .replace("$", protocol == Protocol.DHCP4 ? "192.0.2.0/24" : "2001:db8::/64")
                .replace("@", protocol == Protocol.DHCP4 ? "192.0.2.1-192.0.2.9" : "2001:db8::1-2001:db8::9");
    }

    private static String command(String request) {
        return request.substring(0, request.indexOf(' '));
    }

    private static String arguments(String request) {
        return request.substring(request.indexOf(' ') + 1);
    }

    /** Something of it, somewhere inside. */
    @SuppressWarnings("unchecked") // as it was parsed
    private void change(@Nullable Object value) {
        switch (value) {
            case Map<?, ?> some
            when !some.isEmpty() -> {
                Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) some;
                String key = List.copyOf(map.keySet()).get(random.nextInt(map.size()));
                if (isInside(map.get(key))) {
                    change(map.get(key));
                } else if (random.nextInt(6) == 0) {
                    map.remove(key);
                } else {
                    map.put(key, any(0));
                }
            }
            case List<?> some
            when !some.isEmpty() -> {
                List<@Nullable Object> list = (List<@Nullable Object>) some;
                int at = random.nextInt(list.size());
                if (isInside(list.get(at))) {
                    change(list.get(at));
                } else if (random.nextInt(6) == 0) {
                    list.add(list.get(at));
                } else {
                    list.set(at, any(0));
                }
            }
            case null, default -> {}
        }
    }

    private boolean isInside(@Nullable Object value) {
        boolean more =
                value instanceof Map<?, ?> map && !map.isEmpty() || value instanceof List<?> list && !list.isEmpty();
        return more && random.nextInt(4) > 0;
    }

    private @Nullable Object any(int depth) {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> depth > 2 ? List.of() : Arrays.asList(any(depth + 1), any(depth + 1));
            case 2 -> depth > 2 ? Map.of() : Collections.singletonMap("name", any(depth + 1));
            default -> VALUES.get(random.nextInt(VALUES.size()));
        };
    }
}
