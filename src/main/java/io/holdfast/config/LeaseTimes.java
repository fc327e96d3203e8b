package io.holdfast.config;

import org.jspecify.annotations.Nullable;

/** Lifetimes and T1, T2, with Kea's rules for what is given only in part. */
final class LeaseTimes {

    private final Problems problems;

    LeaseTimes(Problems problems) {
        this.problems = problems;
    }

    /** A bound that is not given is the lifetime itself: then clients have no say in that direction. */
    Lifetimes lifetimes(Scope scope) {
        long normal = scope.whole("valid-lifetime");
        Long givenMin = scope.wholeGiven("min-valid-lifetime");
        Long givenMax = scope.wholeGiven("max-valid-lifetime");
        long min = givenMin == null ? normal : givenMin;
        long max = givenMax == null ? normal : givenMax;
        if (givenMin != null && givenMax != null && min > max) {
            complain(scope, "min-valid-lifetime", "(" + min + ") is greater than max-valid-lifetime (" + max + ")");
        } else if (min > normal) {
            complain(scope, "min-valid-lifetime", "(" + min + ") is greater than valid-lifetime (" + normal + ")");
        } else if (normal > max) {
            complain(scope, "max-valid-lifetime", "(" + max + ") is less than valid-lifetime (" + normal + ")");
        } else {
            return new Lifetimes(min, normal, max);
        }
        return new Lifetimes(normal, normal, normal);
    }

    TeeTimes teeTimes(Scope scope) {
        @Nullable Long renew = scope.wholeGiven("renew-timer");
        @Nullable Long rebind = scope.wholeGiven("rebind-timer");
        if (renew != null && rebind != null && renew > rebind) {
            Section origin = scope.origin("renew-timer");
            problems.warning(
                    origin.at("renew-timer"),
                    origin.path("renew-timer"),
                    renew + " is greater than rebind-timer (" + rebind + "); T1 will not be sent");
        }
        boolean calculate = scope.flag("calculate-tee-times");
        double t1 = scope.real("t1-percent");
        double t2 = scope.real("t2-percent");
        if (calculate) {
            fraction(scope, "t1-percent", t1);
            fraction(scope, "t2-percent", t2);
            if (t1 >= t2) {
                complain(scope, "t1-percent", "(" + t1 + ") is not less than t2-percent (" + t2 + ")");
            }
        }
        return new TeeTimes(renew, rebind, calculate, t1, t2);
    }

    private void fraction(Scope scope, String name, double value) {
        if (value <= 0 || value >= 1) {
            complain(scope, name, value + " is not between 0 and 1");
        }
    }

    /** Reported where the most specific map that takes part stands, so that an inherited value does not hide it. */
    private void complain(Scope scope, String name, String message) {
        Section origin = scope.origin(name);
        problems.error(origin.at(name), origin.path(name), message);
    }
}
