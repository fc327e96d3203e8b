package io.holdfast.transport;

import io.holdfast.address.Ipv6Address;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The IPv6 addresses as Linux tells them, with their state, which getifaddrs does not tell.
 *
 * <pre>
 * fe8000000000000000fc00fffe000001 04    40            20    80    eth0
 * address                          index prefix length scope flags name     all numbers hexadecimal
 * </pre>
 */
final class LinuxAddresses6 {

    /** The calling thread's network namespace, not the process's. */
    private static final Path TABLE = Path.of("/proc/thread-self/net/if_inet6");

    private static final int FLAGS = 4;
    private static final int NAME = 5;

    private static final int OPTIMISTIC = 0x04;
    private static final int DUPLICATE = 0x08;
    private static final int TENTATIVE = 0x40;

    private LinuxAddresses6() {}

    /** By the name of the interface, in ascending order: the table's own order is by chance. */
    static Map<String, List<Ipv6Address>> usable() throws SocketOpenException {
        try {
            return Files.readAllLines(TABLE).stream()
                    .map(row -> row.strip().split("\\s+"))
                    .filter(row -> row.length > NAME && usable(Integer.parseInt(row[FLAGS], 16)))
                    .sorted((one, other) -> one[0].compareTo(other[0]))
                    .collect(Collectors.groupingBy(
                            row -> row[NAME],
                            Collectors.mapping(
                                    row -> Ipv6Address.of(new BigInteger(row[0], 16)), Collectors.toList())));
        } catch (NoSuchFileException e) {
            return Map.of(); // a kernel without IPv6
        } catch (IOException e) {
            throw new SocketOpenException("cannot list the IPv6 addresses: " + e, e);
        }
    }

    /** An optimistic address may be used while it is checked (RFC 4429). */
    private static boolean usable(int flags) {
        return (flags & DUPLICATE) == 0 && ((flags & TENTATIVE) == 0 || (flags & OPTIMISTIC) != 0);
    }
}
