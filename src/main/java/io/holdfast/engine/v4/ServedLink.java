package io.holdfast.engine.v4;

import io.holdfast.classify.ClassGuard;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.SharedNetwork;
import io.holdfast.wire.v4.OptionCode4;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The subnets of one link: those of a shared network by ascending id, or one that stands alone. */
final class ServedLink {

    private final @Nullable SharedNetwork network;
    private final List<ServedSubnet> subnets;
    private final List<Integer> ids;
    private final boolean matchClientId;
    private final boolean storeExtendedInfo;
    private final boolean ipv6Only;
    /** From which subnet an address was last picked, of those for the same clients. */
    private final Map<ClassGuard, ServedSubnet> recent = new ConcurrentHashMap<>();

    /** @param network absent when the only subnet stands alone */
    ServedLink(@Nullable SharedNetwork network, List<ServedSubnet> subnets) {
        this.network = network;
        this.subnets = List.copyOf(subnets);
        ids = subnets.stream().map(served -> served.subnet().id()).toList();
        matchClientId = subnets.stream().anyMatch(served -> served.subnet().matchClientId());
        storeExtendedInfo = subnets.stream().anyMatch(served -> served.subnet().storeExtendedInfo());
        ipv6Only = network != null && network.options().find(OptionCode4.IPV6_ONLY_PREFERRED) != null;
    }

    boolean isNetwork() {
        return network != null;
    }

    /** What a shared network wants evaluated when the lease has been chosen. */
    List<Integer> additionalClasses() {
        return network == null ? List.of() : network.additionalClasses();
    }

    List<ServedSubnet> subnets() {
        return subnets;
    }

    /** Of all its subnets. */
    List<Integer> ids() {
        return ids;
    }

    /** Whether any of its subnets knows clients by their identifiers. */
    boolean matchesClientId() {
        return matchClientId;
    }

    boolean storesExtendedInfo() {
        return storeExtendedInfo;
    }

    /** Whether all its clients that can do without IPv4 are told to (RFC 8925). */
    boolean ipv6Only() {
        return ipv6Only;
    }

    boolean allows(ServedSubnet served, ClientClasses classes) {
        return (network == null || network.guard().allows(classes))
                && served.subnet().policy().guard().allows(classes);
    }

    /** The subnets whose addresses a client can have, from one on and going round. */
    List<ServedSubnet> allowed(ServedSubnet from, ClientClasses classes) {
        if (subnets.size() == 1) {
            return allows(from, classes) ? subnets : List.of();
        }
        List<ServedSubnet> allowed = new ArrayList<>(subnets.size());
        int start = subnets.indexOf(from);
        for (int i = 0; i < subnets.size(); i++) {
            ServedSubnet served = subnets.get((start + i) % subnets.size());
            if (allows(served, classes)) {
                allowed.add(served);
            }
        }
        return allowed;
    }

    /**
     * The order in which addresses are looked for in several subnets: as in Kea, from the one on that was of use last, of
     * those for the same clients as the first, so that full ones are not searched for every client.
     */
    List<ServedSubnet> byPreference(List<ServedSubnet> allowed, ServedSubnet first) {
        if (recent.isEmpty()) {
            return turned(allowed, first);
        }
        ServedSubnet last = recent.get(first.subnet().policy().guard());
        return turned(allowed, last != null && allowed.contains(last) ? last : first);
    }

    private static List<ServedSubnet> turned(List<ServedSubnet> allowed, ServedSubnet first) {
        int start = allowed.indexOf(first);
        if (start <= 0) {
            return allowed;
        }
        List<ServedSubnet> turned = new ArrayList<>(allowed);
        Collections.rotate(turned, -start);
        return turned;
    }

    /** An address has been picked from this one. */
    void picked(ServedSubnet served) {
        if (subnets.size() > 1) {
            recent.put(served.subnet().policy().guard(), served);
        }
    }
}
