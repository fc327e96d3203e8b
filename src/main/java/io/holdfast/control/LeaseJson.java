package io.holdfast.control;

import io.holdfast.address.IaType;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonReader;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.Lease6;
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
        if (lease instanceof Lease6 six) {
            association(map, six);
        }
        map.put("subnet-id", Integer.toUnsignedLong(lease.subnetId()));
        if (lease.poolId() != 0) {
            map.put("pool-id", Integer.toUnsignedLong(lease.poolId()));
        }
        switch (lease) {
            case Lease4 four -> {
                map.put("hw-address", text(four.hardware()));
                if (four.clientId() != null) {
                    map.put("client-id", four.clientId().toString());
                }
            }
            case Lease6 six
            when six.hardware() != null -> map.put("hw-address", six.hardware().toString());
            case Lease6 _ -> {}
        }
        map.put("cltt", lease.lastTransaction());
        if (lease instanceof Lease6 six) {
            map.put("preferred-lft", six.preferredLifetime());
        }
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

    private static void association(Map<String, @Nullable Object> map, Lease6 lease) {
        map.put("type", lease.type().text());
        if (lease.type() == IaType.PD) {
            map.put("prefix-len", (long) lease.prefixLength());
        }
        map.put("iaid", Integer.toUnsignedLong(lease.iaid()));
        map.put("duid", (lease.duid() == null ? Lease6.NOBODY : lease.duid()).toString());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
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
