package io.holdfast.config;

import io.holdfast.classify.expression.Expression;

/**
 * An identifier made by an expression (the feature {@code libdhcp_flex_id}).
 *
 * @param expression whose value is the identifier; there is none when it is empty
 * @param replaceClientId whether it stands in the place of the client identifier or DUID as well
 * @param ignoreIaid of DHCPv6: whether the only IA_NA and the only IA_PD of a message have the IAID 0
 */
public record FlexId(Expression.Term expression, boolean replaceClientId, boolean ignoreIaid) {}
