package io.holdfast.config;

import org.jspecify.annotations.Nullable;

/** Lifetimes and T1, T2, with Kea's rules for what is given only in part. */
final class LeaseTimes {

    private static final String NORMAL = "valid-lifetime";
    private static final String MIN = "min-valid-lifetime";
    private static final String MAX = "max-valid-lifetime";
    private static final String T1 = "t1-percent";
    private static final String T2 = "t2-percent";

    private final Problems problems;

    LeaseTimes(Problems problems) {
        this.problems = problems;
    }

    /** A bound that is not given is the lifetime itself: then clients have no say in that direction. */
    Lifetimes lifetimes(Scope scope) {
        long normal = scope.whole(NORMAL);
        Long givenMin = scope.wholeGiven(MIN);
        Long givenMax = scope.wholeGiven(MAX);
        long min = givenMin == null ? normal : givenMin;
        long max = givenMax == null ? normal : givenMax;
        if (givenMin != null && givenMax != null && min > max) {
            complain(scope, MIN + " (" + min + ") is greater than " + MAX + " (" + max + ")", MIN, MAX);
        } else if (min > normal) {
            complain(scope, MIN + " (" + min + ") is greater than " + NORMAL + " (" + normal + ")", MIN, NORMAL);
        } else if (normal > max) {
            complain(scope, MAX + " (" + max + ") is less than " + NORMAL + " (" + normal + ")", MAX, NORMAL);
        } else {
            return new Lifetimes(min, normal, max);
        }
        return new Lifetimes(normal, normal, normal);
    }

    TeeTimes teeTimes(Scope scope) {
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
