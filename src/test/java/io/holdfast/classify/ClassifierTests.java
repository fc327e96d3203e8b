package io.holdfast.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv6Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.OptionType;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The steps in which packets come into their classes. */
class ClassifierTests {

    private static List<String> begin(Rules rules, PacketFacts packet) {
        ClientClasses classes = new ClientClasses();
        rules.classifier().begin(packet, classes, Rules.UNHEARD);
        return rules.names(classes);
    }

    private static List<Integer> ids(Rules rules, String... names) {
        return Arrays.stream(names).map(rules.names::id).toList();
    }

    @Test
    void everythingIsInAll() {
        assertThat(begin(new Rules(), Rules.packet(request -> request))).containsExactly("ALL");
    }

    @Test
    void classesFollowEachOther() {
        Rules rules = new Rules()
                .test("a", "option[60].text == 'x'")
                .test("b", "member('a')")
                .test("c", "not member('b')")
                .test("d", "member('c') or member('b')");
        assertThat(begin(rules, Rules.packet(request -> request.option(60, "x"))))
                .containsExactly("ALL", "a", "b", "d");
        assertThat(begin(rules, Rules.packet(request -> request.option(60, "y"))))
                .containsExactly("ALL", "c", "d");
    }

    @Test
    void aClassThatOthersGiveIsThereForExpressions() {
        Rules rules = new Rules().test("a", "member('reserved')");
        ClientClasses classes = new ClientClasses();
        classes.add(rules.names.id("reserved"));
        rules.classifier().begin(Rules.packet(request -> request), classes, Rules.UNHEARD);
        assertThat(rules.names(classes)).containsExactly("reserved", "ALL", "a");
    }

    @Test
    void aClassDefinedLaterIsNotThereYet() {
        Rules rules = new Rules().test("a", "member('b')").test("b", "member('ALL')");
        assertThat(begin(rules, Rules.packet(request -> request))).containsExactly("ALL", "b");
    }

    @Test
    void whatFailsIsFalse() {
        Rules rules = new Rules()
                .test("failing", "int8totext(option[60].hex) == '1' or 1 == 1")
                .test("equal", "uint8totext(option[60].hex) == '120'")
                .test("other", "not member('failing')");
        PacketFacts long60 = Rules.packet(request -> request.option(60, "xx"));
        assertThat(begin(rules, long60)).containsExactly("ALL", "other");
        PacketFacts short60 = Rules.packet(request -> request.option(60, "x"));
        assertThat(begin(rules, short60)).containsExactly("ALL", "failing", "equal");
    }

    @Test
    void whatFailsIsTold() {
        Rules rules = new Rules()
                .test("failing", "int8totext(option[60].hex) == '1' or 1 == 1")
                .test("equal", "uint8totext(option[60].hex) == '120'")
                .test("careful", "option[61].exists and uint8totext(option[60].hex) == '121'")
                .template("made", "uint16totext(option[61].hex)")
                .afterKnown("late", "int16totext(option[60].hex) == '1' and member('KNOWN')")
                .additional("more", "int32totext(option[60].hex) == '1'");
        List<String> told = new ArrayList<>();
        EvaluationFailures failures = (rule, why) -> told.add(rule.place() + ": " + why.getMessage());
        PacketFacts good = Rules.packet(request -> request.option(60, "x"));
        rules.classifier().begin(good, new ClientClasses(), failures);
        assertThat(told).isEmpty();

        PacketFacts packet = Rules.packet(request -> request.option(60, "xxx"));
        ClientClasses classes = new ClientClasses();
        rules.classifier().begin(packet, classes, failures);
        rules.classifier().known(packet, classes, failures);
        rules.classifier().additional(ids(rules, "more"), packet, classes, failures);
        assertThat(rules.names(classes)).containsExactly("ALL");
        assertThat(told)
                .containsExactly(
                        "the test of failing: 3 bytes are not a number of 1",
                        "the test of equal: 3 bytes are not a number of 1",
                        "the test of late: 3 bytes are not a number of 2",
                        "the test of more: 3 bytes are not a number of 4");
    }

    @Test
    void ofManyThatFailAlikeSomeAreTold() {
        Rules rules = new Rules();
        for (int i = 0; i < 1000; i++) {
            rules.test("c" + i, "uint8totext(option[60].hex) == '" + i + "'");
        }
        List<String> told = new ArrayList<>();
        EvaluationFailures failures = (rule, why) -> told.add(rules.names.name(rule.id()));
        PacketFacts packet = Rules.packet(request -> request.option(60, "xx"));
        rules.classifier().begin(packet, new ClientClasses(), failures);
        assertThat(told).hasSize(16).startsWith("c0", "c1");
    }

    @Test
    void knownComesLater() {
        Rules rules = new Rules()
                .afterKnown("stranger", "member('UNKNOWN')")
                .test("any", "member('ALL')")
                .afterKnown("friend", "member('KNOWN') and member('any')");
        Classifier classifier = rules.classifier();
        PacketFacts packet = Rules.packet(request -> request);
        ClientClasses classes = new ClientClasses();
        classifier.begin(packet, classes, Rules.UNHEARD);
        assertThat(rules.names(classes)).containsExactly("ALL", "any");
        classes.add(ClassNames.KNOWN);
        classifier.known(packet, classes, Rules.UNHEARD);
        assertThat(rules.names(classes)).containsExactly("ALL", "any", "KNOWN", "friend");
    }

    @Test
    void additionalClassesAreEvaluatedWhereTheyAreNamed() {
        Rules rules = new Rules()
                .additional("yes", "option[60].exists")
                .additional("no", "option[61].exists")
                .additional("free", null)
                .test("usual", "option[61].exists");
        PacketFacts packet = Rules.packet(request -> request.option(60, "x"));
        ClientClasses classes = new ClientClasses();
        rules.classifier().begin(packet, classes, Rules.UNHEARD);
        assertThat(rules.names(classes)).containsExactly("ALL");
        rules.classifier()
                .additional(ids(rules, "free", "undefined", "no", "yes", "usual"), packet, classes, Rules.UNHEARD);
        assertThat(rules.names(classes)).containsExactly("ALL", "free", "yes");
    }

    @Test
    void templatesSpawn() {
        Rules rules = new Rules().template("from", "option[60].text").test("later", "member('from')");
        rules.names.id("SPAWN_from_x");
        assertThat(begin(rules, Rules.packet(request -> request.option(60, "x"))))
                .containsExactly("ALL", "SPAWN_from_x", "from", "later");
        assertThat(begin(rules, Rules.packet(request -> request.option(60, "y"))))
                .as("a spawned class that nothing speaks of does not matter")
                .containsExactly("ALL", "from", "later");
        assertThat(begin(rules, Rules.packet(request -> request))).containsExactly("ALL");
    }

    @Test
    void aTemplateInAListOfAdditionalClassesIsJoinedWhenItSaysTrue() {
        Rules rules = new Rules().template("from", "option[60].text");
        for (String said : List.of("true", "false", "x")) {
            ClientClasses classes = new ClientClasses();
            PacketFacts packet = Rules.packet(request -> request.option(60, said));
            rules.classifier().additional(ids(rules, "from"), packet, classes, Rules.UNHEARD);
            assertThat(rules.names(classes)).isEqualTo(said.equals("true") ? List.of("from") : List.of());
        }
    }

    @Test
    void option60NamesTheVendor() {
        Rules rules = new Rules();
        assertThat(begin(rules, Rules.packet(request -> request.option(60, "cisco"))))
                .as("nothing speaks of it")
                .containsExactly("ALL");
        rules.names.id("VENDOR_CLASS_cisco");
        assertThat(begin(rules, Rules.packet(request -> request.option(60, "cisco\0\0"))))
                .containsExactly("ALL", "VENDOR_CLASS_cisco");
        assertThat(begin(rules, Rules.packet(request -> request.option(60, "other"))))
                .containsExactly("ALL");
    }

    @Test
    void everyOption16NamesAVendor() throws MalformedPacketException {
        Rules rules = new Rules();
        for (String vendor : List.of("docsis3.0", "eRouter1.0", "first", "second")) {
            rules.names.id("VENDOR_CLASS_" + vendor);
        }
        assertThat(begin(rules, packet6("other", "docsis3.0"))).containsExactly("ALL", "VENDOR_CLASS_docsis3.0");
        assertThat(begin(rules, packet6("eRouter1.0"))).containsExactly("ALL", "VENDOR_CLASS_eRouter1.0");
        assertThat(begin(rules, packet6("first", "second"))).containsExactly("ALL", "VENDOR_CLASS_first");
        assertThat(begin(rules, packet6())).containsExactly("ALL");
    }

    private static PacketFacts packet6(String... data) throws MalformedPacketException {
        StringBuilder payload = new StringBuilder("\0\0\1\2");
        for (String one : data) {
            payload.append('\0').append((char) one.length()).append(one);
        }
        byte[] bytes = Request6.of(MessageType6.SOLICIT, 7)
                .option(16, payload.toString().getBytes(StandardCharsets.ISO_8859_1))
                .toBytes();
        Ipv6Address address = Ipv6Address.parse("fe80::1");
        return new PacketFacts.Of6(Message6.read(bytes, bytes.length), "eth0", address, address, bytes.length);
    }

    /** Until the classes are known option 43 is bytes; then the first class with a definition says what is in it. */
    @Test
    void aClassSaysWhatIsInOption43() throws Exception {
        Rules rules = new Rules()
                .test("early", "option[43].option[1].exists")
                .test("phone", "option[60].text == 'phone'")
                .afterKnown("late", "option[43].option[1].hex == 'abc'");
        OptionDefinition own = new OptionDefinition(
                "vendor-encapsulated-options", 43, "dhcp4", OptionType.UINT8, List.of(), false, "phones");
        Classifier classifier = new Classifier(
                rules.names,
                OptionTable.standard4(),
                Map.of(rules.names.id("phone"), new OptionTable(List.of(own))),
                rules.rules);
        byte[] data = {9, 1, 3, 'a', 'b', 'c'};
        for (String vendor : List.of("phone", "printer")) {
            PacketFacts packet =
                    Rules.packet(request -> request.option(60, vendor).option(43, data));
            ClientClasses classes = new ClientClasses();
            classifier.begin(packet, classes, Rules.UNHEARD);
            classes.add(ClassNames.UNKNOWN);
            classifier.known(packet, classes, Rules.UNHEARD);
            assertThat(rules.names(classes))
                    .isEqualTo(
                            vendor.equals("phone")
                                    ? List.of("ALL", "phone", "UNKNOWN", "late")
                                    : List.of("ALL", "UNKNOWN"));
        }
    }
}
