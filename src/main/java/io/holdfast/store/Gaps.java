package io.holdfast.store;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.PrefixRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lowest members of a range that nothing occupies, when told what is occupied in ascending order. Whatever
 * shares an address with a member occupies it: a lease inside a prefix, whatever its length, and a prefix around it.
 */
public final class Gaps {

    private final AddressRange range;
    private final int limit;
    private final List<IpAddress> found = new ArrayList<>();
    /** The lowest member not yet judged; absent behind the last. */
    private @Nullable IpAddress next;

    /** @param from any address; the members below it are not looked at */
    public Gaps(AddressRange range, IpAddress from, int limit) {
        this.range = range;
        this.limit = limit;
        this.next = from.compareTo(range.first()) <= 0 ? range.first() : atOrAbove(from);
    }

    /** Whether more may be found. */
    public boolean isWanting() {
        return next != null && found.size() < limit;
    }

    /** The lowest member not yet judged; only while more is {@link #isWanting wanted}. */
    public IpAddress next() {
        if (next == null) {
            throw new IllegalStateException("nothing is left of " + range);
        }
        return next;
    }

    /** The last address of the last member. */
    public IpAddress end() {
        return endOf(range.last());
    }

    /** How many are wanted at most. */
    public int limit() {
        return limit;
    }

    /** Significant bits of a member. */
    public int length() {
        return range.length();
    }

    /** The addresses from {@code first} to {@code last} are occupied; nothing between what was told before and these is. */
    public void occupied(IpAddress first, IpAddress last) {
        freeBefore(first);
        if (next != null && next.compareTo(last) <= 0) {
            IpAddress member = memberAt(last);
            next = member.compareTo(range.last()) < 0 ? range.after(member) : null;
        }
    }

    /** Nothing above what was told is occupied. */
    public void finish() {
        while (next != null && found.size() < limit) {
            take(next);
        }
    }

    public List<IpAddress> found() {
        return found;
    }

    /** Nothing between what was told before and this address is occupied. */
    public void freeBefore(IpAddress before) {
        while (next != null && found.size() < limit && endOf(next).compareTo(before) < 0) {
            take(next);
        }
    }

    private void take(IpAddress member) {
        found.add(member);
        next = member.equals(range.last()) ? null : range.after(member);
    }

    private @Nullable IpAddress atOrAbove(IpAddress address) {
        if (address.compareTo(range.last()) > 0) {
            return null;
        }
        IpAddress member = memberAt(address);
        return member.compareTo(address) < 0 ? range.after(member) : member;
    }

    private IpAddress memberAt(IpAddress address) {
        return range instanceof PrefixRange
                ? Ipv6Prefix.around((Ipv6Address) address, range.length()).network()
                : address;
    }

    private IpAddress endOf(IpAddress member) {
        return range instanceof PrefixRange prefixes
                ? prefixes.prefix((Ipv6Address) member).range().last()
                : member;
    }
}
