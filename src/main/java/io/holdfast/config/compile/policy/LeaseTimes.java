package io.holdfast.config.compile.policy;

import io.holdfast.config.Lifetimes;
import io.holdfast.config.TeeTimes;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import org.jspecify.annotations.Nullable;

/** Lifetimes and T1, T2, with Kea's rules for what is given only in part. */
public final class LeaseTimes {

    private static final String VALID = "valid-lifetime";
    private static final String PREFERRED = "preferred-lifetime";
    private static final String T1 = "t1-percent";
    private static final String T2 = "t2-percent";

    private final Problems problems;

    public LeaseTimes(Problems problems) {
        this.problems = problems;
    }

    /** A bound that is not given is the lifetime itself: then clients have no say in that direction. */
    public Lifetimes lifetimes(Scope scope) {
        return lifetimes(scope, VALID, scope.whole(VALID));
    }

    /** Absent when none of the three is given. */
    public @Nullable Lifetimes preferred(Scope scope) {
        Lifetimes preferred = partial(scope, PREFERRED);
        if (preferred != null) {
            longerThanValid(scope, preferred.normal());
        }
        return preferred;
    }

    /**
     * Absent when none of the three is given. Of bounds without a lifetime the middle is it, or the only one that is
     * given.
     */
    public @Nullable Lifetimes partial(Scope scope, String name) {
        Long given = scope.wholeGiven(name);
        Long min = scope.wholeGiven("min-" + name);
        Long max = scope.wholeGiven("max-" + name);
        if (given == null && min == null && max == null) {
            return null;
        }
        long low = min == null ? max == null ? 0 : max : min;
        long high = max == null ? low : max;
        return lifetimes(scope, name, given == null ? low + (high - low) / 2 : given);
    }

    private void longerThanValid(Scope scope, long preferred) {
        long valid = scope.whole(VALID);
        Section section = nearest(scope, PREFERRED, VALID);
        if (preferred > valid && (section.has(PREFERRED) || section.has(VALID))) {
            String name = section.has(PREFERRED) ? PREFERRED : VALID;
            problems.warning(
                    section.at(name),
                    section.path(name),
                    PREFERRED + " (" + preferred + ") is greater than " + VALID + " (" + valid
                            + "), so that five eighths of the latter are used");
        }
    }

    private Lifetimes lifetimes(Scope scope, String name, long normal) {
        String minName = "min-" + name;
        String maxName = "max-" + name;
        Long givenMin = scope.wholeGiven(minName);
        Long givenMax = scope.wholeGiven(maxName);
        long min = givenMin == null ? normal : givenMin;
        long max = givenMax == null ? normal : givenMax;
        if (givenMin != null && givenMax != null && min > max) {
            complain(scope, minName + " (" + min + ") is greater than " + maxName + " (" + max + ")", minName, maxName);
        } else if (min > normal) {
            complain(scope, minName + " (" + min + ") is greater than " + name + " (" + normal + ")", minName, name);
        } else if (normal > max) {
            complain(scope, maxName + " (" + max + ") is less than " + name + " (" + normal + ")", maxName, name);
        } else {
            return new Lifetimes(min, normal, max);
        }
        return new Lifetimes(normal, normal, normal);
    }

    public TeeTimes teeTimes(Scope scope) {
        @Nullable Long renew = scope.wholeGiven("renew-timer");
        @Nullable Long rebind = scope.wholeGiven("rebind-timer");
        if (renew != null && rebind != null && renew > rebind) {
            Section section = nearest(scope, "renew-timer", "rebind-timer");
            String name = section.has("renew-timer") ? "renew-timer" : "rebind-timer";
            problems.warning(
                    section.at(name),
                    section.path(name),
                    "renew-timer (" + renew + ") is greater than rebind-timer (" + rebind
                            + "), so that T1 is not sent");
        }
        double t1 = scope.real(T1);
        double t2 = scope.real(T2);
        boolean calculate = scope.flag("calculate-tee-times");
        if (calculate) {
            percents(scope, t1, t2);
        }
        return new TeeTimes(renew, rebind, calculate, t1, t2);
    }

    private void percents(Scope scope, double t1, double t2) {
        if (t1 <= 0 || t1 >= 1) {
            complain(scope, T1 + " (" + t1 + ") is not between 0 and 1", T1);
        } else if (t2 <= 0 || t2 >= 1) {
            complain(scope, T2 + " (" + t2 + ") is not between 0 and 1", T2);
        } else if (t1 >= t2) {
            complain(scope, T1 + " (" + t1 + ") is not less than " + T2 + " (" + t2 + ")", T1, T2);
        }
    }

    /** Reported in the most specific map that gives one of the values, so that the same quarrel is reported once. */
    private void complain(Scope scope, String message, String... names) {
        Section section = nearest(scope, names);
        for (String name : names) {
            if (section.has(name)) {
                problems.error(section.at(name), section.path(name), message);
                return;
            }
        }
        problems.error(section.at(), section.path(), message);
    }

    private static Section nearest(Scope scope, String... names) {
        for (Section section : scope.sections()) {
            for (String name : names) {
                if (section.has(name)) {
                    return section;
                }
            }
        }
        return scope.sections().getLast();
    }
}
