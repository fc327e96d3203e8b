package io.holdfast.config.compile.network;

import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.config.OptionSet;
import io.holdfast.config.PdPool6;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.compile.policy.PolicyCompiler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the {@code pd-pools} of a subnet. */
final class PdPoolCompiler {

    private static final String EXCLUDED = "excluded-prefix";
    private static final String EXCLUDED_LENGTH = "excluded-prefix-len";

    private final OptionCompiler options;
    private final PolicyCompiler policies;
    private final PoolSpaces spaces;
    private final Problems problems;

    PdPoolCompiler(OptionCompiler options, PolicyCompiler policies, PoolSpaces spaces, Problems problems) {
        this.options = options;
        this.policies = policies;
        this.spaces = spaces;
        this.problems = problems;
    }

    private record Placed(Section section, PdPool6 pool) {}

    /** By ascending prefix. */
    List<PdPool6> compile(Section subnet) {
        List<Placed> placed = new ArrayList<>();
        for (Section section : subnet.sections("pd-pools")) {
            OptionSet set = options.compile(section);
            PdPool6 pool = pool(section, set);
            if (pool != null) {
                placed.add(new Placed(section, pool));
                spaces.add(section, pool);
            }
        }
        placed.sort(Comparator.comparing((Placed p) -> p.pool().prefix().network())
                .thenComparing(p -> p.pool().prefix().length()));
        for (int i = 1; i < placed.size(); i++) {
            overlap(placed.get(i - 1), placed.get(i));
        }
        return placed.stream().map(Placed::pool).toList();
    }

    private void overlap(Placed lower, Placed higher) {
        if (lower.pool().prefix().contains(higher.pool().prefix())) {
            problems.error(
                    higher.section().at("prefix"),
                    higher.section().path("prefix"),
                    higher.pool().prefix() + " overlaps " + lower.pool().prefix() + " at "
                            + lower.section().at("prefix"));
        }
    }

    private @Nullable PdPool6 pool(Section section, OptionSet set) {
        Long length = length(section, "prefix-len");
        Long delegated = length(section, "delegated-len");
        Ipv6Prefix prefix = length == null ? null : prefix(section, length);
        if (section.textOrNull("prefix") == null) {
            problems.error(section.at(), section.path(), "needs 'prefix', an address without its length");
        }
        if (prefix == null || delegated == null) {
            return null;
        }
        if (delegated < prefix.length()) {
            error(section, "delegated-len", delegated + " is less than prefix-len (" + prefix.length() + ")");
            return null;
        }
        return new PdPool6(
                (int) section.whole("pool-id"),
                prefix,
                delegated.intValue(),
                excluded(section, prefix, delegated.intValue()),
                set,
                policies.prefixes(section));
    }

    private @Nullable Long length(Section section, String name) {
        Long length = section.wholeGiven(name);
        if (length == null && section.dict().get(name) == null) {
            problems.error(section.at(), section.path(), "needs '" + name + "'");
        }
        return length;
    }

    /** RFC 6603 §4.2: part of a delegated prefix, so longer than it; written for the first one, it holds for all. Length 0 and the address :: mean there is none. */
    private @Nullable Ipv6Prefix excluded(Section section, Ipv6Prefix pool, int delegated) {
        long length = section.whole(EXCLUDED_LENGTH);
        String text = section.textOrNull(EXCLUDED);
        if ((text == null || text.equals("::")) && length == 0) {
            return null;
        }
        if (text == null || length == 0) {
            String there = text == null ? EXCLUDED_LENGTH : EXCLUDED;
            error(section, there, "needs '" + (text == null ? EXCLUDED : EXCLUDED_LENGTH) + "', too");
            return null;
        }
        Ipv6Address address = address(section, EXCLUDED, text);
        if (address == null) {
            return null;
        }
        if (length <= delegated) {
            error(section, EXCLUDED_LENGTH, length + " is not greater than delegated-len (" + delegated + ")");
            return null;
        }
        Ipv6Prefix excluded = Ipv6Prefix.around(address, (int) length);
        Ipv6Prefix first = new Ipv6Prefix(pool.network(), delegated);
        if (!first.contains(excluded)) {
            error(section, EXCLUDED, excluded + " is not within the first prefix to be delegated, " + first);
            return null;
        }
        if (!excluded.network().equals(address)) {
            problems.warning(
                    section.at(EXCLUDED),
                    section.path(EXCLUDED),
                    address + " has bits set beyond its length of " + length + ", which do not count: " + excluded);
        }
        return excluded;
    }

    private @Nullable Ipv6Prefix prefix(Section section, long length) {
        String text = section.textOrNull("prefix");
        Ipv6Address address = text == null ? null : address(section, "prefix", text);
        if (address == null) {
            return null;
        }
        try {
            return new Ipv6Prefix(address, (int) length);
        } catch (IllegalArgumentException e) {
            error(section, "prefix", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Ipv6Address address(Section section, String name, String text) {
        try {
            return Ipv6Address.parse(text.strip());
        } catch (IllegalArgumentException e) {
            error(section, name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void error(Section section, String name, String message) {
        problems.error(section.at(name), section.path(name), message);
    }
}
