package io.holdfast.config.compile.policy;

import io.holdfast.classify.ClassGuard;
import io.holdfast.config.HostModes;
import io.holdfast.config.LeaseCaching;
import io.holdfast.config.PoolPolicy;
import io.holdfast.config.SubnetPolicy;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom subnets and pools are for, and how their clients are treated: what both protocols say alike. */
public final class PolicyCompiler {

    private static final String THRESHOLD = "cache-threshold";

    private final Problems problems;
    private final ClassLists classes;
    private final NameCompiler names;

    public PolicyCompiler(ClassLists classes, Problems problems) {
        this.classes = classes;
        this.problems = problems;
        this.names = new NameCompiler(problems);
    }

    /** @param scope of the subnet with all it inherits from */
    public SubnetPolicy subnet(@Nullable String network, Scope scope) {
        Section subnet = scope.sections().getFirst();
        return new SubnetPolicy(
                network,
                guard(subnet),
                additional(subnet),
                new HostModes(
                        scope.flag("reservations-global"),
                        scope.flag("reservations-in-subnet"),
                        scope.flag("reservations-out-of-pool")),
                names.compile(scope),
                caching(scope),
                scope.real("adaptive-lease-time-threshold"));
    }

    private LeaseCaching caching(Scope scope) {
        double threshold = scope.real(THRESHOLD);
        if (threshold >= 1) {
            Section origin = scope.origin(THRESHOLD);
            problems.error(origin.at(THRESHOLD), origin.path(THRESHOLD), threshold + " is not less than 1");
        }
        return new LeaseCaching(threshold, scope.wholeGiven("cache-max-age"));
    }

    /** @param scope of the subnet */
    public PoolPolicy pool(Section pool, Scope scope) {
        return new PoolPolicy(
                guard(pool), additional(pool), names.isNamedIn(pool) ? names.compile(scope.within(pool)) : null);
    }

    /** Of prefixes, which have no names. */
    public PoolPolicy prefixes(Section pool) {
        return new PoolPolicy(guard(pool), additional(pool), null);
    }

    public ClassGuard guard(Section owner) {
        return classes.guard(owner);
    }

    public List<Integer> additional(Section owner) {
        return classes.additional(owner);
    }
}
