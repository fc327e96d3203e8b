package io.holdfast.control;

import io.holdfast.config.ConfigException;
import io.holdfast.config.JsonReader;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leases as Kea's commands show them. */
final class LeaseJson {

    private LeaseJson() {}

    static Map<String, @Nullable Object> of(Lease lease) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("ip-address", lease.address().toString());
        map.put("subnet-id", Integer.toUnsignedLong(lease.subnetId()));
        if (lease.poolId() != 0) {
            map.put("pool-id", Integer.toUnsignedLong(lease.poolId()));
        }
        map.put("hw-address", lease.hardware() == null ? "" : lease.hardware().toString());
        if (lease instanceof Lease4 lease4 && lease4.clientId() != null) {
            map.put("client-id", lease4.clientId().toString());
        }
        map.put("cltt", lease.lastTransaction());
        map.put("valid-lft", lease.validLifetime());
        map.put("fqdn-fwd", lease.fqdnForward());
        map.put("fqdn-rev", lease.fqdnReverse());
        map.put("hostname", lease.hostname());
        map.put("state", (long) lease.state().number());
        if (lease.userContext() != null && !lease.userContext().isEmpty()) {
            map.put("user-context", context(lease.userContext()));
        }
        return map;
    }

    /** {@code {"leases": [...]}}. */
    static Map<String, @Nullable Object> of(List<Lease> leases) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("leases", leases.stream().map(LeaseJson::of).toList());
        return map;
    }

    /** The tree; a context that another program wrote as no JSON is shown as text rather than hidden. */
    private static @Nullable Object context(String json) {
        try {
            return JsonReader.parse(json, "user-context").root().plain();
        } catch (ConfigException e) {
            return json;
        }
    }
}
