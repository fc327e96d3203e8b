package io.holdfast.config.compile.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.ClassTable;
import io.holdfast.config.ClientClass;
import io.holdfast.config.Configs;
import io.holdfast.config.Lifetimes;
import io.holdfast.wire.OptionDefinition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code client-classes}: what members get, and what is refused. */
class ClassConfigTests {

    private static ClientClass named(ClassTable classes, String name) {
        Integer id = Objects.requireNonNull(classes.classifier().names().find(name), name);
        return Objects.requireNonNull(classes.find(id), name);
    }

    @Test
    void aClassGivesOptionsLifetimesAndBootFields() {
        ClassTable classes = Configs.server("""
                "client-classes": [
                  { "name": "phones", "test": "option[60].text == 'phone'", "user-context": { "a": 1 },
                    "option-data": [ { "name": "ntp-servers", "data": "192.0.2.1" } ],
                    "next-server": "192.0.2.9", "server-hostname": "boot", "boot-file-name": "pxe.0",
                    "valid-lifetime": 600, "min-valid-lifetime": 300, "max-valid-lifetime": 900,
                    "offer-lifetime": 5 },
                  { "name": "bare" } ]""").classes();
        ClientClass phones = named(classes, "phones");
        assertThat(phones.options().find(42)).isNotNull();
        assertThat(phones.valid()).isEqualTo(new Lifetimes(300, 600, 900));
        assertThat(phones.preferred()).isNull();
        assertThat(phones.offerLifetime()).isEqualTo(5);
        assertThat(phones.nextServer()).isEqualTo(Ipv4Address.parse("192.0.2.9"));
        assertThat(phones.serverHostname()).isEqualTo("boot");
        assertThat(phones.bootFileName()).isEqualTo("pxe.0");
        ClientClass bare = named(classes, "bare");
        assertThat(bare.options().all()).isEmpty();
        assertThat(bare.valid()).isNull();
        assertThat(bare.offerLifetime()).isNull();
        assertThat(bare.nextServer()).isNull();
        assertThat(bare.serverHostname()).isNull();
        assertThat(bare.bootFileName()).isNull();
        assertThat(bare.definitions()).isNull();
        assertThat(classes.all()).extracting(ClientClass::name).containsExactly("phones", "bare");
    }

    @ParameterizedTest
    @CsvSource({"1000,,, 1000 1000 1000", ",100,, 100 100 100", ",,500, 500 500 500", ",100,500, 100 300 500"})
    void lifetimesCanBeGivenInPart(@Nullable Long given, @Nullable Long min, @Nullable Long max, String expected) {
        String members = (given == null ? "" : ", \"valid-lifetime\": " + given)
                + (min == null ? "" : ", \"min-valid-lifetime\": " + min)
                + (max == null ? "" : ", \"max-valid-lifetime\": " + max);
        ClassTable classes = Configs.server6("\"client-classes\": [ { \"name\": \"c\"" + members
                        + members.replace("valid", "preferred") + " } ]")
                .classes();
        for (Lifetimes lifetimes : new Lifetimes[] {
            named(classes, "c").valid(), named(classes, "c").preferred()
        }) {
            Lifetimes present = Objects.requireNonNull(lifetimes);
            assertThat(present.min() + " " + present.normal() + " " + present.max())
                    .isEqualTo(expected);
        }
    }

    @Test
    void aClassDefinesWhatItsOptionsMean() {
        ClassTable classes = Configs.server("""
                "option-def": [ { "name": "shared", "code": 225, "type": "uint16" } ],
                "client-classes": [ { "name": "vendor",
                  "option-def": [ { "name": "own", "code": 224, "type": "ipv4-address" },
                                  { "name": "shared-differently", "code": 225, "type": "string" },
                                  { "name": "vendor-encapsulated-options", "code": 43, "type": "uint32" } ],
                  "option-data": [ { "name": "own", "data": "192.0.2.5" },
                                   { "code": 225, "data": "text" },
                                   { "name": "vendor-encapsulated-options", "data": "258" } ] } ],
                "option-data": [ { "name": "shared", "data": "258" } ]""").classes();
        ClientClass vendor = named(classes, "vendor");
        assertThat(Objects.requireNonNull(vendor.options().find(224)).payload()).containsExactly(192, 0, 2, 5);
        assertThat(Objects.requireNonNull(vendor.options().find(225)).payload()).containsExactly('t', 'e', 'x', 't');
        assertThat(Objects.requireNonNull(vendor.options().find(43)).payload()).containsExactly(0, 0, 1, 2);
        assertThat(Objects.requireNonNull(vendor.definitions()).inSpace("dhcp4"))
                .extracting(OptionDefinition::code)
                .containsExactlyInAnyOrder(224, 225, 43);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"test":"member('ALL')"} | [0]: needs 'name'
            {"name":"a"},{"name":"a"} | [1].name: the class 'a' is already at t:1:37
            {"name":"a","test":"member('a')"} | [0].test: at character 8: the class 'a' is not built in and not defined before this one
            {"name":"a","test":"member('b')"},{"name":"b"} | [0].test: at character 8: the class 'b' is not built in and not defined before this one
            {"name":"a","test":"member('DROP')"} | [0].test: at character 8: the class 'DROP' is not built in and not defined before this one
            {"name":"a","test":"member('VENDOR_CLASS_')"} | [0].test: at character 8: the class 'VENDOR_CLASS_' is not built in and not defined before this one
            {"name":"a","test":"option[60].text"} | [0].test: at character 1: the whole expression must be true or false, but is a text; compare it with ==
            {"name":"a","test":""} | [0].test: at character 1: expected a value or a condition, found the end
            {"name":"a","template-test":"option[60].exists"} | [0].template-test: at character 1: the whole expression must be a text, but is true or false; ifelse(..., 'yes', 'no') makes a text of it
            {"name":"a","test":"1 == 1","template-test":"'a'"} | [0].template-test: 'test' and 'template-test' exclude each other
            {"name":"KNOWN","test":"1 == 1"} | [0].test: the server itself decides who is in the built-in class 'KNOWN'
            {"name":"ALL","template-test":"'x'"} | [0].template-test: the server itself decides who is in the built-in class 'ALL'
            {"name":"UNKNOWN","only-in-additional-list":true} | [0].only-in-additional-list: the class 'UNKNOWN' has its effect before lists of additional classes are evaluated
            {"name":"DROP","only-in-additional-list":true} | [0].only-in-additional-list: the class 'DROP' has its effect before lists of additional classes are evaluated
            {"name":"a","only-if-required":true,"only-in-additional-list":true} | [0].only-if-required: 'only-if-required' and 'only-in-additional-list' mean the same; give only the latter
            {"name":"a","next-server":"x"} | [0].next-server: not an IPv4 address: 'x'
            {"name":"a","min-valid-lifetime":9,"valid-lifetime":5} | [0].min-valid-lifetime: min-valid-lifetime (9) is greater than valid-lifetime (5)
            {"name":"a","option-def":[{"name":"x","code":222,"type":"uint8"}]} | [0].option-def[0]: a class can define the options 43 and 224 to 254 of the space 'dhcp4', not option 222 of 'dhcp4'
            {"name":"a","option-def":[{"name":"x","code":224,"space":"y","type":"uint8"}]} | [0].option-def[0]: a class can define the options 43 and 224 to 254 of the space 'dhcp4', not option 224 of 'y'
            {"name":"a","option-def":[{"name":"x","code":224,"type":"uint8"},{"name":"x","code":225,"type":"uint8"}]} | [0].option-def[1]: has the same code or name as the option 'x' (224) of this class
            {"name":"a","preferred-lifetime":1} | [0].preferred-lifetime: belongs to DHCPv6
            """)
    void whatIsWrongIsNamedWithItsPlace(String classes, String expected) {
        assertThat(Configs.errors("{\"Dhcp4\":{\"client-classes\":[" + classes + "]}}"))
                .hasSize(1)
                .first()
                .asString()
                .matches("t:1:[0-9]+: .*")
                .endsWith("Dhcp4.client-classes" + expected);
    }

    @Test
    void anErrorInAnExpressionHasTheLineOfItsText() {
        assertThat(Configs.errors("""
                { "Dhcp4": { "client-classes": [ {
                    "name": "a",
                    "test":
                      "option[60].text = 'x'"
                } ] } }"""))
                .containsExactly("t:4:7: Dhcp4.client-classes[0].test: at character 17: values are compared with ==");
    }

    @Test
    void builtInAndVendorClassesMayBeUsedAndBeGivenOptions() {
        ClassTable classes = Configs.server("""
                "client-classes": [
                  { "name": "KNOWN", "option-data": [ { "name": "domain-name", "data": "k" } ] },
                  { "name": "VENDOR_CLASS_x" },
                  { "name": "SKIP_DDNS", "test": "member('KNOWN')" },
                  { "name": "REJECT", "test": "member('BOOTP') or member('HA_server1') or member('VENDOR_CLASS_y')" },
                  { "name": "DROP", "test": "member('REJECT') and not member('UNKNOWN')" },
                  { "name": "free", "template-test": "ifelse(member('whatever'), 'a', 'b')" } ]""").classes();
        assertThat(classes.all()).hasSize(6);
        assertThat(named(classes, "KNOWN").options().find(15)).isNotNull();
    }

    @Test
    void warningsOfOldSpellingsAndOfWhatHasNoEffect() {
        assertThat(Configs.warnings(
                        "\"client-classes\":[{\"name\":\"a\",\"only-if-required\":true,\"valid-lifetime\":5}]"))
                .containsExactly(
                        "client-classes[0].only-if-required: 'only-if-required' is deprecated, write"
                                + " 'only-in-additional-list'",
                        "client-classes[0].only-if-required: lifetimes of the class 'a' have no effect:"
                                + " they are chosen before lists of additional classes are evaluated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "client-class":"a","client-classes":["b"] | client-class: 'client-class' and 'client-classes' mean the same; give only the latter
            "require-client-classes":["a"],"evaluate-additional-classes":["b"] | require-client-classes: 'require-client-classes' and 'evaluate-additional-classes' mean the same; give only the latter
            "client-classes":[""] | client-classes: a class must have a name
            """)
    void listsOfClasses(String members, String expected) {
        assertThat(Configs.errors("{\"Dhcp4\":{\"subnet4\":[{\"id\":1,\"subnet\":\"10.0.0.0/8\"," + members + "}]}}"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("Dhcp4.subnet4[0]." + expected);
    }
}
