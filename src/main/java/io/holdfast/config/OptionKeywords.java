package io.holdfast.config;

import static io.holdfast.config.Keyword.flag;
import static io.holdfast.config.Keyword.text;
import static io.holdfast.config.Keyword.texts;
import static io.holdfast.config.Keyword.whole;

import io.holdfast.wire.OptionTable;
import java.util.List;

/** Keywords of {@code option-def} and {@code option-data}. */
final class OptionKeywords {

    private OptionKeywords() {}

    static final KeywordMap DEFINITION = new KeywordMap(
            NetworkKeywords.NOTES,
            List.of(
                    text("name"),
                    whole("code", 0, 255),
                    text("type"),
                    text("record-types"),
                    text("space").otherwise(OptionTable.DHCP4),
                    text("encapsulate"),
                    flag("array").otherwise(false)));

    static final KeywordMap DATA = new KeywordMap(
            NetworkKeywords.NOTES,
            List.of(
                    text("name"),
                    whole("code", 0, 255),
                    text("space").otherwise(OptionTable.DHCP4),
                    text("data"),
                    flag("csv-format"),
                    flag("always-send").otherwise(false),
                    flag("never-send").otherwise(false),
                    texts("client-classes").notBuilt(NetworkKeywords.CLASSES, Harmless::empty)));
}
