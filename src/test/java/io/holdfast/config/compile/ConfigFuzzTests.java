package io.holdfast.config.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.holdfast.config.json.ConfigException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written, the compiler ends in a configuration or in its one exception. */
class ConfigFuzzTests {

    private static final long SEED = 4_711;
    private static final int ROUNDS = 5_000;

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "-1",
        "0",
        "1e9",
        "99999999999999999999",
        "\"\"",
        "{}",
        "[]",
        "/*",
        "#",
        "<?include \"x\"?>",
        "\"subnet\"",
        "\"id\"",
        "255",
        "0.5",
        "\"10.0.0.0/8\"",
        "\"1-2\"",
        "\u0000"
    };

    private static final String TEXT = """
            { "Dhcp4": { # all kinds of values
              "valid-lifetime": 60, "min-valid-lifetime": 6, "renew-timer": 5, "calculate-tee-times": true, "t1-percent": 0.4,
              "interfaces-config": { "interfaces": [ "eth0", "eth1/10.0.0.1" ], "dhcp-socket-type": "raw" },
              "lease-database": { "type": "mysql", "name": "k", "port": 3306, "on-fail": "serve-retry-exit" },
              "option-def": [ { "name": "a", "code": 230, "type": "record", "record-types": "uint8, string" },
                { "name": "b", "code": 231, "type": "empty", "encapsulate": "s" } ],
              "option-data": [ { "name": "a", "data": "1, x" }, { "code": 231 }, { "code": 1, "space": "s", "data": "01" },
                { "name": "routers", "csv-format": false, "data": "0a:00:00:01" } ],
              "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8", "relay": { "ip-addresses": [ "10.1.1.1" ] },
                "pools": [ { "pool": "10.0.0.1 - 10.0.0.9", "pool-id": 2 }, { "pool": "10.1.0.0/16" } ] } ],
              "shared-networks": [ { "name": "n", "interface": "e", "relay": { "ip-addresses": [ "10.9.9.9" ] },
                "cache-threshold": 0.0, "subnet4": [ { "id": 2, "subnet": "11.0.0.0/8", "client-class": "a",
                  "ddns-ttl-min": 1, "ddns-ttl-max": 2, "reservations": [ { "flex-id": "'x'", "ip-address": "11.0.0.9" },
                    { "hw-address": "1:2:3", "next-server": "1.1.1.1", "client-classes": [ "b" ], "user-context": { "a": 1 },
                      "option-data": [ { "name": "a", "data": "1, y" } ] } ] } ] } ],
              "reservations": [ { "client-id": "0x01", "hostname": "h" } ], "ip-reservations-unique": false,
              "host-reservation-identifiers": [ "flex-id", "duid" ], "reservations-global": true,
              "control-sockets": [ { "socket-type": "http", "socket-address": "::", "authentication": { "clients": [
                { "user": "u", "password": "p" } ] } }, { "socket-type": "unix", "socket-name": "/s" } ],
              "hooks-libraries": [ { "library": "libdhcp_mysql.so" } ],
              "loggers": [ { "name": "n", "severity": "INFO", "output-options": [ { "output": "stdout" } ] } ] } }
            """;

    private static final String TEXT_6 = """
            { "Dhcp6": { # all kinds of values
              "valid-lifetime": 60, "preferred-lifetime": 40, "min-preferred-lifetime": 6, "renew-timer": 5,
              "interfaces-config": { "interfaces": [ "eth0", "eth1/2001:db8::1" ] },
              "server-id": { "type": "LLT", "htype": 1, "time": 7, "identifier": "0102" }, "mac-sources": [ "duid" ],
              "relay-supplied-options": [ "65", "dns-servers" ], "compatibility": { "lenient-option-parsing": true },
              "option-def": [ { "name": "a", "code": 3000, "type": "record", "record-types": "ipv6-prefix, psid, tuple" },
                { "name": "b", "code": 231, "type": "empty", "encapsulate": "s" } ],
              "option-data": [ { "name": "a", "data": "1::/8, 1/2, x" }, { "code": 231 },
                { "code": 1, "space": "s", "data": "01" }, { "name": "v6-dnr", "data": "1, a., 1::1, alpn=dot port=5" } ],
              "subnet6": [ { "id": 1, "subnet": "1::/16", "interface-id": "x", "relay": { "ip-addresses": [ "2::1" ] },
                "pools": [ { "pool": "1::1 - 1::9", "pool-id": 2 }, { "pool": "1:1::/32" } ],
                "reservations": [ { "duid": "01:02", "ip-addresses": [ "1::9" ], "prefixes": [ "3::/32", "4::/48" ],
                  "excluded-prefixes": [ "3:0:1::/48", "" ] } ],
                "pd-pools": [ { "prefix": "2::", "prefix-len": 32, "delegated-len": 48,
                  "excluded-prefix": "2:0:0:100::", "excluded-prefix-len": 56, "client-classes": [ "a" ] } ] } ],
              "shared-networks": [ { "name": "n", "interface-id": "i", "rapid-commit": true, "subnet6": [
                { "id": 2, "subnet": "5::/16", "evaluate-additional-classes": [ "c" ] } ] } ],
              "reservations": [ { "hw-address": "010203", "hostname": "h" } ],
              "host-reservation-identifiers": [ "auto" ] } }
            """;

    @ParameterizedTest
    @ValueSource(strings = {TEXT, TEXT_6})
    void onlyTheDeclaredExceptionIsThrown(String whole) throws ConfigException {
        assertThat(ConfigCompiler.compile(whole, "fuzz").servers().getFirst().subnets())
                .hasSize(2);
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(whole);
            for (int edit = random.nextInt(3); edit >= 0; edit--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(8));
                text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
            }
            try {
                ConfigCompiler.compile(text.toString(), "fuzz");
            } catch (ConfigException expected) {
                if (expected.problems().isEmpty()) {
                    fail("no problem is named, seed " + SEED + " round " + round + ":\n" + text);
                }
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + SEED + " round " + round + ":\n" + text, e);
            }
        }
    }
}
