package io.holdfast.config.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTests {

    @Test
    void compactJsonHasNoBlanks() {
        assertThat(JsonWriter.compact(Map.of("a", Arrays.asList(1L, 2, 0.25, true, null, "x", Map.of(), List.of()))))
                .isEqualTo("{\"a\":[1,2,0.25,true,null,\"x\",{},[]]}");
    }

    @Test
    void prettyJsonHasOneMemberPerLine() {
        assertThat(JsonWriter.pretty(Map.of("a", List.of(1, Map.of("b", List.of())))))
                .isEqualTo("""
                        {
                          "a": [
                            1,
                            {
                              "b": []
                            }
                          ]
                        }
                        """);
    }

    @Test
    void textIsAscii() {
        assertThat(JsonWriter.compact("\"\\/\b\n\r\t\u0000é😀\u007f"))
                .isEqualTo("\"\\\"\\\\/\\u0008\\n\\r\\t\\u0000\\u00e9\\ud83d\\ude00\\u007f\"");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws ConfigException {
        String text = "{\"a\":[1,-2.5,1.0E10,\"\\u20ac\",null,{\"b\":true}]}";
        Object value = JsonReader.parse(text, "t").root().plain();
        assertThat(JsonWriter.compact(value)).isEqualTo(text);
        assertThat(JsonReader.parse(JsonWriter.pretty(value), "t").root().plain())
                .isEqualTo(value);
    }

    @Test
    void thereIsNoNumberBeyondNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonWriter.compact(Double.NaN));
    }
}
