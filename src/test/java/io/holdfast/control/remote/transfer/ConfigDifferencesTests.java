package io.holdfast.control.remote.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigDifferencesTests {

    private static final String WRITTEN = """
            "valid-lifetime": 4000, "sanity-checks": { "lease-checks": "warn" },
            "lease-database": { "type": "postgresql", "name": "kea", "user": "kea", "password": "s3cret" },
            "option-data": [ { "name": "routers", "data": "192.0.2.1" }, { "code": 15, "data": "example.org" } ],
            "client-classes": [ { "name": "a" }, { "name": "b" }, { "name": "c" } ],
            "subnet4": [ { "id": 7, "subnet": "10.0.0.0/8" },
                         { "id": 5, "subnet": "192.0.2.0/24",
                           "pools": [ { "pool": "192.0.2.10-192.0.2.20",
                                        "option-data": [ { "name": "routers", "data": "192.0.2.3" } ] } ],
                           "reservations": [ { "hw-address": "02:00:00:00:00:01", "hostname": "x" } ] } ]
            """;

    private static ServerConfig config(String members) {
        try {
            return ConfigCompiler.compile("{ \"Dhcp4\": {" + members + "} }", "test")
                    .servers()
                    .getFirst();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> differences(String from, String to) {
        return ConfigDifferences.between(config(from), config(to)).stream()
                .map(Difference::toString)
                .toList();
    }

    @Test
    void orderAndWaysOfWritingAreNone() {
        assertThat(differences(WRITTEN, """
                "client-classes": [ { "name": "a", "option-data": [ ] }, { "name": "b" },
                                    { "name": "c", "only-in-additional-list": false } ],
                "subnet4": [ { "subnet": "192.0.2.0/24", "id": 5,
                               "reservations": [ { "hostname": "x", "hw-address": "02:00:00:00:00:01" } ],
                               "pools": [ { "option-data": [ { "code": 3, "space": "dhcp4", "always-send": false,
                                                               "csv-format": true, "data": "192.0.2.3" } ],
                                            "pool": "192.0.2.10 - 192.0.2.20" } ] },
                             { "id": 7, "subnet": "10.0.0.0/8" } ],
                "lease-database": { "type": "postgresql", "name": "kea", "user": "kea", "password": "s3cret" },
                "option-data": [ { "name": "domain-name", "data": "example.org" }, { "code": 3, "data": "192.0.2.1" } ],
                "shared-networks": [ ], "valid-lifetime": 4000, "sanity-checks": { "lease-checks": "warn" }
                """)).isEmpty();
    }

    @Test
    void whatComesGoesAndChangesIsToldByItsPlace() {
        assertThat(differences(WRITTEN, """
                "renew-timer": 900, "sanity-checks": { "lease-checks": "fix" },
                "lease-database": { "type": "postgresql", "name": "kea", "user": "kea", "password": "0ther" },
                "option-data": [ { "name": "routers", "data": "192.0.2.2" }, { "code": 15, "data": "example.org" } ],
                "client-classes": [ { "name": "b" }, { "name": "a" }, { "name": "d", "valid-lifetime": 5 } ],
                "shared-networks": [ { "name": "floor", "subnet4": [ { "id": 7, "subnet": "10.0.0.0/8" } ] } ],
                "subnet4": [ { "id": 5, "subnet": "192.0.2.0/24",
                               "pools": [ { "pool": "192.0.2.10-192.0.2.20", "client-class": "b" } ],
                               "reservations": [ { "hw-address": "02:00:00:00:00:01", "hostname": "y" } ] } ]
                """))
                .containsExactlyInAnyOrder(
                        "- valid-lifetime: 4000",
                        "+ renew-timer: 900",
                        "~ sanity-checks.lease-checks: \"warn\" -> \"fix\"",
                        "~ lease-database.password: \"*****\" -> \"*****\"",
                        "~ option-data[code=3,space=dhcp4].data: \"192.0.2.1\" -> \"192.0.2.2\"",
                        "- client-classes[name=c]: {\"name\":\"c\",\"only-in-additional-list\":false}",
                        "+ client-classes[name=d]: {\"name\":\"d\",\"valid-lifetime\":5,\"only-in-additional-list\":false}",
                        "~ client-classes: [\"a\",\"b\"] -> [\"b\",\"a\"]",
                        "+ shared-networks[name=floor]: {\"name\":\"floor\"}",
                        "+ subnet4[id=7].shared-network-name: \"floor\"",
                        "+ subnet4[id=5].pools[pool=192.0.2.10 - 192.0.2.20].client-classes: [\"b\"]",
                        "- subnet4[id=5].pools[pool=192.0.2.10 - 192.0.2.20].option-data[code=3,space=dhcp4]:"
                                + " {\"data\":\"192.0.2.3\",\"code\":3,\"space\":\"dhcp4\",\"always-send\":false,"
                                + "\"never-send\":false,\"csv-format\":true}",
                        "~ subnet4[id=5].reservations[hw-address=02:00:00:00:00:01].hostname: \"x\" -> \"y\"");
    }

    /** A list of objects that is not there is one without objects. */
    @Test
    void objectsComeAndGoOneByOne() {
        assertThat(differences("\"subnet4\": [ ]", "\"subnet4\": [ { \"id\": 7, \"subnet\": \"10.0.0.0/8\" } ]"))
                .containsExactly("+ subnet4[id=7]: {\"id\":7,\"subnet\":\"10.0.0.0/8\"}");
        assertThat(differences("\"subnet4\": [ { \"id\": 7, \"subnet\": \"10.0.0.0/8\" } ]", ""))
                .containsExactly("- subnet4[id=7]: {\"id\":7,\"subnet\":\"10.0.0.0/8\"}");
    }

    @Test
    void secretsAreMaskedInWhatComesWhole() {
        assertThat(
                        differences(
                                "",
                                "\"hosts-databases\": [ { \"type\": \"mysql\", \"name\": \"kea\", \"user\": \"kea\", \"password\": \"s3cret\" } ]"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"*****\"").doesNotContain("s3cret"));
    }
}
