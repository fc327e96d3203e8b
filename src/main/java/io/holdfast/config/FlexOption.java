package io.holdfast.config;

import io.holdfast.classify.expression.Expression;
import io.holdfast.wire.OptionDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change to an option of the answer (the feature {@code libdhcp_flex_option}).
 *
 * @param code in the space of the protocol, or in {@code space} for one of {@code subOptions}
 * @param definition reads the expression's value as text; absent: its bytes are the payload
 * @param expression a term, or a condition where the option is removed; absent when there are sub-options
 * @param clientClass number of the class whose members alone it is for; absent: for everybody
 * @param subOptions changes inside of the option, in the order they are configured
 * @param vendorId the enterprise number whose options {@code space} has; 0 for none
 * @param container whether a sub-option may make its option, or takes it away with the last one
 */
public record FlexOption(
        String space,
        int code,
        @Nullable OptionDefinition definition,
        Action action,
        @Nullable Expression expression,
        @Nullable Integer clientClass,
        List<FlexOption> subOptions,
        long vendorId,
        boolean container) {

    public FlexOption {
        subOptions = List.copyOf(subOptions);
    }

    public enum Action {
        /** Unless the option is there. */
        ADD,
        /** Whether it is there or not. */
        SUPERSEDE,
        REMOVE,
        /** What is inside is changed. */
        SUB_OPTIONS
    }
}
