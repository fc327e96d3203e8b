package io.holdfast.store.memory;

import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.lease.LeaseClasses;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All leases in memory, in columns: about a hundred bytes for an ordinary lease with all indexes. A row has a slot for
 * as long as it exists. Not for several threads at once.
 */
final class LeaseImage {

    private final boolean wide;
    /** Empty when all are 0. */
    private long[] highs = new long[0];

    private long[] lows = new long[0];
    private int[] subnets = new int[0];
    private int[] pools = new int[0];
    private int[] lifetimes = new int[0];
    private long[] sinces = new long[0];
    private byte[] flags = new byte[0];
    private byte[][] parts = new byte[0][];

    /** Slots from here on were never used; freed ones are chained through {@link #lows}. */
    private int used;

    private int free = AddressIndex.NONE;
    private int size;

    private final AddressIndex byAddress;
    private final IdentityIndex byHardware = new IdentityIndex(PackedParts.HARDWARE);
    /** By DUID in DHCPv6. */
    private final IdentityIndex byClientId = new IdentityIndex(PackedParts.CLIENT_ID);
    /** Held, declined and registered leases that end some day. */
    private final ExpiryHeap running = new ExpiryHeap(this::end);
    /** Reclaimed and released leases. */
    private final ExpiryHeap past = new ExpiryHeap(this::end);

    private record Place(int subnet, int pool, @Nullable IaType type, LeaseState state) {

        static Place of(PackedLease lease) {
            return new Place(lease.subnet(), lease.pool(), lease.type(), lease.state());
        }
    }

    private final Map<Place, long[]> counts = new HashMap<>();

    /** How many leases groups have that can be limited; absent until somebody wants to know. */
    private @Nullable Map<LeaseLimit.Group, long[]> held;

    /** For the leases of one protocol. */
    LeaseImage(Protocol protocol) {
        this.wide = protocol == Protocol.DHCP6;
        this.byAddress = new AddressIndex(wide);
    }

    int size() {
        return size;
    }

    @Nullable
    PackedLease get(long high, long low) {
        int slot = byAddress.get(high, low);
        return slot == AddressIndex.NONE ? null : at(slot);
    }

    @Nullable
    PackedLease get(IpAddress address) {
        return get(PackedAddress.high(address), PackedAddress.low(address));
    }

    PackedLease at(int slot) {
        return new PackedLease(
                wide ? highs[slot] : 0,
                lows[slot],
                subnets[slot],
                pools[slot],
                lifetimes[slot],
                sinces[slot],
                flags[slot],
                parts[slot]);
    }

    /** Makes this the row of its address; gives the row that was there before. */
    @Nullable
    PackedLease put(PackedLease lease) {
        int slot = byAddress.get(lease.high(), lease.low());
        PackedLease former = null;
        if (slot == AddressIndex.NONE) {
            slot = newSlot();
            byAddress.add(lease.high(), lease.low(), slot);
        } else {
            former = at(slot);
            withdraw(slot, former);
        }
        if (wide) {
            highs[slot] = lease.high();
        }
        lows[slot] = lease.low();
        subnets[slot] = lease.subnet();
        pools[slot] = lease.pool();
        lifetimes[slot] = lease.lifetime();
        sinces[slot] = lease.since();
        flags[slot] = lease.flags();
        parts[slot] = lease.parts();
        enter(slot, lease, former);
        return former;
    }

    /** Removes the row of the address; gives the row that was there. */
    @Nullable
    PackedLease remove(long high, long low) {
        int slot = byAddress.get(high, low);
        if (slot == AddressIndex.NONE) {
            return null;
        }
        PackedLease former = at(slot);
        withdraw(slot, former);
        byHardware.remove(slot, former.parts());
        byClientId.remove(slot, former.parts());
        byAddress.remove(high, low);
        parts[slot] = NO_PARTS;
        lows[slot] = free;
        free = slot;
        size--;
        return former;
    }

    /** Rows of the client with this hardware address, in no order. */
    void addWithHardware(byte[] key, List<PackedLease> found) {
        collect(byHardware, key, found);
    }

    /** Rows of the client with this client identifier or DUID, in no order. */
    void addWithClientId(byte[] key, List<PackedLease> found) {
        collect(byClientId, key, found);
    }

    AddressIndex.Cursor from(long high, long low) {
        return byAddress.from(high, low);
    }

    /** Held, declined or registered leases that ended before {@code now}, first ended first. */
    List<PackedLease> ended(long now, int limit) {
        return leases(running.endedBefore(now, limit));
    }

    /** Reclaimed or released leases that ended before {@code before}, first ended first. */
    List<PackedLease> remembered(long before, int limit) {
        return leases(past.endedBefore(before, limit));
    }

    /** @param subnetIds only of these; absent: of all */
    List<LeaseCount> counts(@Nullable Set<Integer> subnetIds) {
        List<LeaseCount> list = new ArrayList<>(subnetIds == null ? counts.size() : 0);
        counts.forEach((place, count) -> {
            if (subnetIds == null || subnetIds.contains(place.subnet)) {
                list.add(new LeaseCount(place.subnet, place.pool, place.type, place.state, count[0]));
            }
        });
        return list;
    }

    /** How many leases of the state default the group has. The first call goes through all leases. */
    long held(LeaseLimit.Group group) {
        if (held == null) {
            held = new HashMap<>();
            for (AddressIndex.Cursor rows = from(0, 0); !rows.atEnd(); rows.advance()) {
                hold(held, at(rows.slot()), 1);
            }
        }
        long[] count = held.get(group);
        return count == null ? 0 : count[0];
    }

    private static void hold(Map<LeaseLimit.Group, long[]> held, PackedLease lease, int number) {
        if (lease.state() == LeaseState.DEFAULT) {
            hold(held, new LeaseLimit.OfSubnet(lease.subnet(), lease.type()), number);
            for (String name : LeaseClasses.of(lease.context())) {
                hold(held, new LeaseLimit.OfClass(name, lease.type()), number);
            }
        }
    }

    private static void hold(Map<LeaseLimit.Group, long[]> held, LeaseLimit.Group group, int number) {
        long[] count = held.computeIfAbsent(group, _ -> new long[1]);
        count[0] += number;
        if (count[0] == 0) {
            held.remove(group);
        }
    }

    private static final byte[] NO_PARTS = {0};

    private List<PackedLease> leases(int[] slots) {
        List<PackedLease> list = new ArrayList<>(slots.length);
        for (int slot : slots) {
            list.add(at(slot));
        }
        return list;
    }

    private void collect(IdentityIndex index, byte[] key, List<PackedLease> found) {
        for (int slot = index.first(key); slot != IdentityIndex.END; slot = index.next(slot)) {
            if (index.matches(parts[slot], key)) {
                found.add(at(slot));
            }
        }
    }

    private long end(int slot) {
        // Infinite ones are never among the running; in the past they count from their last transaction.
        return lifetimes[slot] == -1 ? sinces[slot] : sinces[slot] + Integer.toUnsignedLong(lifetimes[slot]);
    }

    private void enter(int slot, PackedLease lease, @Nullable PackedLease former) {
        if (former == null) {
            byHardware.add(slot, lease.parts());
            byClientId.add(slot, lease.parts());
        } else if (!Arrays.equals(former.parts(), lease.parts())) {
            byHardware.remove(slot, former.parts());
            byClientId.remove(slot, former.parts());
            byHardware.add(slot, lease.parts());
            byClientId.add(slot, lease.parts());
        }
        switch (lease.state()) {
            case EXPIRED_RECLAIMED, RELEASED -> past.add(slot);
            case DEFAULT, DECLINED, REGISTERED -> {
                if (!lease.isInfinite()) {
                    running.add(slot);
                }
            }
        }
        counts.computeIfAbsent(Place.of(lease), _ -> new long[1])[0]++;
        if (held != null) {
            hold(held, lease, 1);
        }
    }

    /** Takes the row out of what depends on time, state and place. */
    private void withdraw(int slot, PackedLease lease) {
        running.remove(slot);
        past.remove(slot);
        if (held != null) {
            hold(held, lease, -1);
        }
        Place place = Place.of(lease);
        long[] count = counts.get(place);
        if (count != null && --count[0] == 0) {
            counts.remove(place);
        }
    }

    private int newSlot() {
        size++;
        if (free != AddressIndex.NONE) {
            int slot = free;
            free = (int) lows[slot];
            return slot;
        }
        if (used == lows.length) {
            grow(Math.max(64, used + (used >> 1)));
        }
        return used++;
    }

    private void grow(int slots) {
        highs = wide ? Arrays.copyOf(highs, slots) : highs;
        lows = Arrays.copyOf(lows, slots);
        subnets = Arrays.copyOf(subnets, slots);
        pools = Arrays.copyOf(pools, slots);
        lifetimes = Arrays.copyOf(lifetimes, slots);
        sinces = Arrays.copyOf(sinces, slots);
        flags = Arrays.copyOf(flags, slots);
        parts = Arrays.copyOf(parts, slots);
        byHardware.capacity(slots);
        byClientId.capacity(slots);
        running.capacity(slots);
        past.capacity(slots);
    }
}
