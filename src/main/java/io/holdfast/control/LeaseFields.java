package io.holdfast.control;

import io.holdfast.address.IpAddress;
import io.holdfast.config.ExtendedInfo;
import io.holdfast.config.ExtendedInfo6;
import io.holdfast.config.SanityChecks;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet;
import io.holdfast.config.json.JsonNode;
import io.holdfast.control.LeaseReading.UnfitException;
import io.holdfast.lease.LeaseState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those fields of a given lease that both protocols have. */
record LeaseFields(LeaseWords words, ServerConfig config, Arguments arguments, IpAddress address) {

    private static final Logger log = LoggerFactory.getLogger(LeaseFields.class);

    static LeaseFields of(ServerConfig config, Arguments arguments) {
        LeaseWords words = LeaseWords.of(config.protocol());
        return new LeaseFields(words, config, arguments, LeaseArguments.address(words, arguments, "ip-address"));
    }

    /**
     * The subnet that is named, or else the one that holds the address.
     *
     * @param inside whether a lease must lie inside its subnet: prefixes need not
     * @throws UnfitException when there is none
     */
    Subnet subnet(boolean inside) {
        long id = arguments.unsigned("subnet-id", 0);
        if (id == 0) {
            Subnet subnet = config.subnets().containing(address);
            if (subnet == null) {
                throw new UnfitException("subnet-id not specified and failed to find a subnet for address " + address);
            }
            return subnet;
        }
        Subnet subnet = config.subnets().withId((int) id);
        if (subnet == null) {
            throw new UnfitException("Invalid subnet-id: No " + words.version() + " subnet with subnet-id=" + id
                    + " currently configured.");
        }
        if (inside && !subnet.contains(address)) {
            throw new UnfitException("The address " + address + " does not belong to subnet " + subnet.network() + "/"
                    + subnet.prefixLength() + ", subnet-id=" + id);
        }
        return subnet;
    }

    /** @param present that of the pool which holds the address; 0 when none does */
    int pool(int present) {
        return (int) arguments.unsigned("pool-id", Integer.toUnsignedLong(present));
    }

    /** When the lease began, seconds since 1970. */
    long begin(long now, long lifetime) {
        if (!arguments.has("expire")) {
            return now;
        }
        long expire = arguments.integer("expire", 0);
        if (expire <= 0) {
            throw new RefusedException("expiration time must be positive for address " + address);
        }
        if (expire < lifetime) {
            throw new RefusedException("expiration time must be greater than valid lifetime for address " + address);
        }
        return expire - lifetime;
    }

    String hostname() {
        String hostname = arguments.text("hostname").toLowerCase(Locale.ROOT);
        if (hostname.isEmpty() && (forward() || reverse())) {
            throw new RefusedException("'fqdn-fwd' and 'fqdn-rev' need a 'hostname'");
        }
        return hostname;
    }

    boolean forward() {
        return arguments.flag("fqdn-fwd", false);
    }

    boolean reverse() {
        return arguments.flag("fqdn-rev", false);
    }

    LeaseState state() {
        long number = arguments.integer("state", 0);
        if (words == LeaseWords.V4 && number == LeaseState.REGISTERED.number()) {
            throw new RefusedException("DHCPv4 leases do not support registered state");
        }
        if (number < 0 || number > LeaseState.REGISTERED.number()) {
            throw new RefusedException("Invalid state value: " + number + ", supported values are: 0 (default),"
                    + " 1 (declined), 2 (expired-reclaimed)"
                    + (words == LeaseWords.V4 ? " and 3 (released)" : ", 3 (released) and 4 (registered)"));
        }
        return LeaseState.of(number);
    }

    /** As it is kept: what {@code extended-info-checks} does not let pass has been removed; absent when nothing is left. */
    @Nullable
    Map<String, @Nullable Object> context() {
        Map<String, @Nullable Object> context = given();
        if (context == null) {
            return null;
        }
        SanityChecks.ExtendedInfoChecks level = config.sanityChecks().extendedInfoChecks();
        String fault = switch (words) {
            case V4 -> ExtendedInfo.tidy(context, level);
            case V6 -> ExtendedInfo6.tidy(context, level);
        };
        if (fault != null) {
            log.error(
                    "{} {}: {}; this part of its user context is not kept", words.extendedInfoFault(), address, fault);
        }
        return context.isEmpty() ? null : context;
    }

    /** The user context with the comment in it. */
    private @Nullable Map<String, @Nullable Object> given() {
        Map<String, @Nullable Object> context =
                arguments.node("user-context") instanceof JsonNode.Dict dict ? dict.plain() : null;
        if (!arguments.has("comment")) {
            return context;
        }
        if (context == null) {
            context = new LinkedHashMap<>();
        }
        if (context.putIfAbsent("comment", arguments.text("comment")) != null) {
            throw new RefusedException("a 'comment' stands beside the user context and inside it");
        }
        return context;
    }
}
