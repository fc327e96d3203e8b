package io.holdfast.control;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool6;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet6;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link LeaseReading} does for DHCPv6. */
final class LeaseReading6 {

    private LeaseReading6() {}

    static Lease6 read(ServerConfig config, Arguments arguments, long now) {
        LeaseFields fields = LeaseFields.of(config, arguments);
        Ipv6Address address = (Ipv6Address) fields.address();
        IaType type = LeaseArguments.type(arguments);
        Ipv6Prefix prefix = prefix(address, type, arguments);
        Subnet6 subnet = subnet(fields, type, arguments);
        long lifetime = arguments.unsigned("valid-lft", subnet.valid().normal());
        Duid duid = LeaseArguments.duid(arguments, "duid");
        Map<String, @Nullable Object> context = fields.context();
        return new Lease6(
                address,
                type,
                prefix.length(),
                duid.equals(Lease6.NOBODY) ? null : duid,
                (int) arguments.unsigned("iaid", 0),
                arguments.unsigned("preferred-lft", lifetime),
                lifetime,
                fields.begin(now, lifetime),
                subnet.id(),
                fields.forward(),
                fields.reverse(),
                fields.hostname(),
                arguments.has("hw-address") ? LeaseArguments.hardware(arguments, "hw-address") : null,
                0,
                state(fields, type, duid),
                context == null ? null : JsonWriter.compact(context),
                fields.pool(pool(subnet, type, prefix)));
    }

    private static Ipv6Prefix prefix(Ipv6Address address, IaType type, Arguments arguments) {
        if (type == IaType.NA) {
            return new Ipv6Prefix(address, Lease6.ADDRESS_LENGTH);
        }
        if (!arguments.has("prefix-len")) {
            throw new RefusedException("'prefix-len' parameter not specified");
        }
        long length = arguments.unsigned("prefix-len", 0);
        if (length == 0 || length > Lease6.ADDRESS_LENGTH) {
            throw new RefusedException("Invalid prefix length: " + length);
        }
        Ipv6Prefix around = Ipv6Prefix.around(address, (int) length);
        if (!around.network().equals(address)) {
            throw new RefusedException("Prefix address: " + address + " exceeds prefix/prefix-len pair: " + around);
        }
        return around;
    }

    private static Subnet6 subnet(LeaseFields fields, IaType type, Arguments arguments) {
        if (type == IaType.PD && arguments.unsigned("subnet-id", 0) == 0) {
            throw new RefusedException(
                    "Subnet-id is 0 or not specified. This is allowed for address leases only, not prefix leases.");
        }
        return (Subnet6) fields.subnet(type == IaType.NA);
    }

    private static LeaseState state(LeaseFields fields, IaType type, Duid duid) {
        LeaseState state = fields.state();
        if (state == LeaseState.DECLINED && type == IaType.PD) {
            throw new RefusedException("Invalid declined state for PD prefix.");
        }
        if (state != LeaseState.DECLINED && duid.equals(Lease6.NOBODY)) {
            throw new RefusedException("bad 'duid' parameter: " + Lease6.NOBODY + " is for declined leases only");
        }
        return state;
    }

    private static int pool(Subnet6 subnet, IaType type, Ipv6Prefix prefix) {
        return switch (type) {
            case NA -> {
                Pool6 pool = subnet.poolOf(prefix.network());
                yield pool == null ? 0 : pool.id();
            }
            case PD -> {
                PdPool6 pool = subnet.pdPoolOf(prefix);
                yield pool == null ? 0 : pool.id();
            }
        };
    }
}
