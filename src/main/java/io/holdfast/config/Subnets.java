package io.holdfast.config;

import io.holdfast.address.Ipv4Address;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All subnets by ascending id, with indexes by id, prefix, relay and interface; looking one up allocates nothing. */
public final class Subnets extends AbstractList<Subnet4> implements RandomAccess {

    private static final Comparator<Subnet4> BY_ID = (a, b) -> Integer.compareUnsigned(a.id(), b.id());
    private static final Comparator<Subnet4> BY_NETWORK =
            Comparator.comparing((Subnet4 subnet) -> subnet.prefix().network());

    private final Subnet4[] byId;
    /** One row for each prefix length in use, the longest first, each sorted by network. */
    private final Subnet4[][] byNetwork;

    private final Map<Ipv4Address, List<Subnet4>> byRelay = new HashMap<>();
    private final Map<String, List<Subnet4>> byInterface = new HashMap<>();

    /** The subnets in any order; ids and prefixes are unique. */
    public Subnets(Collection<Subnet4> subnets) {
        byId = subnets.toArray(Subnet4[]::new);
        Arrays.sort(byId, BY_ID);
        TreeMap<Integer, List<Subnet4>> byLength = new TreeMap<>(Comparator.reverseOrder());
        for (Subnet4 subnet : byId) {
            byLength.computeIfAbsent(subnet.prefix().length(), l -> new ArrayList<>())
                    .add(subnet);
            for (Ipv4Address relay : subnet.relayAddresses()) {
                byRelay.computeIfAbsent(relay, r -> new ArrayList<>()).add(subnet);
            }
            if (subnet.interfaceName() != null) {
                byInterface
                        .computeIfAbsent(subnet.interfaceName(), name -> new ArrayList<>())
                        .add(subnet);
            }
        }
        byNetwork = byLength.values().stream()
                .map(row -> row.stream().sorted(BY_NETWORK).toArray(Subnet4[]::new))
                .toArray(Subnet4[][]::new);
    }

    @Override
    public Subnet4 get(int index) {
        return byId[index];
    }

    @Override
    public int size() {
        return byId.length;
    }

    /** The subnet with this id, an unsigned int; absent when there is none. */
    public @Nullable Subnet4 withId(int id) {
        int low = 0;
        int high = byId.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(byId[middle].id(), id);
            if (order == 0) {
                return byId[middle];
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** The subnet whose prefix holds the address, the longest if several do; absent when none does. */
    public @Nullable Subnet4 containing(Ipv4Address address) {
        for (Subnet4[] row : byNetwork) {
            Subnet4 below = lastNotAbove(row, address);
            if (below != null && below.prefix().contains(address)) {
                return below;
            }
        }
        return null;
    }

    /** Those whose {@code relay} lists the address, by ascending id. */
    public List<Subnet4> ofRelay(Ipv4Address relay) {
        return byRelay.getOrDefault(relay, List.of());
    }

    /** Those whose {@code interface} has this name, by ascending id. */
    public List<Subnet4> ofInterface(String name) {
        return byInterface.getOrDefault(name, List.of());
    }

    private static @Nullable Subnet4 lastNotAbove(Subnet4[] row, Ipv4Address address) {
        int low = 0;
        int high = row.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (row[middle].prefix().network().compareTo(address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? null : row[high];
    }
}
