package io.holdfast.config.compile.hook;

import io.holdfast.address.Protocol;
import io.holdfast.config.Limits;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.HookKeywords;
import io.holdfast.config.compile.keyword.Keyword;
import io.holdfast.config.compile.keyword.KeywordCheck;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.network.SubnetCompiler;
import io.holdfast.config.json.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Limits stand in the user-context of the classes and subnets that they limit. */
final class LimitCompiler {

    private static final long DAY = 86_400;
    private static final Map<String, Long> SECONDS = Map.of(
            "second", 1L, "minute", 60L, "hour", 3_600L, "day", DAY, "week", 7 * DAY, "month", 30 * DAY, "year",
            365 * DAY);
    private static final Pattern RATE =
            Pattern.compile("([0-9]{1,10}) packets? per (second|minute|hour|day|week|month|year)");
    private static final String IN_CONTEXT = "limits";
    private static final String RATE_LIMIT = "rate-limit";
    private static final String PREFIX_LIMIT = "prefix-limit";

    private final Protocol protocol;
    private final Problems problems;

    LimitCompiler(Protocol protocol, Problems problems) {
        this.protocol = protocol;
        this.problems = problems;
    }

    Limits compile(Section global, ClassLists classes, List<? extends SubnetCompiler.Placed<?>> subnets) {
        Map<Integer, Limits.Limit> ofClasses = new HashMap<>();
        for (Section section : global.sections("client-classes")) {
            Limits.Limit limit = limit(section);
            String name = section.textOrNull("name");
            if (limit != null && name != null) {
                ofClasses.put(classes.id(name), limit);
            }
        }
        Map<Integer, Limits.Limit> ofSubnets = new HashMap<>();
        for (SubnetCompiler.Placed<?> placed : subnets) {
            Limits.Limit limit = limit(placed.home().subnet());
            if (limit != null) {
                ofSubnets.put(placed.subnet().id(), limit);
            }
        }
        return new Limits(ofClasses, ofSubnets);
    }

    private Limits.@Nullable Limit limit(Section owner) {
        if (!(owner.dict().get("user-context") instanceof JsonNode.Dict context)
                || !(context.get(IN_CONTEXT) instanceof JsonNode.Dict dict)) {
            return null;
        }
        String path = owner.path("user-context") + "." + IN_CONTEXT;
        new KeywordCheck(problems).map(dict, HookKeywords.LIMITS, path);
        Section section = new Section(dict, HookKeywords.LIMITS, path);
        if (protocol == Protocol.DHCP4 && section.has(PREFIX_LIMIT)) {
            problems.warning(
                    section.at(PREFIX_LIMIT), section.path(PREFIX_LIMIT), "changes nothing: DHCPv4 has no prefixes");
        }
        return new Limits.Limit(section.wholeGiven("address-limit"), section.wholeGiven(PREFIX_LIMIT), rate(section));
    }

    private Limits.@Nullable Rate rate(Section section) {
        String text = section.textGiven(RATE_LIMIT);
        if (text == null) {
            return null;
        }
        Limits.Rate rate = rate(text);
        if (rate == null) {
            problems.error(
                    section.at(RATE_LIMIT),
                    section.path(RATE_LIMIT),
                    "'" + text
                            + "' is not written as '4 packets per minute'; the number is from 0 to 4294967295, the time"
                            + " is a second, minute, hour, day, week, month or year");
        }
        return rate;
    }

    /** Null when the text is not one. */
    static Limits.@Nullable Rate rate(String text) {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches() || Long.parseLong(rate.group(1)) > Keyword.UINT32) {
            return null;
        }
        return new Limits.Rate(Long.parseLong(rate.group(1)), SECONDS.getOrDefault(rate.group(2), 1L));
    }
}
