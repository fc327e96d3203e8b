package io.holdfast.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.ConfigDocument;
import io.holdfast.config.Configs;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.config.json.ParsedJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server serves by whose configuration is in a file and in databases. */
class ConfigMergeTests {

    private static final String FILE = """
            "interfaces-config": {"interfaces": ["*"]},
            "lease-database": {"type": "memfile", "persist": false},
            "valid-lifetime": 1000,
            "expired-leases-processing": {"hold-reclaimed-time": 5, "max-reclaim-leases": 7},
            "option-def": [{"name": "color", "code": 200, "type": "uint8"}],
            "option-data": [
              {"name": "color", "data": "1"},
              {"name": "domain-name-servers", "data": "192.0.2.1"}],
            "client-classes": [{"name": "a"}, {"name": "b", "test": "member('a')"}],
            "shared-networks": [
              {"name": "net", "valid-lifetime": 2000, "subnet4": [
                {"id": 10, "subnet": "10.0.0.0/24"}, {"id": 11, "subnet": "10.0.1.0/24"}]}],
            "subnet4": [
              {"subnet": "192.0.2.0/24",
               "reservations": [{"hw-address": "1a:1b:1c:1d:1e:1f", "ip-address": "192.0.2.9"}]},
              {"id": 6, "subnet": "192.0.3.0/24"}]
            """;

    private static FileConfig file() {
        return FileConfig.of(Configs.server(FILE));
    }

    private static ServerConfig4 merged(FileConfig file, String... databases) throws ConfigException {
        return ConfigCompiler.compile(parsed(file, databases)).config();
    }

    private static ParsedJson parsed(FileConfig file, String... databases) throws ConfigException {
        return ConfigMerge.merge(file, shares(databases));
    }

    private static List<ConfigShare> shares(String... databases) {
        List<ConfigShare> shares = new ArrayList<>();
        for (String database : databases) {
            shares.add(new ConfigShare("config-databases[" + shares.size() + "]", Contents.of(1, database)));
        }
        return shares;
    }

    private static String json(ServerConfig config, String member) {
        return JsonWriter.compact(config.document().members().get(member));
    }

    @Test
    void withoutDatabasesTheFileStays() throws ConfigException {
        ServerConfig4 same = merged(file());
        assertThat(same.subnets().stream().map(Subnet4::id)).containsExactly(1, 6, 10, 11);
        assertThat(same.networks().of(11).name()).isEqualTo("net");
        assertThat(json(same, "client-classes")).isEqualTo(json(Configs.server(FILE), "client-classes"));
    }

    @Test
    void parametersOfADatabaseWin() throws ConfigException {
        ServerConfig4 merged =
                merged(file(), "\"valid-lifetime\": 99, \"expired-leases-processing.hold-reclaimed-time\": 8");
        assertThat(json(merged, "valid-lifetime")).isEqualTo("99");
        assertThat(json(merged, "expired-leases-processing"))
                .isEqualTo("{\"hold-reclaimed-time\":8,\"max-reclaim-leases\":7}");
    }

    @Test
    void ofTwoDatabasesTheFirstThatHasAnObjectWins() throws ConfigException {
        ServerConfig4 merged = merged(
                file(),
                "\"valid-lifetime\": 50, \"subnet4\": [{\"id\": 6, \"subnet\": \"192.0.4.0/24\"}]",
                "\"valid-lifetime\": 60, \"renew-timer\": 20, \"subnet4\": [{\"id\": 6, \"subnet\": \"192.0.5.0/24\"},"
                        + "{\"id\": 70, \"subnet\": \"192.0.7.0/24\"}]");
        assertThat(json(merged, "valid-lifetime")).isEqualTo("50");
        assertThat(json(merged, "renew-timer")).isEqualTo("20");
        assertThat(merged.subnet(6).prefix()).hasToString("192.0.4.0/24");
        assertThat(merged.subnet(70)).isNotNull();
    }

    @Test
    void optionsAndDefinitionsAreReplacedByCodeAndSpace() throws ConfigException {
        ServerConfig4 merged = merged(file(), """
                "option-def": [{"name": "colour", "code": 200, "space": "dhcp4", "type": "string"}],
                "option-data": [
                  {"code": 200, "space": "dhcp4", "data": "red"},
                  {"code": 6, "space": "other", "csv-format": false, "data": "01"}]
                """);
        assertThat(json(merged, "option-def")).contains("colour").doesNotContain("\"color\"");
        assertThat(json(merged, "option-data"))
                .contains("red", "192.0.2.1", "other")
                .doesNotContain("\"color\"");
    }

    @Test
    void classesOfADatabaseReplaceAllOfTheFile() throws ConfigException {
        assertThat(json(merged(file(), "\"client-classes\": [{\"name\": \"c\"}]"), "client-classes"))
                .isEqualTo("[{\"name\":\"c\"}]");
    }

    @Test
    void aNetworkIsReplacedAndKeepsItsSubnets() throws ConfigException {
        ServerConfig4 merged = merged(file(), "\"shared-networks\": [{\"name\": \"net\", \"valid-lifetime\": 3000}]");
        assertThat(json(merged, "shared-networks"))
                .contains("3000", "10.0.0.0/24", "10.0.1.0/24")
                .doesNotContain("2000");
    }

    @Test
    void aSubnetMovesIntoItsNetworkAndOutOfTheOneItWasIn() throws ConfigException {
        ServerConfig4 merged = merged(file(), """
                "shared-networks": [{"name": "new"}],
                "subnet4": [
                  {"id": 6, "subnet": "192.0.3.0/24", "shared-network-name": "net"},
                  {"id": 10, "subnet": "10.0.0.0/24"},
                  {"id": 12, "subnet": "10.0.2.0/24", "shared-network-name": "new"}]
                """);
        assertThat(merged.networks().of(6).name()).isEqualTo("net");
        assertThat(merged.networks().of(10)).isNull();
        assertThat(merged.networks().of(11).name()).isEqualTo("net");
        assertThat(merged.networks().of(12).name()).isEqualTo("new");
    }

    @Test
    void aSubnetIsReplacedByIdOrByPrefix() throws ConfigException {
        ServerConfig4 merged = merged(file(), """
                "subnet4": [{"id": 6, "subnet": "192.0.9.0/24"}, {"id": 20, "subnet": "10.0.1.0/24"}]
                """);
        assertThat(merged.subnets().stream().map(Subnet4::id)).containsExactly(1, 6, 10, 20);
        assertThat(merged.subnet(6).prefix()).hasToString("192.0.9.0/24");
    }

    @Test
    void reservationsOfTheFileStayWithTheIdOfTheirSubnet() throws ConfigException {
        ServerConfig4 merged = merged(file(), "\"subnet4\": [{\"id\": 1, \"subnet\": \"192.0.2.0/24\"}]");
        assertThat(merged.hosts().reservations().isEmpty()).isFalse();
        ServerConfig4 renumbered = merged(file(), "\"subnet4\": [{\"id\": 2, \"subnet\": \"192.0.2.0/24\"}]");
        assertThat(renumbered.hosts().reservations().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "lease-database.name": "x"
            "server-tag": "other"
            "loggers": "x"
            "config-control.config-fetch-wait-time": 1
            """)
    void whatBelongsToOneServerDoesNotComeFromADatabase(String global) throws ConfigException {
        ParsedJson parsed = parsed(file(), global);
        assertThat(parsed.warnings())
                .hasSize(1)
                .allMatch(
                        warning -> warning.toString()
                                .matches(
                                        "config-databases\\[0\\] global parameter [a-z.-]+: is left out: it comes from the file alone"));
        assertThat(ConfigCompiler.compile(parsed).config().document())
                .isEqualTo(merged(file()).document());
    }

    /** A server that does not know it must not stop at what others go by. */
    @Test
    void aParameterThatNobodyKnowsIsLeftOutWithAWarning() throws ConfigException {
        ParsedJson parsed = parsed(file(), "\"of-a-later-version\": 7, \"valid-lifetime\": 700");
        assertThat(parsed.warnings())
                .singleElement()
                .hasToString(
                        "config-databases[0] global parameter of-a-later-version: is left out: no parameter has this name");
        assertThat(ConfigCompiler.compile(parsed).config().document().members())
                .containsEntry("valid-lifetime", 700L)
                .doesNotContainKey("of-a-later-version");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "subnet4":[{"id":5,"subnet":"10.9.0.0/24","pools":[{"pool":"10.8.0.1-10.8.0.9"}]}] | config-databases[0] subnet4 id 5: Dhcp4.subnet4
            "subnet4":[{"id":5,"subnet":"10.9.0.0/24","shared-network-name":"x"}] | config-databases[0] subnet4 id 5: is in the shared network x, which
            "client-classes":[{"name":"z","test":"nonsense"}] | config-databases[0] client class z: Dhcp4.client-classes[0].test
            "valid-lifetime":"long" | config-databases[0] global parameter valid-lifetime: Dhcp4.valid-lifetime
            """)
    void errorsNameTheDatabaseAndTheObject(String content, String start) {
        assertThatThrownBy(() -> merged(file(), content))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(start);
    }

    /** The file has the same prefix under an id that the database has replaced. */
    @Test
    void whatACommandPutsInPlaceOfADatabasesSubnetIsThereOnce() throws ConfigException {
        String before = "\"subnet4\": [{\"id\": 60, \"subnet\": \"192.0.3.0/24\"}]";
        FileConfig file = file();
        ConfigDocument served = merged(file, before).document();
        ConfigDocument edited =
                Configs.server(FILE.replace("\"id\": 6,", "\"id\": 61,")).document();
        FileConfig carried = file.carrying(served, edited, shares(before));
        assertThat(merged(carried, before).subnets().stream().map(Subnet4::id)).containsExactly(1, 10, 11, 60);
        assertThat(merged(carried, "").subnets().stream().map(Subnet4::id)).containsExactly(1, 10, 11, 61);
    }

    @Test
    void whatACommandAddedStaysWhenTheDatabaseChanges() throws ConfigException {
        String before = "\"shared-networks\": [{\"name\": \"new\"}],"
                + "\"subnet4\": [{\"id\": 12, \"subnet\": \"10.0.2.0/24\", \"shared-network-name\": \"new\"}]";
        FileConfig file = file();
        ConfigDocument served = merged(file, before).document();
        ConfigDocument edited = Configs.server(FILE.replace("{\"id\": 6, \"subnet\": \"192.0.3.0/24\"}", "")
                        .replace("\"192.0.2.9\"}]},", "\"192.0.2.9\"}]}")
                        .replace("[{\"name\": \"a\"}, ", "[{\"name\": \"a\"}, {\"name\": \"more\"}, ")
                        .replace("\"shared-networks\": [", """
                                "shared-networks": [{"name": "new", "subnet4": [
                                  {"id": 12, "subnet": "10.0.2.0/24", "valid-lifetime": 7},
                                  {"id": 13, "subnet": "10.0.3.0/24"}]},
                                """))
                .document();
        FileConfig carried = file.carrying(served, edited, shares(before));

        ServerConfig4 again = merged(carried, before);
        assertThat(again.subnets().stream().map(Subnet4::id)).containsExactly(1, 10, 11, 12, 13);
        assertThat(again.networks().of(13).name()).isEqualTo("new");
        assertThat(json(again, "shared-networks")).doesNotContain("\"valid-lifetime\":7");
        assertThat(json(again, "client-classes")).contains("more");

        ServerConfig4 without = merged(carried, "");
        assertThat(without.subnet(12)).isNull();
        assertThat(without.networks().of(13)).isNull();
    }
}
