package io.holdfast.config;

/**
 * An identifier made by an expression (the feature {@code libdhcp_flex_id}).
 *
 * @param expression of text, checked; an empty value means there is no identifier
 * @param replaceClientId whether it stands in the place of the client identifier or DUID as well
 * @param ignoreIaid of DHCPv6: whether the only IA_NA and the only IA_PD of a message have the IAID 0
 */
public record FlexId(String expression, boolean replaceClientId, boolean ignoreIaid) {}
