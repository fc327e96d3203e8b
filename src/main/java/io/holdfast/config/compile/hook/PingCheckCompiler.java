package io.holdfast.config.compile.hook;

import io.holdfast.config.PingCheck;
import io.holdfast.config.compile.keyword.HookKeywords;
import io.holdfast.config.compile.keyword.KeywordCheck;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.network.SubnetCompiler;
import io.holdfast.config.json.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of the ping check, and what subnets have instead of them in their user-context. */
final class PingCheckCompiler {

    private static final String IN_CONTEXT = "ping-check";

    private final Problems problems;

    PingCheckCompiler(Problems problems) {
        this.problems = problems;
    }

    PingCheck compile(Section parameters, List<? extends SubnetCompiler.Placed<?>> subnets) {
        Map<Integer, PingCheck.Terms> own = new HashMap<>();
        for (SubnetCompiler.Placed<?> placed : subnets) {
            Section subnet = placed.home().subnet();
            if (subnet.dict().get("user-context") instanceof JsonNode.Dict context
                    && context.get(IN_CONTEXT) instanceof JsonNode.Dict dict) {
                String path = subnet.path("user-context") + "." + IN_CONTEXT;
                new KeywordCheck(problems).map(dict, HookKeywords.PING_CHECK, path);
                own.put(placed.subnet().id(), terms(new Section(dict, HookKeywords.PING_CHECK, path)));
            }
        }
        return new PingCheck(terms(parameters), (int) parameters.whole("ping-channel-threads"), own);
    }

    /** As in Kea, what a subnet leaves out has its default, not the global value. */
    private static PingCheck.Terms terms(Section section) {
        return new PingCheck.Terms(
                section.flag("enable-ping-check"),
                (int) section.whole("min-ping-requests"),
                section.whole("reply-timeout"),
                section.whole("ping-cltt-secs"));
    }
}
