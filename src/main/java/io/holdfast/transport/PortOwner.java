package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out on Linux which process holds a UDP port, as far as we may look. */
final class PortOwner {

    private static final Path PROC = Path.of("/proc");
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;

    private PortOwner() {}

    /** A continuation of a sentence, as in {@code  by kea-dhcp4 (process 4711)}; empty when nothing is found. */
    static String describe(IpAddress address, int port) {
        List<String> owners = new ArrayList<>();
        for (String inode : inodes(address, port)) {
            String owner = owner("socket:[" + inode + "]");
            if (owner != null && !owners.contains(owner)) {
                owners.add(owner);
            }
        }
        return owners.isEmpty() ? "" : " by " + String.join(" and ", owners);
    }

    private static List<String> inodes(IpAddress address, int port) {
        return switch (address) {
            case Ipv4Address four -> {
                List<String> inodes = new ArrayList<>(inodes("udp", word(four.bits()), port));
                // Sockets of both families show here: the address is ::ffff:a.b.c.d.
                inodes.addAll(inodes("udp6", "0000000000000000FFFF0000" + word(four.bits()), port));
                yield inodes;
            }
            case Ipv6Address(long high, long low) ->
                inodes(
                        "udp6",
                        word((int) (high >>> 32)) + word((int) high) + word((int) (low >>> 32)) + word((int) low),
                        port);
        };
    }

    private static String word(int bits) {
        return HexFormat.of().withUpperCase().toHexDigits(Integer.reverseBytes(bits));
    }

    /** Rows of /proc/net/udp look like {@code 12: 0100007F:1A6F 00000000:0000 07 … inode …}, in this machine's byte order. */
    private static List<String> inodes(String table, String wanted, int port) {
        List<String> inodes = new ArrayList<>();
        String suffix = String.format(":%04X", port);
        try {
            // The calling thread's network namespace, not the process's.
            for (String row : Files.readAllLines(PROC.resolve("thread-self/net/" + table))) {
                String[] fields = row.strip().split("\\s+");
                if (fields.length <= INODE || !fields[LOCAL_ADDRESS].endsWith(suffix)) {
                    continue;
                }
                String local = fields[LOCAL_ADDRESS].substring(0, fields[LOCAL_ADDRESS].length() - suffix.length());
                if (local.equals(wanted) || local.chars().allMatch(c -> c == '0')) {
                    inodes.add(fields[INODE]);
                }
            }
        } catch (IOException e) {
            // Not Linux, or not for us to see: the sentence then does without the owner.
            return List.of();
        }
        return inodes;
    }

    private static @Nullable String owner(String socket) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, socket)) {
                    return Files.readString(process.resolve("comm")).strip() + " (process " + process.getFileName()
                            + ")";
                }
            }
            return null;
        } catch (IOException | DirectoryIteratorException e) {
            return null;
        }
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (isLinkTo(descriptor, socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            // Another user's process, or one that has ended.
            return false;
        }
    }

    private static boolean isLinkTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            return false;
        }
    }
}
