package io.holdfast.config;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv4Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the {@code pools} of a subnet. */
final class PoolCompiler {

    private final OptionCompiler options;
    private final Problems problems;

    PoolCompiler(OptionCompiler options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    private record Placed(Section section, Pool4 pool) {}

    /** The pools by ascending address; {@code prefix} is absent when it could not be read. */
    List<Pool4> compile(Section subnet, @Nullable Ipv4Prefix prefix) {
        List<Placed> placed = new ArrayList<>();
        for (Section section : subnet.sections("pools")) {
            Ipv4Range range = range(section, prefix);
            OptionSet set = options.compile(section);
            if (range != null) {
                placed.add(new Placed(section, new Pool4((int) section.whole("pool-id"), range, set)));
            }
        }
        placed.sort(Comparator.comparing(p -> p.pool().range().first()));
        for (int i = 1; i < placed.size(); i++) {
            overlap(placed.get(i - 1), placed.get(i));
        }
        return placed.stream().map(Placed::pool).toList();
    }

    private void overlap(Placed lower, Placed higher) {
        if (lower.pool().range().overlaps(higher.pool().range())) {
            problems.error(
                    higher.section().at("pool"),
                    higher.section().path("pool"),
                    higher.pool().range() + " overlaps " + lower.pool().range() + " at "
                            + lower.section().at("pool"));
        }
    }

    private @Nullable Ipv4Range range(Section section, @Nullable Ipv4Prefix prefix) {
        String text = section.textOrNull("pool");
        if (text == null) {
            problems.error(section.at(), section.path(), "needs 'pool' (first-last or address/length)");
            return null;
        }
        try {
            Ipv4Range range = parse(text.replace(" ", "").replace("\t", ""));
            if (prefix != null && !(prefix.contains(range.first()) && prefix.contains(range.last()))) {
                problems.error(section.at("pool"), section.path("pool"), range + " is not within the subnet " + prefix);
                return null;
            }
            return range;
        } catch (IllegalArgumentException e) {
            problems.error(section.at("pool"), section.path("pool"), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static Ipv4Range parse(String text) {
        if (text.indexOf('/') >= 0) {
            return Ipv4Prefix.parse(text).range();
        }
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            throw new IllegalArgumentException("'" + text + "' is neither first-last nor address/length");
        }
        return new Ipv4Range(
                Ipv4Address.parse(text.substring(0, hyphen)), Ipv4Address.parse(text.substring(hyphen + 1)));
    }
}
