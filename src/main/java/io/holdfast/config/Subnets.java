package io.holdfast.config;

import io.holdfast.address.IpAddress;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All subnets of a protocol by ascending id, with indexes by id, prefix, relay, interface and interface id; looking one up
 * allocates next to nothing.
 */
public final class Subnets<S extends Subnet> extends AbstractList<S> implements RandomAccess {

    private final List<S> byId;

    /** One row for each prefix length in use, the longest first, each sorted by network. */
    private final List<List<S>> byNetwork = new ArrayList<>();

    private final Map<IpAddress, List<S>> byRelay = new HashMap<>();
    private final Map<String, List<S>> byInterface = new HashMap<>();
    private final Map<ByteBuffer, List<S>> byInterfaceId = new HashMap<>();
    private final Map<String, List<S>> bySharedNetwork = new HashMap<>();

    /** The subnets in any order; ids and prefixes are unique. */
    public Subnets(Collection<S> subnets) {
        byId = new ArrayList<>(subnets);
        byId.sort((a, b) -> Integer.compareUnsigned(a.id(), b.id()));
        TreeMap<Integer, List<S>> byLength = new TreeMap<>(Comparator.reverseOrder());
        for (S subnet : byId) {
            put(byLength, subnet.prefixLength(), subnet);
            for (IpAddress relay : subnet.relayAddresses()) {
                put(byRelay, relay, subnet);
            }
            if (subnet.interfaceName() != null) {
                put(byInterface, subnet.interfaceName(), subnet);
            }
            if (subnet instanceof Subnet6 six && six.interfaceId() != null) {
                put(byInterfaceId, ByteBuffer.wrap(six.interfaceId()), subnet);
            }
            if (subnet.policy().network() != null) {
                put(bySharedNetwork, subnet.policy().network(), subnet);
            }
        }
        byLength.values().forEach(row -> {
            row.sort(Comparator.comparing(Subnet::network));
            byNetwork.add(row);
        });
    }

    private static <K, S> void put(Map<K, List<S>> index, K key, S subnet) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(subnet);
    }

    @Override
    public S get(int index) {
        return byId.get(index);
    }

    @Override
    public int size() {
        return byId.size();
    }

    /** The subnet with this id, an unsigned int; absent when there is none. */
    public @Nullable S withId(int id) {
        int low = 0;
        int high = byId.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(byId.get(middle).id(), id);
            if (order == 0) {
                return byId.get(middle);
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** The subnet whose prefix holds the address, the longest if several do; absent when none does. */
    public @Nullable S containing(IpAddress address) {
        return containing(address, subnet -> true);
    }

    /** The same among those that are allowed. */
    public @Nullable S containing(IpAddress address, Predicate<? super S> allowed) {
        for (int i = 0; i < byNetwork.size(); i++) {
            S below = lastNotAbove(byNetwork.get(i), address);
            if (below != null && below.contains(address) && allowed.test(below)) {
                return below;
            }
        }
        return null;
    }

    /** The subnets of a shared network by ascending id; empty when there is no such network, or it has none. */
    public List<S> ofNetwork(String name) {
        return bySharedNetwork.getOrDefault(name, List.of());
    }

    /** Those whose {@code relay}, or that of their network, lists the address, by ascending id. */
    public List<S> ofRelay(IpAddress relay) {
        return byRelay.getOrDefault(relay, List.of());
    }

    /** Those whose {@code interface}, or that of their network, has this name, by ascending id. */
    public List<S> ofInterface(String name) {
        return byInterface.getOrDefault(name, List.of());
    }

    /** Those whose {@code interface-id}, or that of their network, has these bytes, by ascending id. */
    public List<S> ofInterfaceId(byte[] interfaceId) {
        return byInterfaceId.getOrDefault(ByteBuffer.wrap(interfaceId), List.of());
    }

    private static <S extends Subnet> @Nullable S lastNotAbove(List<S> row, IpAddress address) {
        int low = 0;
        int high = row.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (row.get(middle).network().compareTo(address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? null : row.get(high);
    }
}
