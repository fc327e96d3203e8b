package io.holdfast.config.compile.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.classify.ClassNames;
import io.holdfast.config.Configs;
import io.holdfast.config.HostModes;
import io.holdfast.config.LeaseCaching;
import io.holdfast.config.NamePolicy;
import io.holdfast.config.SubnetPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom subnets and pools are for, and how their clients are treated. */
class PolicyConfigTests {

    @Test
    void withoutKeywordsKeasDefaultsHold() {
        SubnetPolicy policy = Configs.server("\"subnet4\": [{\"id\": 1, \"subnet\": \"10.0.0.0/8\"}]")
                .subnets()
                .getFirst()
                .policy();
        assertThat(policy.network()).isNull();
        assertThat(policy.hosts()).isEqualTo(new HostModes(false, true, false));
        assertThat(policy.names()).isEqualTo(NamePolicy.STANDARD);
        assertThat(policy.caching()).isEqualTo(new LeaseCaching(0.25, null));
        assertThat(policy.adaptiveThreshold()).isEqualTo(1);
    }

    @Test
    void modesOfReservationsAreInheritedOneByOne() {
        assertThat(Configs.server("""
                "reservations-global": true,
                "shared-networks": [{"name": "n", "reservations-in-subnet": false, "subnet4": [
                  {"id": 1, "subnet": "10.0.0.0/8"},
                  {"id": 2, "subnet": "11.0.0.0/8", "reservations-global": false, "reservations-out-of-pool": true}]}]""").subnets())
                .extracting(subnet -> subnet.policy().hosts())
                .containsExactly(new HostModes(true, false, false), new HostModes(false, false, true));
    }

    @Test
    void namesAreInheritedOneByOneAndAnEmptyTextIsOneToo() {
        var subnets = Configs.server("""
                "ddns-qualifying-suffix": "g.org", "ddns-replace-client-name": "always", "cache-max-age": 60,
                "shared-networks": [{"name": "n", "ddns-generated-prefix": "net", "ddns-override-no-update": true,
                  "cache-threshold": 0.5, "subnet4": [
                    {"id": 1, "subnet": "10.0.0.0/8", "ddns-qualifying-suffix": "", "hostname-char-replacement": "-",
                     "adaptive-lease-time-threshold": 0.8,
                     "pools": [{"pool": "10.0.0.0/24", "ddns-generated-prefix": "pool"}, {"pool": "10.0.1.0/24"}]}]}]""").subnets();
        SubnetPolicy policy = subnets.getFirst().policy();
        assertThat(policy.names())
                .isEqualTo(
                        new NamePolicy(true, true, false, NamePolicy.Replace.ALWAYS, "net", "", "[^A-Za-z0-9.-]", "-"));
        assertThat(policy.caching()).isEqualTo(new LeaseCaching(0.5, 60L));
        assertThat(policy.adaptiveThreshold()).isEqualTo(0.8);
        assertThat(subnets.getFirst().pools().getFirst().policy().names())
                .isEqualTo(new NamePolicy(
                        true, true, false, NamePolicy.Replace.ALWAYS, "pool", "", "[^A-Za-z0-9.-]", "-"));
        assertThat(subnets.getFirst().pools().getLast().policy().names()).isNull();
    }

    @Test
    void classesGuardSubnetsNetworksAndPoolsUnderTheirOldNamesToo() {
        var config = Configs.server6("""
                "shared-networks": [{"name": "n", "client-classes": ["net"], "evaluate-additional-classes": ["more"],
                  "subnet6": [{"id": 1, "subnet": "1::/64", "client-class": "KNOWN", "require-client-classes": ["more"],
                    "pools": [{"pool": "1::/80", "client-classes": ["a", "b"]}],
                    "pd-pools": [{"prefix": "2::", "prefix-len": 48, "delegated-len": 64, "client-classes": ["b"],
                      "evaluate-additional-classes": ["net"]}]}]}]""");
        var subnet = config.subnets().getFirst();
        var network = config.networks().all().getFirst();
        var pool = subnet.pools().getFirst().policy();
        var prefixes = subnet.pdPools().getFirst().policy();
        assertThat(subnet.policy().guard().anyOf()).containsExactly(ClassNames.KNOWN);
        assertThat(subnet.policy().additionalClasses())
                .isEqualTo(network.additionalClasses())
                .hasSize(1);
        assertThat(prefixes.additionalClasses())
                .isEqualTo(network.guard().anyOf())
                .hasSize(1);
        assertThat(pool.guard().anyOf())
                .hasSize(2)
                .endsWith(prefixes.guard().anyOf().getFirst());
        assertThat(pool.names()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "client-class":"a","client-classes":["b"] | client-class: 'client-class' and 'client-classes' mean the same; give only the latter
            "client-classes":[""]               | client-classes: a class must have a name
            "hostname-char-set":"[a"            | hostname-char-set: '[a' is not a regular expression: a '[' is not closed
            "cache-threshold":1                 | cache-threshold: 1.0 is not less than 1
            "ddns-ttl":5,"ddns-ttl-percent":0.5 | ddns-ttl-percent: 'ddns-ttl-percent' and 'ddns-ttl' exclude each other
            "ddns-ttl":5,"ddns-ttl-min":1       | ddns-ttl-min: 'ddns-ttl-min' and 'ddns-ttl' exclude each other
            "ddns-ttl-min":5,"ddns-ttl-max":4   | ddns-ttl-max: ddns-ttl-max (4) is less than ddns-ttl-min (5)
            """)
    void whatIsWrongIsToldWithItsPlace(String members, String expected) {
        assertThat(Configs.complaints("\"subnet4\":[{\"id\":1,\"subnet\":\"10.0.0.0/8\"," + members + "}]"))
                .containsExactly("subnet4[0]." + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [^A-Za-z0-9.-]  | [^A-Za-z0-9.-]
            []a]            | [\\]a]
            [^]a]           | [^\\]a]
            [[:alnum:]_]    | [\\p{Alnum}_]
            [a\\b&&[]       | [a\\\\b\\&\\&\\[]
            a\\.b           | a\\.b
            """)
    void regularExpressionsAreThoseOfPosix(String posix, String java) {
        assertThat(PosixExpression.toJava(posix)).isEqualTo(java);
    }

    @Test
    void whatIsNoRegularExpressionIsRefused() {
        for (String wrong : List.of("[a", "[[:nothing:]]", "(", "a**")) {
            assertThat(complaint(wrong)).contains("'" + wrong + "' is not a regular expression");
        }
    }

    private static String complaint(String expression) {
        try {
            return PosixExpression.toJava(expression);
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
