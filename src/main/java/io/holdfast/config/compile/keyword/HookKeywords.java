package io.holdfast.config.compile.keyword;

import static io.holdfast.config.compile.keyword.Keyword.INT32;
import static io.holdfast.config.compile.keyword.Keyword.UINT16;
import static io.holdfast.config.compile.keyword.Keyword.UINT32;
import static io.holdfast.config.compile.keyword.Keyword.flag;
import static io.holdfast.config.compile.keyword.Keyword.maps;
import static io.holdfast.config.compile.keyword.Keyword.text;
import static io.holdfast.config.compile.keyword.Keyword.whole;

import java.util.List;

/** Keywords of the parameters of built-in features, and of what they have in the user-context of subnets and classes. */
public final class HookKeywords {

    private HookKeywords() {}

    public static final KeywordMap FLEX_ID = new KeywordMap(List.of(
            text("identifier-expression"),
            flag("replace-client-id").otherwise(false),
            flag("ignore-iaid").otherwise(false)));

    private static final List<Keyword> CHANGE = List.of(
            whole("code", 0, UINT16),
            text("name"),
            text("space"),
            flag("csv-format").otherwise(false),
            text("add"),
            text("supersede"),
            text("remove"),
            text("client-class"),
            text("comment"));

    static final KeywordMap FLEX_SUB_OPTION = new KeywordMap(
            CHANGE,
            List.of(
                    flag("container-add").otherwise(true),
                    flag("container-remove").otherwise(true)));

    static final KeywordMap FLEX_OPTION_ENTRY =
            new KeywordMap(CHANGE, List.of(maps("sub-options", () -> FLEX_SUB_OPTION)));

    public static final KeywordMap FLEX_OPTION = new KeywordMap(List.of(maps("options", () -> FLEX_OPTION_ENTRY)));

    public static final KeywordMap PING_CHECK = new KeywordMap(List.of(
            flag("enable-ping-check").otherwise(true),
            whole("min-ping-requests", 1, INT32).otherwise(1L),
            whole("reply-timeout", 1, INT32).otherwise(100L),
            whole("ping-cltt-secs", 0, UINT32).otherwise(60L),
            whole("ping-channel-threads", 0, UINT16).otherwise(0L)));

    public static final KeywordMap LIMITS = new KeywordMap(
            List.of(whole("address-limit", 0, UINT32), whole("prefix-limit", 0, UINT32), text("rate-limit")));

    public static final KeywordMap NOTHING = new KeywordMap();
}
