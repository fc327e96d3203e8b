package io.holdfast.config.compile.hook;

import io.holdfast.address.Protocol;
import io.holdfast.classify.expression.Expression;
import io.holdfast.classify.expression.Expression.Term;
import io.holdfast.classify.expression.ExpressionScope;
import io.holdfast.config.Features;
import io.holdfast.config.FlexId;
import io.holdfast.config.FlexOption;
import io.holdfast.config.compile.classes.ExpressionCompiler;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.network.SubnetCompiler;
import io.holdfast.wire.OptionTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes what {@code hooks-libraries} switches on. */
public final class FeatureCompiler {

    private static final String EXPRESSION = "identifier-expression";
    private static final String IGNORE_IAID = "ignore-iaid";
    private static final Term NO_IDENTIFIER = new Expression.Literal("");

    private final Protocol protocol;
    private final Map<HookLibrary, Section> named;
    private final Problems problems;

    public FeatureCompiler(Protocol protocol, Map<HookLibrary, Section> named, Problems problems) {
        this.protocol = protocol;
        this.named = named;
        this.problems = problems;
    }

    public Features compile(
            Section global,
            OptionTable definitions,
            ClassLists classes,
            List<? extends SubnetCompiler.Placed<?>> subnets) {
        Section pings = named.get(HookLibrary.PING_CHECK);
        return new Features(
                named.keySet().stream().map(HookLibrary::text).collect(Collectors.toSet()),
                flexId(definitions, classes),
                flexOptions(definitions, classes),
                named.containsKey(HookLibrary.LIMITS)
                        ? new LimitCompiler(protocol, problems).compile(global, classes, subnets)
                        : null,
                pings == null ? null : new PingCheckCompiler(problems).compile(pings, subnets),
                named.containsKey(HookLibrary.BOOTP));
    }

    /** Without an expression nobody has an identifier: Kea allows that, so that it can be taken away for a while. */
    private @Nullable FlexId flexId(OptionTable definitions, ClassLists classes) {
        Section section = named.get(HookLibrary.FLEX_ID);
        if (section == null) {
            return null;
        }
        if (section.dict().get(EXPRESSION) == null) {
            problems.error(section.at(), section.path(), "needs '" + EXPRESSION + "'");
        }
        ExpressionScope scope = ExpressionScope.open(protocol, definitions, classes.names());
        Term expression = section.textOrNull(EXPRESSION) == null
                ? null
                : new ExpressionCompiler(scope, problems).term(section, EXPRESSION);
        boolean ignoreIaid = protocol == Protocol.DHCP6 && section.flag(IGNORE_IAID);
        if (ignoreIaid) {
            problems.warning(
                    section.at(IGNORE_IAID),
                    section.path(IGNORE_IAID),
                    "has no effect on clients with several associations of one kind; RFC 8415 wants IAIDs to count");
        }
        return expression == null && !ignoreIaid
                ? null
                : new FlexId(
                        expression == null ? NO_IDENTIFIER : expression, section.flag("replace-client-id"), ignoreIaid);
    }

    private List<FlexOption> flexOptions(OptionTable definitions, ClassLists classes) {
        Section section = named.get(HookLibrary.FLEX_OPTION);
        return section == null
                ? List.of()
                : new FlexOptionCompiler(protocol, definitions, classes, problems).compile(section);
    }
}
