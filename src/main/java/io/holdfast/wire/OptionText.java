package io.holdfast.wire;

import io.holdfast.address.HexText;

/** Option payloads as operators write them: comma-separated fields by definition, or hexadecimal. */
public final class OptionText {

    private OptionText() {}

    /**
     * The payload for {@code data} as written with {@code csv-format} true.
     *
     * @throws IllegalArgumentException saying which field is wrong and what would be right
     */
    public static byte[] encode(OptionDefinition definition, String data) {
        throw new IllegalArgumentException("option " + definition.name() + ": '" + data + "'");
    }

    /**
     * The payload for {@code data} as written with {@code csv-format} false: {@code 0A1B}, {@code 0x0a1b}, {@code 0a:1b},
     * {@code 0a 1b}.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static byte[] hex(String data) {
        return HexText.parse(data);
    }
}
