package io.holdfast.config.compile.keyword;

import static io.holdfast.config.compile.keyword.Keyword.UINT16;
import static io.holdfast.config.compile.keyword.Keyword.flag;
import static io.holdfast.config.compile.keyword.Keyword.text;
import static io.holdfast.config.compile.keyword.Keyword.texts;
import static io.holdfast.config.compile.keyword.Keyword.whole;

import io.holdfast.wire.OptionTable;
import java.util.List;

/** Keywords of {@code option-def} and {@code option-data}. */
final class OptionKeywords {

    private OptionKeywords() {}

    static final KeywordMap DEFINITION = definition(OptionTable.DHCP4, 255);
    static final KeywordMap DEFINITION_6 = definition(OptionTable.DHCP6, UINT16);
    static final KeywordMap DATA = data(OptionTable.DHCP4, 255);
    static final KeywordMap DATA_6 = data(OptionTable.DHCP6, UINT16);

    private static KeywordMap definition(String space, long highest) {
        return new KeywordMap(
                NetworkKeywords.NOTES,
                List.of(
                        text("name"),
                        whole("code", 0, highest),
                        text("type"),
                        text("record-types"),
                        text("space").otherwise(space),
                        text("encapsulate"),
                        flag("array").otherwise(false)));
    }

    private static KeywordMap data(String space, long highest) {
        return new KeywordMap(
                NetworkKeywords.NOTES,
                List.of(
                        text("name"),
                        whole("code", 0, highest),
                        text("space").otherwise(space),
                        text("data"),
                        flag("csv-format"),
                        flag("always-send").otherwise(false),
                        flag("never-send").otherwise(false),
                        texts("client-classes")));
    }
}
