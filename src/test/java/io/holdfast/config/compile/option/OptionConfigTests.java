package io.holdfast.config.compile.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.Configs;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.ServerConfig4;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionConfigTests {

    private static ConfiguredOption only(String option) {
        List<ConfiguredOption> all =
                Configs.server("\"option-data\":[" + option + "]").options().all();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"routers","data":"10.0.0.1, 10.0.0.2"}                       | 3   | 0a:00:00:01:0a:00:00:02
            {"code":3,"data":"10.0.0.1"}                                         | 3   | 0a:00:00:01
            {"code":3,"name":"routers","space":"dhcp4","data":"10.0.0.1"}        | 3   | 0a:00:00:01
            {"code":3,"csv-format":true,"data":"10.0.0.1"}                       | 3   | 0a:00:00:01
            {"name":"routers","csv-format":false,"data":"0A000001"}              | 3   | 0a:00:00:01
            {"name":"routers","csv-format":false,"data":"0x0a000001"}            | 3   | 0a:00:00:01
            {"name":"routers","csv-format":false,"data":"0a:00:00:01"}           | 3   | 0a:00:00:01
            {"code":231,"data":"01 02"}                                          | 231 | 01:02
            {"code":231,"data":"'ab'"}                                           | 231 | 61:62
            {"code":231,"data":""}                                               | 231 | ``
            """)
    void dataAreByDefinitionOrHexadecimal(String option, int code, String payload) {
        ConfiguredOption configured = only(option);
        assertThat(configured.code()).isEqualTo(code);
        assertThat(configured.space()).isEqualTo("dhcp4");
        assertThat(HexText.format(configured.payload())).isEqualTo(payload);
        assertThat(configured.definition() == null).isEqualTo(code == 231);
        assertThat(configured.alwaysSend() || configured.neverSend()).isFalse();
    }

    @Test
    void sendingIsForcedOrForbidden() {
        assertThat(only("{\"name\":\"domain-name\",\"data\":\"a\",\"always-send\":true}")
                        .alwaysSend())
                .isTrue();
        ConfiguredOption never = only("{\"name\":\"domain-name\",\"never-send\":true}");
        assertThat(never.neverSend()).isTrue();
        assertThat(never.payload()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"data":"1"}                                    | option-data[0]: needs 'name' or 'code'
            {"name":"nothing","data":"1"}                   | option-data[0].name: no option 'nothing' is defined in the space 'dhcp4'
            {"code":3,"name":"domain-name","data":"1"}      | option-data[0].name: 'domain-name' is not the name of option 3 of the space 'dhcp4', which is 'routers'
            {"code":231,"csv-format":true,"data":"1"}       | option-data[0].csv-format: true needs an option that is defined; define it in 'option-def' or give hexadecimal data
            {"code":0,"data":"1"}                           | option-data[0].code: 0 is reserved (pad and end)
            {"code":255,"data":"01"}                        | option-data[0].code: 255 is reserved (pad and end)
            {"code":256,"data":"01"}                        | option-data[0].code: 256 is not from 0 to 255
            {"code":231,"data":"zz"}                        | option-data[0].data: not hexadecimal bytes: 'zz'
            {"code":1,"space":"dhcp6","data":"01"}          | option-data[0].space: 'dhcp6' belongs to DHCPv6
            """)
    void whatCannotBeSentIsReported(String option, String expected) {
        assertThat(Configs.complaints("\"option-data\":[" + option + "]")).contains(expected);
    }

    @Test
    void dataThatDoNotFitTheDefinitionAreReportedWhereTheyStand() {
        assertThat(Configs.errors("{\"Dhcp4\":{\"option-data\":[{\"name\":\"routers\",\"data\":\"10.0.0\"}]}}"))
                .singleElement()
                .asString()
                .startsWith("t:1:51: Dhcp4.option-data[0].data: option 'routers' (3): ")
                .contains("10.0.0");
    }

    @Test
    void ofAnOptionGivenTwiceTheFirstCountsWithAWarning() {
        String twice = "\"option-data\":[{\"name\":\"domain-name\",\"data\":\"a\"},{\"code\":15,\"data\":\"b\"}]";
        assertThat(Configs.warnings(twice))
                .containsExactly("option-data[1]: is not sent: the same option at t:1:26 comes before it");
        assertThat(text(Configs.server(twice).options().find(15, new ClientClasses())))
                .isEqualTo("a");
    }

    @Test
    void anOptionForAClassComesBeforeOneForEverybodyWhereverItStands() {
        ServerConfig4 config = Configs.server("""
                "option-data": [{"name": "domain-name", "data": "gold", "client-classes": ["gold", "silver"]},
                  {"name": "domain-name", "data": "all"},
                  {"name": "domain-name", "data": "silver", "client-classes": ["silver"]}]""");
        int gold = config.options().named(15).getFirst().guard().anyOf().getFirst();
        int silver = config.options().named(15).getLast().guard().anyOf().getFirst();
        ClientClasses classes = new ClientClasses();
        assertThat(text(config.options().find(15, classes))).isEqualTo("all");
        classes.add(gold);
        assertThat(text(config.options().find(15, classes))).isEqualTo("gold");
        classes.add(silver);
        assertThat(text(config.options().find(15, classes))).isEqualTo("silver");
    }

    private static String text(@Nullable ConfiguredOption option) {
        return option == null ? "" : new String(option.payload(), StandardCharsets.US_ASCII);
    }

    @Test
    void neverIsNotForAClassAlone() {
        assertThat(Configs.warnings("""
                "option-data": [{"name": "domain-name", "never-send": true, "client-classes": ["c"]}]"""))
                .containsExactly(
                        "option-data[0].client-classes: does not limit 'never-send': the option is sent to nobody");
    }

    @Test
    void ownDefinitionsOfEveryShape() {
        ServerConfig4 config = Configs.server("""
                "option-def": [
                  {"name": "one", "code": 224, "type": "uint32"},
                  {"name": "many", "code": 225, "type": "ipv4-address", "array": true},
                  {"name": "fields", "code": 226, "type": "record", "record-types": "uint8, boolean,string"},
                  {"name": "shell", "code": 227, "type": "empty", "encapsulate": "inner"},
                  {"name": "sub", "code": 1, "space": "inner", "type": "uint16"}],
                "option-data": [{"name": "one", "data": "258"}, {"name": "many", "data": "1.2.3.4,5.6.7.8"},
                  {"name": "fields", "data": "7, true, x y"}]""");
        assertThat(config.options().all())
                .extracting(option -> option.code() + " " + HexText.format(option.payload()))
                .containsExactly("224 00:00:01:02", "225 01:02:03:04:05:06:07:08", "226 07:01:78:20:79");
        assertThat(config.definitions().find("inner", "sub"))
                .isEqualTo(new OptionDefinition("sub", 1, "inner", OptionType.UINT16, List.of(), false, ""));
        assertThat(config.definitions().find("dhcp4", "routers")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"code":224,"type":"string"}                              | needs 'name'
            {"name":"x","type":"string"}                              | needs 'code'
            {"name":"x","code":224}                                   | needs 'type'
            {"name":"x y","code":224,"type":"string"}                 | is not a name
            {"name":"x","code":0,"type":"string"}                     | 0 is reserved
            {"name":"x","code":255,"type":"string"}                   | 255 is reserved
            {"name":"x","code":224,"type":"uint64"}                   | 'uint64' is not a type; types are empty, binary
            {"name":"x","code":3,"type":"string"}                     | same code 3 as the standard option 'routers'
            {"name":"routers","code":224,"type":"string"}             | same name as the standard option 'routers'
            {"name":"x","code":224,"type":"string"},{"name":"y","code":224,"type":"string"} | same code 224 as the option 'x'
            {"name":"x","code":224,"type":"string"},{"name":"x","code":225,"type":"string"} | same name as the option 'x'
            {"name":"x","code":224,"type":"record"}                   | a record has at least two 'record-types'
            {"name":"x","code":224,"type":"record","record-types":"uint8,uint9"}  | 'uint9' is not a type
            {"name":"x","code":224,"type":"record","record-types":"uint8,record"} | a record's fields are neither records nor empty
            {"name":"x","code":224,"type":"record","record-types":"string,uint8"} | must be a record's last field
            {"name":"x","code":224,"type":"uint8","record-types":"uint8,uint8"}   | 'record-types' belong to the type record
            {"name":"x","code":224,"type":"uint8","array":true,"encapsulate":"s"} | an array cannot encapsulate a space
            {"name":"x","code":224,"type":"string","array":true}      | cannot be repeated
            {"name":"x","code":224,"type":"uint8","space":"s","encapsulate":"s"}  | cannot encapsulate the space it belongs to
            """)
    void definitionsThatCannotBeAreReported(String definitions, String expected) {
        assertThat(Configs.complaints("\"option-def\":[" + definitions + "]"))
                .singleElement()
                .asString()
                .startsWith("option-def[")
                .contains(expected);
    }

    @Test
    void optionsOfAnEncapsulatedSpaceAreJoinedToTheirCarrierAlsoInSeveralLevels() {
        ServerConfig4 config = Configs.server("""
                "option-def": [
                  {"name": "outer", "code": 230, "type": "uint8", "encapsulate": "middle"},
                  {"name": "box", "code": 1, "space": "middle", "type": "empty", "encapsulate": "inner"},
                  {"name": "number", "code": 2, "space": "middle", "type": "uint16"},
                  {"name": "text", "code": 9, "space": "inner", "type": "string"}],
                "option-data": [{"name": "text", "space": "inner", "data": "hi"},
                  {"name": "outer", "data": "7"},
                  {"name": "box", "space": "middle"},
                  {"name": "number", "space": "middle", "data": "258"},
                  {"code": 3, "space": "middle", "never-send": true}]""");
        assertThat(config.options().all())
                .singleElement()
                .satisfies(option ->
                        assertThat(HexText.format(option.payload())).isEqualTo("07:01:04:09:02:68:69:02:02:01:02"));
    }

    @Test
    void vendorOptionsTravelInOption43() {
        ServerConfig4 config = Configs.server("""
                "option-def": [{"name": "server", "code": 1, "space": "vendor-encapsulated-options-space",
                  "type": "ipv4-address"}],
                "option-data": [{"name": "vendor-encapsulated-options"},
                  {"name": "server", "space": "vendor-encapsulated-options-space", "data": "10.0.0.1"}]""");
        ConfiguredOption option = config.options().find(43);
        assertThat(option).isNotNull();
        assertThat(HexText.format(option.payload())).isEqualTo("01:04:0a:00:00:01");
    }

    @Test
    void optionsOfAVendorAreKeptByEnterpriseNumber() {
        ServerConfig4 config = Configs.server("""
                "option-def": [{"name": "text", "code": 10, "space": "vendor-4294967295", "type": "string",
                    "encapsulate": ""},
                  {"name": "box", "code": 11, "space": "vendor-4294967295", "type": "empty", "encapsulate": "inner"},
                  {"name": "tftp-servers", "code": 9, "space": "vendor-4491", "type": "string"}],
                "option-data": [{"name": "text", "space": "vendor-4294967295", "data": "x"},
                  {"name": "box", "space": "vendor-4294967295"}, {"code": 1, "space": "inner", "data": "07"},
                  {"name": "tftp-servers", "space": "vendor-4491", "data": "y"}]""");
        assertThat(config.options().all()).isEmpty();
        assertThat(config.options().vendors()).containsExactly(4491L, 4294967295L);
        assertThat(Objects.requireNonNull(config.options().vendor(4294967295L)).all())
                .extracting(option -> option.code() + " " + HexText.format(option.payload()))
                .containsExactly("10 78", "11 01:01:07");
        assertThat(Objects.requireNonNull(config.options().vendor(4491)).all())
                .singleElement()
                .satisfies(option -> assertThat(option.code()).isEqualTo(9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"code":1,"space":"vendor-4294967296","data":"1"}             | option-data[0].space: 'vendor-4294967296' is no vendor's: enterprise numbers are from 1 to 4294967295
            {"code":1,"space":"vendor-0","data":"1"}                      | option-data[0].space: 'vendor-0' is no vendor's: enterprise numbers are from 1 to 4294967295
            {"name":"vivco-suboptions","data":"4491, 0361"}               | option-data[0].data: option 'vivco-suboptions' (124): data of the vendor
            {"code":125,"csv-format":false,"data":"0000118b030102"}       | option-data[0].data: option 'vivso-suboptions' (125): data of the vendor
            {"code":125,"csv-format":false,"data":"0000"}                 | option-data[0].data: option 'vivso-suboptions' (125): enterprise number
            """)
    void whatBeginsWithANumberIsChecked(String option, String expected) {
        assertThat(Configs.complaints("\"option-data\":[" + option + "]"))
                .singleElement()
                .asString()
                .startsWith(expected);
    }

    @Test
    void anOptionOfAVendorHasAtMost253Bytes() {
        assertThat(Configs.complaints("\"option-data\": [{\"code\": 5, \"space\": \"vendor-9\", \"data\": \"%s\"}]"
                        .formatted("00".repeat(254))))
                .containsExactly("option-data[0]: is 254 bytes long; a sub-option has at most 253");
    }

    @Test
    void whatTheServerMakesItselfIsWarnedAbout() {
        assertThat(Configs.warnings("\"option-data\":[{\"code\":51,\"data\":\"60\"},{\"code\":12,\"data\":\"h\"}]"))
                .containsExactly(
                        "option-data[0]: the server makes option 51 itself and sends what is configured only where"
                                + " it makes none");
    }

    @Test
    void subOptionsWithoutTheirCarrierAreWarnedAbout() {
        assertThat(Configs.warnings("""
                "option-def": [{"name": "s", "code": 1, "space": "inner", "type": "uint8"}],
                "option-data": [{"name": "s", "space": "inner", "data": "1"}]"""))
                .containsExactly("option-data[0]: is not sent: no option at this place encapsulates the space 'inner'");
    }

    @Test
    void spacesThatEncapsulateEachOtherEnd() {
        ServerConfig4 config = Configs.server("""
                "option-def": [
                  {"name": "a", "code": 230, "type": "empty", "encapsulate": "x"},
                  {"name": "b", "code": 1, "space": "x", "type": "empty", "encapsulate": "y"},
                  {"name": "c", "code": 1, "space": "y", "type": "empty", "encapsulate": "x"}],
                "option-data": [{"name": "a"}, {"name": "b", "space": "x"}, {"name": "c", "space": "y"}]""");
        assertThat(config.options().all())
                .singleElement()
                .satisfies(
                        option -> assertThat(HexText.format(option.payload())).isEqualTo("01:02:01:00"));
    }

    @Test
    void aSubOptionHasAtMost255Bytes() {
        assertThat(Configs.complaints("""
                "option-def": [{"name": "a", "code": 230, "type": "empty", "encapsulate": "x"}],
                "option-data": [{"name": "a"}, {"code": 1, "space": "x", "data": "%s"}]""".formatted("00".repeat(256))))
                .containsExactly("option-data[1]: is 256 bytes long; a sub-option has at most 255");
    }
}
