package io.holdfast.config.compile.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.BootFields;
import io.holdfast.config.Configs;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.Lifetimes;
import io.holdfast.config.OptionSet;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.config.TeeTimes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InheritanceTests {

    private static Subnet4 subnet(@Nullable String global, @Nullable String own) {
        return Configs.server((global == null ? "" : global + ",") + "\"subnet4\":[{\"id\":1,\"subnet\":\"10.0.0.0/8\""
                        + (own == null ? "" : "," + own) + "}]")
                .subnets()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # global                                                | subnet                    | min  | normal | max
                                                                    |                           | 7200 | 7200   | 7200
            "valid-lifetime":100                                    |                           | 100  | 100    | 100
            "valid-lifetime":100                                    | "valid-lifetime":200      | 200  | 200    | 200
            "valid-lifetime":100,"max-valid-lifetime":300           |                           | 100  | 100    | 300
            "valid-lifetime":100,"min-valid-lifetime":50            |                           | 50   | 100    | 100
            "valid-lifetime":100,"min-valid-lifetime":50            | "valid-lifetime":60       | 50   | 60     | 60
            "min-valid-lifetime":50,"max-valid-lifetime":9000       |                           | 50   | 7200   | 9000
            "min-valid-lifetime":50,"max-valid-lifetime":9000       | "max-valid-lifetime":8000 | 50   | 7200   | 8000
            "valid-lifetime":4294967295                             |                           | 4294967295 | 4294967295 | 4294967295
            """)
    void lifetimesAreInheritedOneByOne(@Nullable String global, @Nullable String own, long min, long normal, long max) {
        assertThat(subnet(global, own).lifetimes()).isEqualTo(new Lifetimes(min, normal, max));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "min-valid-lifetime":9000 |                       | min-valid-lifetime: min-valid-lifetime (9000) is greater than valid-lifetime (7200)
            "max-valid-lifetime":100  |                       | max-valid-lifetime: max-valid-lifetime (100) is less than valid-lifetime (7200)
            "min-valid-lifetime":50,"max-valid-lifetime":40 | | min-valid-lifetime: min-valid-lifetime (50) is greater than max-valid-lifetime (40)
            "min-valid-lifetime":50   | "valid-lifetime":40   | subnet4[0].valid-lifetime: min-valid-lifetime (50) is greater than valid-lifetime (40)
            "calculate-tee-times":true,"t1-percent":0.9       | | t1-percent: t1-percent (0.9) is not less than t2-percent (0.875)
            "calculate-tee-times":true| "t2-percent":1        | subnet4[0].t2-percent: t2-percent (1.0) is not between 0 and 1
            """)
    void aQuarrelIsReportedOnceWhereTheCloserValueStands(String global, @Nullable String own, String expected) {
        String members =
                global + ",\"subnet4\":[{\"id\":1,\"subnet\":\"10.0.0.0/8\"" + (own == null ? "" : "," + own) + "}]";
        assertThat(Configs.complaints(members)).containsExactly(expected);
    }

    @Test
    void teeTimesAreInheritedOneByOne() {
        assertThat(subnet(null, null).teeTimes()).isEqualTo(new TeeTimes(null, null, false, 0.5, 0.875));
        assertThat(subnet("\"renew-timer\":10,\"rebind-timer\":20,\"calculate-tee-times\":true", "\"renew-timer\":15")
                        .teeTimes())
                .isEqualTo(new TeeTimes(15L, 20L, true, 0.5, 0.875));
    }

    @Test
    void bootFieldsAreInheritedOneByOneAndEmptyMeansNotGiven() {
        String global = "\"next-server\":\"10.0.0.1\",\"server-hostname\":\"s\",\"boot-file-name\":\"f\"";
        assertThat(subnet(global, null).boot()).isEqualTo(new BootFields(Ipv4Address.parse("10.0.0.1"), "s", "f"));
        assertThat(subnet(global, "\"next-server\":\"\",\"boot-file-name\":\"g\"")
                        .boot())
                .isEqualTo(new BootFields(Ipv4Address.parse("10.0.0.1"), "s", "g"));
        assertThat(subnet(null, null).boot()).isEqualTo(new BootFields(Ipv4Address.UNSPECIFIED, "", ""));
    }

    @Test
    void bootFieldsFitTheirFields() {
        assertThat(Configs.complaints("\"server-hostname\":\"" + "x".repeat(63) + "\""))
                .isEmpty();
        assertThat(Configs.complaints("\"server-hostname\":\"" + "x".repeat(64) + "\",\"boot-file-name\":\""
                        + "y".repeat(128) + "\""))
                .containsExactly(
                        "server-hostname: is 64 bytes long, at most 63 fit",
                        "boot-file-name: is 128 bytes long, at most 127 fit");
    }

    @Test
    void flagsAndChoicesAreInherited() {
        Subnet4 defaults = subnet(null, null);
        assertThat(defaults.matchClientId()).isTrue();
        assertThat(defaults.authoritative()).isFalse();
        assertThat(defaults.storeExtendedInfo()).isFalse();
        assertThat(defaults.offerLifetime()).isZero();
        assertThat(defaults.allocator()).isEqualTo(AllocatorKind.ITERATIVE);

        String global = "\"match-client-id\":false,\"authoritative\":true,\"store-extended-info\":true,"
                + "\"offer-lifetime\":60,\"allocator\":\"random\"";
        Subnet4 inherited = subnet(global, null);
        assertThat(inherited.matchClientId()).isFalse();
        assertThat(inherited.authoritative()).isTrue();
        assertThat(inherited.storeExtendedInfo()).isTrue();
        assertThat(inherited.offerLifetime()).isEqualTo(60);
        assertThat(inherited.allocator()).isEqualTo(AllocatorKind.RANDOM);

        Subnet4 own = subnet(global, "\"authoritative\":false,\"allocator\":\"iterative\",\"offer-lifetime\":0");
        assertThat(own.authoritative()).isFalse();
        assertThat(own.allocator()).isEqualTo(AllocatorKind.ITERATIVE);
        assertThat(own.offerLifetime()).isZero();
    }

    @Test
    void optionsKeepTheirLevels() {
        ServerConfig4 config = Configs.server("""
                "option-data": [{"name": "domain-name", "data": "global"}],
                "subnet4": [{"id": 1, "subnet": "10.0.0.0/8",
                  "option-data": [{"name": "domain-name", "data": "subnet"}],
                  "pools": [{"pool": "10.0.0.0/16", "option-data": [{"name": "domain-name", "data": "pool"}]}]}]""");
        Subnet4 subnet = config.subnets().getFirst();
        assertThat(List.of(
                        text(config.options()),
                        text(subnet.options()),
                        text(subnet.pools().getFirst().options())))
                .containsExactly("global", "subnet", "pool");
    }

    private static String text(OptionSet options) {
        ConfiguredOption option = options.find(15);
        return option == null ? "" : new String(option.payload(), StandardCharsets.US_ASCII);
    }
}
