package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What pools are made of, numbered from 0, one range behind the other. */
final class Members {

    /** Beyond that nobody keeps a note of each: a /8 of IPv4 has as many. */
    static final int MOST = 1 << 24;

    private final List<AddressRange> ranges;
    /** The number of the first member of each range. */
    private final int[] starts;

    private final TreeMap<IpAddress, Integer> byFirst = new TreeMap<>();
    private final int count;

    /** @param ranges that {@link #canNumber} */
    Members(List<AddressRange> ranges) {
        this.ranges = List.copyOf(ranges);
        starts = new int[ranges.size()];
        int next = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = next;
            byFirst.put(ranges.get(i).first(), i);
            next += ranges.get(i).count().intValueExact();
        }
        count = next;
    }

    static boolean canNumber(List<AddressRange> ranges) {
        return ranges.stream()
                        .map(AddressRange::count)
                        .reduce(BigInteger.ZERO, BigInteger::add)
                        .compareTo(BigInteger.valueOf(MOST))
                <= 0;
    }

    int count() {
        return count;
    }

    IpAddress at(int number) {
        int range = rangeOf(number);
        return ranges.get(range).at(BigInteger.valueOf(number - starts[range]));
    }

    /** The number of the member with this address; -1 when it is none. */
    int numberOf(IpAddress address) {
        var below = byFirst.floorEntry(address);
        if (below == null) {
            return -1;
        }
        AddressRange range = ranges.get(below.getValue());
        return range.contains(address) ? starts[below.getValue()] + place(range, address) : -1;
    }

    /** The members from this one on, at most so many, as far as they lie in the same range. */
    AddressRange stretch(int number, int most) {
        int range = rangeOf(number);
        int end = range + 1 < starts.length ? starts[range + 1] : count;
        AddressRange whole = ranges.get(range);
        return whole.part(at(number), at(Math.min(end, number + most) - 1));
    }

    /** Where to begin to go over all in {@link #stretch stretches} of at most so many. */
    int[] stretches(int most) {
        return IntStream.range(0, starts.length)
                .flatMap(range -> {
                    int end = range + 1 < starts.length ? starts[range + 1] : count;
                    return IntStream.iterate(starts[range], begin -> begin < end, begin -> begin + most);
                })
                .toArray();
    }

    private int rangeOf(int number) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= number) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static int place(AddressRange range, IpAddress address) {
        return switch (address) {
            case Ipv4Address four -> four.bits() - ((Ipv4Address) range.first()).bits();
            case Ipv6Address six -> place((Ipv6Address) range.first(), six, 128 - range.length());
        };
    }

    /** How many steps of two to the power of {@code shift} lie between them. */
    private static int place(Ipv6Address first, Ipv6Address address, int shift) {
        long low = address.low() - first.low();
        long borrowed = Long.compareUnsigned(address.low(), first.low()) < 0 ? 1 : 0;
        long high = address.high() - first.high() - borrowed;
        if (shift >= Long.SIZE) {
            return (int) (high >>> shift - Long.SIZE);
        }
        return (int) (shift == 0 ? low : high << Long.SIZE - shift | low >>> shift);
    }
}
