package io.holdfast.store.memory;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.Vacancy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the image. Walks over many leases let others in now and then, so that listing a million leases does
 * not hold up a lane.
 */
final class LeaseQueries {

    private static final int STEPS_AT_ONCE = 4096;
    private static final Comparator<PackedLease> BY_ADDRESS =
            (a, b) -> Integer.compareUnsigned(a.address(), b.address());

    private final ReentrantLock lock;
    private final LeaseImage image;

    /** @param lock guards the image */
    LeaseQueries(ReentrantLock lock, LeaseImage image) {
        this.lock = lock;
        this.image = image;
    }

    List<List<Lease>> find(List<? extends LeaseQuestion> questions) {
        List<List<PackedLease>> found = new ArrayList<>(questions.size());
        lock.lock();
        try {
            for (LeaseQuestion question : questions) {
                found.add(answer(question));
            }
        } finally {
            lock.unlock();
        }
        return found.stream().map(LeaseQueries::unpacked).toList();
    }

    private List<PackedLease> answer(LeaseQuestion question) {
        return switch (question) {
            case LeaseQuestion.OfAddress of -> {
                PackedLease lease = image.get(((Ipv4Address) of.address()).bits());
                yield lease == null ? List.of() : List.of(lease);
            }
            case LeaseQuestion.OfClient of ->
                ofClient(of.client().clientId(), of.client().hardware(), of.subnetIds());
            case LeaseQuestion.OfDuid _ -> throw new IllegalArgumentException("leases of DHCPv4 have no DUIDs");
        };
    }

    private List<PackedLease> ofClient(
            @Nullable ClientIdentifier clientId, @Nullable HardwareAddress hardware, List<Integer> subnets) {
        List<PackedLease> found = new ArrayList<>(4);
        if (clientId != null) {
            image.addWithClientId(clientId.bytes(), found);
        }
        if (hardware != null) {
            image.addWithHardware(hardware.bytes(), found);
        }
        found.removeIf(lease -> !subnets.contains(lease.subnet()));
        if (found.size() > 1) {
            found.sort(BY_ADDRESS);
            withoutRepeats(found);
        }
        return found;
    }

    private static void withoutRepeats(List<PackedLease> sorted) {
        for (int i = sorted.size() - 1; i > 0; i--) {
            if (sorted.get(i).address() == sorted.get(i - 1).address()) {
                sorted.remove(i);
            }
        }
    }

    List<Vacancy> vacancies(Ipv4Range range, Ipv4Address from, int limit, boolean reuse, long now) {
        List<Vacancy> found = new ArrayList<>();
        long last = range.last().toUnsigned();
        long address = Math.max(from.toUnsigned(), range.first().toUnsigned());
        while (address <= last && found.size() < limit) {
            lock.lock();
            try {
                AddressIndex.Cursor cursor = image.from((int) address);
                for (int i = 0; i < STEPS_AT_ONCE && address <= last && found.size() < limit; i++) {
                    if (cursor.atEnd() || cursor.address() != (int) address) {
                        found.add(new Vacancy(new Ipv4Address((int) address), null));
                    } else {
                        if (reuse && image.at(cursor.slot()).isVacant(now)) {
                            found.add(new Vacancy(
                                    new Ipv4Address((int) address),
                                    image.at(cursor.slot()).unpack()));
                        }
                        cursor.advance();
                    }
                    address++;
                }
            } finally {
                lock.unlock();
            }
        }
        return found;
    }

    List<Lease> page(LeaseFilter filter, int limit) {
        HardwareAddress hardware = filter.hardware();
        ClientIdentifier clientId = filter.clientId();
        return hardware == null && clientId == null
                ? walk(filter, limit)
                : unpacked(ofFilteredClient(filter, clientId, hardware, limit));
    }

    /** With an identity in the filter its index leads to the few rows there can be. */
    private List<PackedLease> ofFilteredClient(
            LeaseFilter filter, @Nullable ClientIdentifier clientId, @Nullable HardwareAddress hardware, int limit) {
        List<PackedLease> found = new ArrayList<>();
        lock.lock();
        try {
            if (clientId != null) {
                image.addWithClientId(clientId.bytes(), found);
            } else if (hardware != null) {
                image.addWithHardware(hardware.bytes(), found);
            }
        } finally {
            lock.unlock();
        }
        Matcher matcher = new Matcher(filter);
        return found.stream()
                .filter(matcher::matches)
                .sorted(BY_ADDRESS)
                .limit(limit)
                .toList();
    }

    private List<Lease> walk(LeaseFilter filter, int limit) {
        Ipv4Address after = (Ipv4Address) filter.after();
        Matcher matcher = new Matcher(filter);
        List<Lease> found = new ArrayList<>();
        long address = after == null ? 0 : after.toUnsigned() + 1;
        while (address <= 0xffff_ffffL && found.size() < limit) {
            lock.lock();
            try {
                AddressIndex.Cursor cursor = image.from((int) address);
                for (int i = 0; i < STEPS_AT_ONCE && !cursor.atEnd() && found.size() < limit; i++) {
                    PackedLease lease = image.at(cursor.slot());
                    if (matcher.matches(lease)) {
                        found.add(lease.unpack());
                    }
                    cursor.advance();
                }
                address = cursor.atEnd() ? Long.MAX_VALUE : Integer.toUnsignedLong(cursor.address());
            } finally {
                lock.unlock();
            }
        }
        return found;
    }

    static List<Lease> unpacked(List<PackedLease> leases) {
        return leases.stream().<Lease>map(PackedLease::unpack).toList();
    }

    /** A filter, prepared for being asked a million times. */
    private static final class Matcher {

        private final LeaseFilter filter;
        private final byte @Nullable [] hostname;

        Matcher(LeaseFilter filter) {
            this.filter = filter;
            String name = filter.hostname();
            this.hostname = name == null ? null : name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        }

        boolean matches(PackedLease lease) {
            Ipv4Address after = (Ipv4Address) filter.after();
            HardwareAddress hardware = filter.hardware();
            ClientIdentifier clientId = filter.clientId();
            return (after == null || Integer.compareUnsigned(lease.address(), after.bits()) > 0)
                    && (filter.state() == null || filter.state() == lease.state())
                    && (filter.subnetIds().isEmpty() || filter.subnetIds().contains(lease.subnet()))
                    && (hostname == null || hasHostname(lease, hostname))
                    && (hardware == null || has(lease, PackedParts.HARDWARE, hardware.bytes()))
                    && (clientId == null || has(lease, PackedParts.CLIENT_ID, clientId.bytes()));
        }

        private static boolean hasHostname(PackedLease lease, byte[] wanted) {
            return wanted.length == 0
                    ? !PackedParts.has(lease.parts(), PackedParts.HOSTNAME)
                    : has(lease, PackedParts.HOSTNAME, wanted);
        }

        private static boolean has(PackedLease lease, int kind, byte[] wanted) {
            return java.util.Arrays.equals(lease.part(kind), wanted);
        }
    }
}
