package io.holdfast.control;

import static io.holdfast.control.Argument.optional;
import static io.holdfast.control.Argument.required;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.ExtendedInfo;
import io.holdfast.config.JsonNode;
import io.holdfast.config.JsonWriter;
import io.holdfast.config.Pool4;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease as {@code lease4-add} and {@code lease4-update} are given it. */
final class LeaseReading {

    private static final Logger log = LoggerFactory.getLogger(LeaseReading.class);

    static final List<Argument> FIELDS = List.of(
            required("ip-address", Argument.Kind.TEXT, "The address."),
            required("hw-address", Argument.Kind.TEXT, "The client's hardware address in hexadecimal."),
            optional("subnet-id", Argument.Kind.INTEGER, "The subnet; absent or 0: the one that holds the address."),
            optional("pool-id", Argument.Kind.INTEGER, "The pool; absent: that of the pool that holds the address."),
            optional("client-id", Argument.Kind.TEXT, "The client identifier in hexadecimal."),
            optional("valid-lft", Argument.Kind.INTEGER, "Seconds the lease lives; absent: as the subnet says."),
            optional("expire", Argument.Kind.INTEGER, "When it ends, seconds since 1970; absent: it begins now."),
            optional("cltt", Argument.Kind.INTEGER, "As lease4-get shows it; the end is set by expire, not by this."),
            optional("fqdn-fwd", Argument.Kind.BOOLEAN, "Whether a forward DNS record was made."),
            optional("fqdn-rev", Argument.Kind.BOOLEAN, "Whether a reverse DNS record was made."),
            optional("hostname", Argument.Kind.TEXT, "The client's name."),
            optional("state", Argument.Kind.INTEGER, "0 default, 1 declined, 2 expired-reclaimed, 3 released."),
            optional("user-context", Argument.Kind.MAP, "Anything; kept with the lease."),
            optional("comment", Argument.Kind.TEXT, "Kept inside the user context."));

    /** The lease does not fit the configuration: result 4, not 1. */
    static final class UnfitException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnfitException(String text) {
            super(text);
        }
    }

    private final ServerConfig4 config;
    private final Arguments arguments;
    private final Ipv4Address address;

    private LeaseReading(ServerConfig4 config, Arguments arguments) {
        this.config = config;
        this.arguments = arguments;
        this.address = LeaseArguments.address(arguments, "ip-address");
    }

    /**
     * @param now seconds since 1970
     * @throws UnfitException when no configured subnet fits
     */
    static Lease4 read(ServerConfig4 config, Arguments arguments, long now) {
        return new LeaseReading(config, arguments).lease(now);
    }

    private Lease4 lease(long now) {
        Subnet4 subnet = subnet();
        long lifetime = arguments.unsigned("valid-lft", subnet.lifetimes().normal());
        boolean forward = arguments.flag("fqdn-fwd", false);
        boolean reverse = arguments.flag("fqdn-rev", false);
        String hostname = arguments.text("hostname").toLowerCase(Locale.ROOT);
        if (hostname.isEmpty() && (forward || reverse)) {
            throw new RefusedException("'fqdn-fwd' and 'fqdn-rev' need a 'hostname'");
        }
        Map<String, @Nullable Object> context = context();
        return new Lease4(
                address,
                LeaseArguments.hardware(arguments, "hw-address"),
                arguments.has("client-id") ? LeaseArguments.clientId(arguments, "client-id") : null,
                lifetime,
                begin(now, lifetime),
                subnet.id(),
                forward,
                reverse,
                hostname,
                state(),
                context == null ? null : JsonWriter.compact(context),
                relayPart(context, "relay-id"),
                relayPart(context, "remote-id"),
                pool(subnet));
    }

    private Subnet4 subnet() {
        long id = arguments.unsigned("subnet-id", 0);
        if (id == 0) {
            Subnet4 subnet = config.subnetOf(address);
            if (subnet == null) {
                throw new UnfitException("subnet-id not specified and failed to find a subnet for address " + address);
            }
            return subnet;
        }
        Subnet4 subnet = config.subnet((int) id);
        if (subnet == null) {
            throw new UnfitException(
                    "Invalid subnet-id: No IPv4 subnet with subnet-id=" + id + " currently configured.");
        }
        if (!subnet.prefix().contains(address)) {
            throw new UnfitException(
                    "The address " + address + " does not belong to subnet " + subnet.prefix() + ", subnet-id=" + id);
        }
        return subnet;
    }

    private int pool(Subnet4 subnet) {
        Pool4 pool = subnet.poolOf(address);
        return (int) arguments.unsigned("pool-id", pool == null ? 0 : Integer.toUnsignedLong(pool.id()));
    }

    private long begin(long now, long lifetime) {
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

    private LeaseState state() {
        long number = arguments.integer("state", 0);
        if (number == LeaseState.REGISTERED.number()) {
            throw new RefusedException("DHCPv4 leases do not support registered state");
        }
        if (number < 0 || number > LeaseState.REGISTERED.number()) {
            throw new RefusedException("Invalid state value: " + number
                    + ", supported values are: 0 (default), 1 (declined), 2 (expired-reclaimed) and 3 (released)");
        }
        return LeaseState.of(number);
    }

    /** As it is kept: what {@code extended-info-checks} does not let pass has been removed. */
    private @Nullable Map<String, @Nullable Object> context() {
        Map<String, @Nullable Object> context = givenContext();
        if (context == null) {
            return null;
        }
        String fault = ExtendedInfo.tidy(context, config.sanityChecks().extendedInfoChecks());
        if (fault != null) {
            log.error(
                    "DHCPSRV_LEASE4_EXTENDED_INFO_SANITY_FAIL {}: {}; this part of its user context is not kept",
                    address,
                    fault);
        }
        return context.isEmpty() ? null : context;
    }

    private @Nullable Map<String, @Nullable Object> givenContext() {
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

    /** What the user context remembers of option 82, in the columns by which lease queries look. */
    private static byte @Nullable [] relayPart(@Nullable Map<String, @Nullable Object> context, String name) {
        if (context != null
                && context.get("ISC") instanceof Map<?, ?> isc
                && isc.get("relay-agent-info") instanceof Map<?, ?> relay
                && relay.get(name) instanceof String hex) {
            try {
                return HexText.parse(hex.startsWith("0x") ? hex.substring(2) : hex);
            } catch (IllegalArgumentException e) {
                throw new RefusedException("bad '" + name + "' in the user context: " + e.getMessage());
            }
        }
        return null;
    }
}
