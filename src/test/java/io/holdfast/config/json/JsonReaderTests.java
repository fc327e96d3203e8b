package io.holdfast.config.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTests {

    @TempDir
    Path folder;

    private static ParsedJson parse(String text) throws ConfigException {
        return JsonReader.parse(text, "t");
    }

    /** All errors, one per line. */
    private static String errorsOf(String text) {
        try {
            return "none, but " + parse(text).root();
        } catch (ConfigException e) {
            return e.problems().stream().map(ConfigProblem::toString).collect(Collectors.joining("\n"));
        }
    }

    @Test
    void everyKindOfValueBecomesItsJavaValue() throws ConfigException {
        assertThat(parse("{\"a\":[1,-2,3.5,1e3,true,false,null,\"x\"],\"b\":{}}")
                        .root()
                        .plain())
                .isEqualTo(Map.of("a", Arrays.asList(1L, -2L, 3.5, 1000.0, true, false, null, "x"), "b", Map.of()));
    }

    @Test
    void mapsKeepTheOrderOfTheirKeys() throws ConfigException {
        assertThat(JsonWriter.compact(parse("{\"z\":1,\"a\":2,\"m\":3}").root().plain()))
                .isEqualTo("{\"z\":1,\"a\":2,\"m\":3}");
    }

    @Test
    void commentsOfThreeKindsStandWhereverABlankMay() throws ConfigException {
        String text = """
                # one
                { // two
                  "a" /* three
                  */ : /**/ 1 # four
                } // five""";
        assertThat(parse(text).root().plain()).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void commentSignsInsideTextAreText() throws ConfigException {
        assertThat(parse("[\"# // /* <?include\"]").root().plain()).isEqualTo(List.of("# // /* <?include"));
    }

    @Test
    void valuesAndKeysKeepTheirPlaces() throws ConfigException {
        JsonNode.Dict root = (JsonNode.Dict) parse("{\n  \"a\": [ 1,\n\t2 ]\n}").root();
        JsonNode.Member a = root.members().get("a");
        assertThat(root.at()).hasToString("t:1:1");
        assertThat(a).isNotNull();
        assertThat(a.keyAt()).hasToString("t:2:3");
        assertThat(a.value().at()).hasToString("t:2:8");
        assertThat(((JsonNode.Array) a.value()).items().get(1).at()).hasToString("t:3:2");
    }

    @Test
    void escapesAreUnderstood() throws ConfigException {
        assertThat(parse("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"]")
                        .root()
                        .plain())
                .isEqualTo(List.of("\"\\/\b\f\n\r\té😀"));
    }

    @Test
    void aTrailingCommaIsAWarning() throws ConfigException {
        ParsedJson json = parse("{\"a\":[1,2,],\n}");
        assertThat(json.root().plain()).isEqualTo(Map.of("a", List.of(1L, 2L)));
        assertThat(json.warnings())
                .extracting(ConfigProblem::toString)
                .containsExactly("t:1:10: extraneous comma", "t:1:12: extraneous comma");
    }

    @Test
    void aByteOrderMarkIsSkipped() throws ConfigException {
        assertThat(parse("\ufeff[]").root().plain()).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                 | t:1:1: a value must stand here, found the end of the text
            {                  | t:1:2: a key in double quotes must stand here, found the end of the text
            {a:1}              | t:1:2: a key in double quotes must stand here, found 'a'
            {"a" 1}            | t:1:6: ':' must stand here, found '1'
            {"a":}             | t:1:6: a value must stand here, found '}'
            {"a":1 "b":2}      | t:1:8: ',' or '}' must stand here, found '"'
            [1 2]              | t:1:4: ',' or ']' must stand here, found '2'
            [,]                | t:1:2: a value must stand here, found ','
            [1,,2]             | t:1:4: a value must stand here, found ','
            [1                 | t:1:3: ',' or ']' must stand here, found the end of the text
            ["abc              | t:1:2: this text does not end; its closing '"' is missing in the line
            ["a\\x"]           | t:1:4: a backslash is followed by one of " \\ / b f n r t u; to mean itself it is doubled
            ["\\u12g4"]        | t:1:3: \\u is followed by four hexadecimal digits
            [True]             | t:1:2: 'true' is written in lower case
            [yes]              | t:1:2: 'yes' is neither a number nor true, false or null; text stands in double quotes
            [1.2.3]            | t:1:2: '1.2.3' is neither a number nor true, false or null; text stands in double quotes
            [9223372036854775808] | t:1:2: the number 9223372036854775808 is too large
            [1e999]            | t:1:2: the number 1e999 is too large
            [] []              | t:1:4: nothing may follow here, found '['
            [ /* x             | t:1:3: this comment does not end; '*/' is missing
            {"a":1,"a":2}      | t:1:8: the key 'a' already stands at t:1:2
            <?include "x"?>    | t:1:1: a file can be included only in a file
            """)
    void whatIsNotJsonIsReportedWithItsPlace(String text, String expected) {
        assertThat(errorsOf(text == null ? "" : text)).isEqualTo(expected.replace("\\\\", "\\"));
    }

    @Test
    void allDuplicateKeysAreReported() {
        assertThat(errorsOf("{\"a\":1,\n\"a\":2,\n\"b\":{\"c\":1,\"c\":1}}"))
                .isEqualTo("t:2:1: the key 'a' already stands at t:1:2\nt:3:12: the key 'c' already stands at t:3:6");
    }

    @Test
    void aControlCharacterInATextIsAnError() {
        assertThat(errorsOf("[\"a\tb\"]")).isEqualTo("t:1:4: a control character must be written \\u0009");
    }

    @Test
    void nestingIsBounded() throws ConfigException {
        assertThat(parse("[".repeat(100) + "]".repeat(100)).warnings()).isEmpty();
        assertThat(errorsOf("[".repeat(200_000))).isEqualTo("t:1:102: maps and lists are nested more than 100 deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":tru", "\"\\", "\"\\u1", "[-]", "{\"\":}", "/", "<?include", "[1,", "\u0000", "\uffff"})
    void brokenTextsEndInTheDeclaredException(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(ConfigException.class);
    }

    @Test
    void filesAreIncludedRelativeToTheIncludingOneAndNeedNotBeWholeValues() throws Exception {
        Path main = write("main.json", "{ \"a\": 1,\n <?include \"sub/more.json\"?> }");
        write("sub/more.json", "\"b\": <?include \"list.json\"?>,\n\"c\": 3");
        write("sub/list.json", "[ 2 ] // done");

        JsonNode.Dict root = (JsonNode.Dict) JsonReader.read(main).root();

        assertThat(root.plain()).isEqualTo(Map.of("a", 1L, "b", List.of(2L), "c", 3L));
        JsonNode c = root.get("c");
        assertThat(c).isNotNull();
        assertThat(c.at()).hasToString(folder.resolve("sub/more.json") + ":2:6");
    }

    @Test
    void aFileThatIncludesItselfIsReported() throws Exception {
        Path main = write("a.json", "[ <?include \"b.json\"?> ]");
        Path b = write("b.json", "1,\n<?include \"a.json\"?>");
        assertThatThrownBy(() -> JsonReader.read(main)).hasMessage(b + ":2:1: '" + main + "' includes itself");
    }

    @Test
    void tenLevelsOfInclusionAreAllowedAndElevenAreNot() throws Exception {
        for (int i = 0; i < 10; i++) {
            write("f" + i, "<?include \"f" + (i + 1) + "\"?>");
        }
        write("f10", "5");
        assertThat(JsonReader.read(folder.resolve("f0")).root().plain()).isEqualTo(5L);
        write("f10", "<?include \"f11\"?>");
        write("f11", "5");
        assertThatThrownBy(() -> JsonReader.read(folder.resolve("f0")))
                .hasMessage(folder.resolve("f10") + ":1:1: files are included more than 10 levels deep");
    }

    @Test
    void anIncludedFileThatIsNotThereIsReportedWhereItIsIncluded() throws Exception {
        Path main = write("a.json", "{\n  <?include \"no.json\"?>\n}");
        assertThatThrownBy(() -> JsonReader.read(main))
                .hasMessage(main + ":2:3: there is no file '" + folder.resolve("no.json") + "'");
    }

    @Test
    void aFileThatIsNotThereOrNotTextIsReported() throws Exception {
        Path no = folder.resolve("no.json");
        assertThatThrownBy(() -> JsonReader.read(no)).hasMessage(no + ":1:1: there is no file '" + no + "'");
        Path binary = Files.write(folder.resolve("b"), new byte[] {'"', (byte) 0xff, '"'});
        assertThatThrownBy(() -> JsonReader.read(binary))
                .hasMessage(binary + ":1:1: '" + binary + "' is not UTF-8 text");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(folder.resolve("sub"));
        return Files.writeString(file, text);
    }
}
