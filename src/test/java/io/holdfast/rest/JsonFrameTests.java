package io.holdfast.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFrameTests {

    /** The bar stands where the value ends; what follows is not looked at. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}|",
                "  \n{}|{}",
                "{\"a\": {\"b\": [1, 2]}}| x",
                "[{\"command\": \"x\"}]|",
                "{\"a\": \"}\"}|",
                "{\"a\": \"\\\"}\"}|",
                "{\"a\": \"\\\\\"}|}",
                "# } comment {\n{}|",
                "// } comment\n{}|",
                "/* } ** / */{\"a\": /* } */ 1}|",
                "{\"a\": 1 # }\n}|",
                "{\"a\": 1 // }\n}|",
                "{\"ä\": \"ö}\"}|",
                "{\"a\": \"/* \"}|",
                "x|{}",
                "\"|{}\"",
                "7|",
                "]|"
            })
    void theEndIsFound(String marked) {
        byte[] bytes = marked.replaceFirst("\\|", "").getBytes(StandardCharsets.UTF_8);
        int expected = marked.substring(0, marked.indexOf('|')).getBytes(StandardCharsets.UTF_8).length;
        JsonFrame frame = new JsonFrame();
        int taken = 0;
        while (taken < bytes.length && !frame.take(bytes[taken])) {
            taken++;
        }
        assertThat(taken + 1).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "{\"a\": \"}", "{ # }", "/* {} ", "/", "[{}"})
    void whatIsNotCompleteHasNoEnd(String text) {
        JsonFrame frame = new JsonFrame();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            assertThat(frame.take(b)).isFalse();
        }
    }
}
