package io.holdfast.classify;

import io.holdfast.classify.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * How packets come into a class.
 *
 * @param id see {@link ClassNames}
 * @param test a condition; or, of a template, a term, whose value names the class that it spawns; absent when only
 *     reservations and lists of additional classes bring packets into it
 * @param onlyAdditional whether it is evaluated only where a list of additional classes names it
 * @param dependsOnKnown whether its test needs to know whether the client has a reservation
 * @param place where the test stands in the configuration, for people
 */
public record ClassRule(
        int id, @Nullable Expression test, boolean onlyAdditional, boolean dependsOnKnown, String place) {}
