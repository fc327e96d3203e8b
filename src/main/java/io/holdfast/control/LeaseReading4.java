package io.holdfast.control;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.Pool4;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet4;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.lease.Lease4;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link LeaseReading} does for DHCPv4. */
final class LeaseReading4 {

    private LeaseReading4() {}

    static Lease4 read(ServerConfig config, Arguments arguments, long now) {
        LeaseFields fields = LeaseFields.of(config, arguments);
        Ipv4Address address = (Ipv4Address) fields.address();
        Subnet4 subnet = (Subnet4) fields.subnet(true);
        Pool4 pool = subnet.poolOf(address);
        long lifetime = arguments.unsigned("valid-lft", subnet.lifetimes().normal());
        Map<String, @Nullable Object> context = fields.context();
        return new Lease4(
                address,
                LeaseArguments.hardware(arguments, "hw-address"),
                arguments.has("client-id") ? LeaseArguments.clientId(arguments, "client-id") : null,
                lifetime,
                fields.begin(now, lifetime),
                subnet.id(),
                fields.forward(),
                fields.reverse(),
                fields.hostname(),
                fields.state(),
                context == null ? null : JsonWriter.compact(context),
                relayPart(context, "relay-id"),
                relayPart(context, "remote-id"),
                fields.pool(pool == null ? 0 : pool.id()));
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
