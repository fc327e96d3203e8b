package io.holdfast.engine.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.v6.Request6;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Subnets by number, one for each story, all behind a relay; in each, three addresses and four prefixes can be had. */
final class KeaSubnets6 {

    static final String POOLS = """
            "pools": [ { "pool": "2001:db8:N::10-2001:db8:N::12" } ],
            "pd-pools": [ { "prefix": "fd00:N::", "prefix-len": 54, "delegated-len": 56 } ]""";

    private static final Ipv6Address PEER = Ipv6Address.parse("fe80::c1");

    private KeaSubnets6() {}

    /**
     * @param special members of the subnets that are not like the others, with {@code N} for their number; when they end
     *     with a comma the pools follow
     */
    static List<String> upTo(int last, Map<Integer, String> special) {
        List<String> subnets = new ArrayList<>();
        for (int n = 1; n <= last; n++) {
            String members = special.getOrDefault(n, "").strip();
            String all = members.isEmpty() || members.endsWith(",") ? members + POOLS : members;
            subnets.add("{ \"id\": N, \"subnet\": \"2001:db8:N::/64\", ".replace("N", "" + n)
                    + all.replace(":N:", ":" + n + ":") + " }");
        }
        return subnets;
    }

    /** As if from the link of this subnet. */
    static Request6 from(int subnet, Request6 request) {
        return request.relayedBy(link(subnet), PEER);
    }

    static Ipv6Address link(int subnet) {
        return in(subnet, "1");
    }

    /** The address with these last digits. */
    static Ipv6Address in(int subnet, String host) {
        return Ipv6Address.parse("2001:db8:" + subnet + "::" + host);
    }

    /** A prefix that can be had, by number. */
    static Ipv6Prefix delegated(int subnet, int number) {
        return Ipv6Prefix.parse("fd00:%d:0:%d00::/56".formatted(subnet, number));
    }
}
