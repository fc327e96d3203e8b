package io.holdfast.config;

import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.PrefixRange;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes that may be delegated to anybody; they need not lie within the subnet.
 *
 * @param id 0 when not configured
 * @param prefix what the delegated prefixes are parts of
 * @param delegatedLength of each, not less than the prefix's own
 * @param excluded within the first delegated prefix and longer than it: its bits behind {@code delegatedLength} say which
 *     part of each delegated prefix the client must not use (RFC 6603)
 */
public record PdPool6(
        int id,
        Ipv6Prefix prefix,
        int delegatedLength,
        @Nullable Ipv6Prefix excluded,
        OptionSet options,
        PoolPolicy policy) {

    public PrefixRange range() {
        return PrefixRange.of(prefix, delegatedLength);
    }
}
