package io.holdfast.endtoend;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A lease as the store has it, read beside Holdfast.
 *
 * @param length 32 or 128, or the length of a prefix
 * @param client the hardware address (v4) or the DUID (v6) in hexadecimal digits, lower case; empty when there is none
 * @param lifetime seconds
 * @param expire seconds since 1970
 * @param state Kea's number: 0 in use, 1 declined, 2 expired and reclaimed, 3 released
 */
record LeaseRow(IpAddress address, int length, String client, long lifetime, long expire, int subnet, int state) {

    boolean inUse() {
        return state == 0 && lifetime > 0;
    }

    boolean isDeclined() {
        return state == 1;
    }

    /** The address, or the prefix with its length. */
    String lease() {
        return isPrefix() ? address + "/" + length : address.toString();
    }

    boolean isPrefix() {
        return address instanceof Ipv6Address && length < 128;
    }

    /** Client to leases. */
    static Map<String, Set<String>> byClient(List<LeaseRow> rows) {
        Map<String, Set<String>> leases = new HashMap<>();
        rows.forEach(row ->
                leases.computeIfAbsent(row.client, client -> new TreeSet<>()).add(row.lease()));
        return leases;
    }

    /** What lies in each other, in sentences; a prefix in an address's subnet does, too. */
    static List<String> overlaps(List<LeaseRow> rows) {
        List<LeaseRow> sorted = rows.stream()
                .filter(LeaseRow::inUse)
                .sorted(Comparator.comparing(LeaseRow::address).thenComparing(LeaseRow::length))
                .toList();
        List<String> overlaps = new ArrayList<>();
        LeaseRow last = null;
        for (LeaseRow row : sorted) {
            if (last != null && last.reaches(row)) {
                overlaps.add(last.lease() + " of " + last.client + " and " + row.lease() + " of " + row.client);
            } else {
                last = row;
            }
        }
        return overlaps;
    }

    private boolean reaches(LeaseRow higher) {
        return isPrefix()
                ? new Ipv6Prefix((Ipv6Address) address, length).contains((Ipv6Address) higher.address)
                : address.equals(higher.address);
    }
}
