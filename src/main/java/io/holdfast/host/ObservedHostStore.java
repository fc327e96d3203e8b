package io.holdfast.host;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A store whose changes are forgotten by a memory. What a reservation was before is read first, for the addresses it had.
 * Also a change that failed is forgotten: nobody knows whether it was made.
 */
record ObservedHostStore(HostStore store, HostMemory memory) implements HostStore {

    @Override
    public List<List<Reservation>> find(List<? extends HostQuestion> questions) {
        return store.find(questions);
    }

    @Override
    public HostOutcome add(Reservation reservation, boolean uniqueAddresses) {
        try {
            return store.add(reservation, uniqueAddresses);
        } finally {
            memory.changed(reservation);
        }
    }

    @Override
    public HostOutcome update(Reservation reservation, boolean uniqueAddresses) {
        List<Reservation> former = of(reservation.subnetId(), reservation.identifier());
        try {
            return store.update(reservation, uniqueAddresses);
        } finally {
            former.forEach(memory::changed);
            memory.changed(reservation);
        }
    }

    @Override
    public boolean delete(int subnetId, HostIdentifier identifier) {
        List<Reservation> former = of(subnetId, identifier);
        try {
            return store.delete(subnetId, identifier);
        } finally {
            former.forEach(memory::changed);
            memory.changed(identifier, subnetId);
        }
    }

    private List<Reservation> of(int subnetId, HostIdentifier identifier) {
        return store.find(List.of(new HostQuestion.OfClient(List.of(identifier), List.of(subnetId))))
                .getFirst();
    }

    /** Prefixes of any length that begin with the address are deleted, too. */
    @Override
    public boolean delete(int subnetId, IpAddress address) {
        IntStream lengths = switch (address) {
            case Ipv4Address _ -> IntStream.of(32);
            case Ipv6Address _ -> IntStream.rangeClosed(1, 128);
        };
        List<HostQuestion> questions = new ArrayList<>();
        lengths.forEach(length -> questions.add(new HostQuestion.OfAddress(address, length, List.of(subnetId))));
        List<List<Reservation>> former = store.find(questions);
        try {
            return store.delete(subnetId, address);
        } finally {
            former.forEach(each -> each.forEach(memory::changed));
        }
    }

    @Override
    public List<Reservation> page(@Nullable Integer subnetId, @Nullable String hostname, long afterId, int limit) {
        return store.page(subnetId, hostname, afterId, limit);
    }

    @Override
    public void close() {
        store.close();
    }
}
