package io.holdfast.config.compile.network;

import io.holdfast.address.AddressRange;
import io.holdfast.address.Protocol;
import io.holdfast.config.OptionSet;
import io.holdfast.config.PoolPolicy;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.compile.policy.PolicyCompiler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code pools} of a subnet. */
final class PoolCompiler {

    private final Protocol protocol;
    private final OptionCompiler options;
    private final PolicyCompiler policies;
    private final Problems problems;

    PoolCompiler(Protocol protocol, OptionCompiler options, PolicyCompiler policies, Problems problems) {
        this.protocol = protocol;
        this.options = options;
        this.policies = policies;
        this.problems = problems;
    }

    /** A pool and where it is written. */
    record Placed(Section section, int id, AddressRange range, OptionSet options, PoolPolicy policy) {}

    /**
     * The pools by ascending address.
     *
     * @param subnet with all it inherits from
     * @param prefix of the subnet, for messages
     * @param whole the addresses of the subnet; absent, as the prefix, when that could not be read
     */
    List<Placed> compile(Scope subnet, @Nullable Object prefix, @Nullable AddressRange whole) {
        List<Placed> placed = new ArrayList<>();
        for (Section section : subnet.sections().getFirst().sections("pools")) {
            AddressRange range = range(section, prefix, whole);
            OptionSet set = options.compile(section);
            PoolPolicy policy = policies.pool(section, subnet);
            if (range != null) {
                placed.add(new Placed(section, (int) section.whole("pool-id"), range, set, policy));
            }
        }
        placed.sort(Comparator.comparing(p -> p.range().first()));
        for (int i = 1; i < placed.size(); i++) {
            overlap(placed.get(i - 1), placed.get(i));
        }
        return placed;
    }

    private void overlap(Placed lower, Placed higher) {
        if (higher.range().first().compareTo(lower.range().last()) <= 0) {
            problems.error(
                    higher.section().at("pool"),
                    higher.section().path("pool"),
                    higher.range() + " overlaps " + lower.range() + " at "
                            + lower.section().at("pool"));
        }
    }

    private @Nullable AddressRange range(Section section, @Nullable Object prefix, @Nullable AddressRange whole) {
        String text = section.textOrNull("pool");
        if (text == null) {
            problems.error(section.at(), section.path(), "needs 'pool' (first-last or address/length)");
            return null;
        }
        try {
            AddressRange range =
                    ProtocolTerms.pool(protocol, text.replace(" ", "").replace("\t", ""));
            if (whole != null && !(whole.contains(range.first()) && whole.contains(range.last()))) {
                problems.error(section.at("pool"), section.path("pool"), range + " is not within the subnet " + prefix);
                return null;
            }
            return range;
        } catch (IllegalArgumentException e) {
            problems.error(section.at("pool"), section.path("pool"), String.valueOf(e.getMessage()));
            return null;
        }
    }
}
