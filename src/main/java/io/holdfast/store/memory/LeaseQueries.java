package io.holdfast.store.memory;

import io.holdfast.address.AddressRange;
import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.Vacancy;
import io.holdfast.store.Gaps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the image. Walks over many leases let others in now and then, so that listing a million leases does
 * not hold up a lane.
 */
final class LeaseQueries {

    private static final int STEPS_AT_ONCE = 4096;
    private static final Comparator<PackedLease> BY_ADDRESS =
            (a, b) -> AddressIndex.compare(a.high(), a.low(), b.high(), b.low());

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
                PackedLease lease = image.get(of.address());
                yield lease == null ? List.of() : List.of(lease);
            }
            case LeaseQuestion.OfClient of ->
                ofClient(of.client().clientId(), of.client().hardware(), of.subnetIds());
            case LeaseQuestion.OfDuid(Duid duid, List<Integer> subnets) -> ofDuid(duid, subnets);
        };
    }

    private List<PackedLease> ofDuid(Duid duid, List<Integer> subnets) {
        List<PackedLease> found = new ArrayList<>(4);
        image.addWithClientId(duid.bytes(), found);
        found.removeIf(lease -> !subnets.contains(lease.subnet()));
        found.sort(BY_ADDRESS);
        return found;
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
            if (BY_ADDRESS.compare(sorted.get(i), sorted.get(i - 1)) == 0) {
                sorted.remove(i);
            }
        }
    }

    List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        Gaps gaps = new Gaps(range, from, limit);
        Predicate<PackedLease> vacant = lease -> reuse && lease.isVacant(now);
        IpAddress position = gaps.isWanting() ? gaps.next() : null;
        if (position instanceof Ipv6Address first) {
            skipWhatIsAround(first, gaps, vacant);
        }
        while (position != null && gaps.isWanting()) {
            position = walk(position, gaps, vacant);
        }
        return vacancies(gaps.found(), vacant);
    }

    /** There is one place for each length where a shorter prefix around the first member can be. */
    private void skipWhatIsAround(Ipv6Address first, Gaps gaps, Predicate<PackedLease> vacant) {
        lock.lock();
        try {
            for (int length = 1; length < gaps.length(); length++) {
                PackedLease lease = image.get(Ipv6Prefix.around(first, length).network());
                if (lease != null && lease.type() == IaType.PD && !vacant.test(lease)) {
                    gaps.occupied(lease.address(), lease.last());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells what is occupied from the position on; gives where to go on, or nothing at the end. */
    private @Nullable IpAddress walk(IpAddress position, Gaps gaps, Predicate<PackedLease> vacant) {
        lock.lock();
        try {
            AddressIndex.Cursor cursor = image.from(PackedAddress.high(position), PackedAddress.low(position));
            PackedLease lease = null;
            for (int i = 0; i < STEPS_AT_ONCE && gaps.isWanting(); i++) {
                lease = cursor.atEnd() ? null : image.at(cursor.slot());
                if (lease == null || lease.address().compareTo(gaps.end()) > 0) {
                    gaps.finish();
                    return null;
                }
                if (vacant.test(lease)) {
                    gaps.freeBefore(lease.address());
                } else {
                    gaps.occupied(lease.address(), lease.last());
                }
                if (lease.address().equals(gaps.end())) {
                    gaps.finish();
                    return null;
                }
                cursor.advance();
            }
            return lease == null ? null : lease.address().next();
        } finally {
            lock.unlock();
        }
    }

    private List<Vacancy> vacancies(List<IpAddress> addresses, Predicate<PackedLease> vacant) {
        List<Vacancy> vacancies = new ArrayList<>(addresses.size());
        lock.lock();
        try {
            for (IpAddress address : addresses) {
                PackedLease former = image.get(address);
                if (former == null || vacant.test(former)) {
                    vacancies.add(new Vacancy(address, former == null ? null : former.unpack()));
                }
            }
        } finally {
            lock.unlock();
        }
        return vacancies;
    }

    List<Lease> page(LeaseFilter filter, int limit) {
        HardwareAddress hardware = filter.hardware();
        byte[] identity = identity(filter);
        return hardware == null && identity == null
                ? walk(filter, limit)
                : unpacked(ofFilteredClient(filter, identity, hardware, limit));
    }

    /** Of the client: its identifier in DHCPv4, its DUID in DHCPv6. */
    private static byte @Nullable [] identity(LeaseFilter filter) {
        return filter.clientId() != null
                ? filter.clientId().bytes()
                : filter.duid() != null ? filter.duid().bytes() : null;
    }

    /** With an identity in the filter its index leads to the few rows there can be. */
    private List<PackedLease> ofFilteredClient(
            LeaseFilter filter, byte @Nullable [] identity, @Nullable HardwareAddress hardware, int limit) {
        List<PackedLease> found = new ArrayList<>();
        lock.lock();
        try {
            if (identity != null) {
                image.addWithClientId(identity, found);
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
        Matcher matcher = new Matcher(filter);
        List<Lease> found = new ArrayList<>();
        IpAddress after = filter.after();
        long high = after == null ? 0 : PackedAddress.high(after);
        long low = after == null ? 0 : PackedAddress.low(after); // which the filter itself leaves out
        boolean more = true;
        while (more && found.size() < limit) {
            lock.lock();
            try {
                AddressIndex.Cursor cursor = image.from(high, low);
                for (int i = 0; i < STEPS_AT_ONCE && !cursor.atEnd() && found.size() < limit; i++) {
                    PackedLease lease = image.at(cursor.slot());
                    if (matcher.matches(lease)) {
                        found.add(lease.unpack());
                    }
                    cursor.advance();
                }
                more = !cursor.atEnd();
                if (more) {
                    high = cursor.high();
                    low = cursor.low();
                }
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
            IpAddress after = filter.after();
            HardwareAddress hardware = filter.hardware();
            byte[] identity = identity(filter);
            return (after == null || lease.address().compareTo(after) > 0)
                    && (filter.type() == null || filter.type() == lease.type())
                    && (filter.state() == null || filter.state() == lease.state())
                    && (filter.subnetIds().isEmpty() || filter.subnetIds().contains(lease.subnet()))
                    && (hostname == null || hasHostname(lease, hostname))
                    && (hardware == null || has(lease, PackedParts.HARDWARE, hardware.bytes()))
                    && (identity == null || has(lease, PackedParts.CLIENT_ID, identity));
        }

        private static boolean hasHostname(PackedLease lease, byte[] wanted) {
            return wanted.length == 0
                    ? !PackedParts.has(lease.parts(), PackedParts.HOSTNAME)
                    : has(lease, PackedParts.HOSTNAME, wanted);
        }

        private static boolean has(PackedLease lease, int kind, byte[] wanted) {
            return Arrays.equals(lease.part(kind), wanted);
        }
    }
}
