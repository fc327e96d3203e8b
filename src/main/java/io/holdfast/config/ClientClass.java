package io.holdfast.config;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.OptionTable;
import org.jspecify.annotations.Nullable;

/**
 * What members of a class get.
 *
 * @param id see {@code ClassNames}
 * @param valid absent where the class says nothing; preferred likewise, of DHCPv6
 * @param definitions of options whose meaning depends on the class (43 and 224 to 254 of DHCPv4), beside the global ones;
 *     absent when it has none
 * @param nextServer and what follows of DHCPv4; absent where the class says nothing
 */
public record ClientClass(
        int id,
        String name,
        OptionSet options,
        @Nullable OptionTable definitions,
        @Nullable Lifetimes valid,
        @Nullable Lifetimes preferred,
        @Nullable Long offerLifetime,
        @Nullable Ipv4Address nextServer,
        @Nullable String serverHostname,
        @Nullable String bootFileName) {}
