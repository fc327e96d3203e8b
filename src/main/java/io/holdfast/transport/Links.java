package io.holdfast.transport;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The network interfaces of this machine as they are now. */
public final class Links {

    private Links() {}

    /**
     * All interfaces, by index.
     *
     * @param nativeAccess whether the operating system may be asked directly, where that is possible
     * @throws SocketOpenException when the system does not tell
     */
    public static List<Link> detect(boolean nativeAccess) throws SocketOpenException {
        return nativeAccess && LinuxCalls.supported() ? LinuxLinks.detect() : portable();
    }

    /** The same with what one protocol needs to know: DHCPv4 does not depend on the system telling of IPv6. */
    static List<Link> detect(boolean nativeAccess, Protocol protocol) throws SocketOpenException {
        return protocol == Protocol.DHCP4 && nativeAccess && LinuxCalls.supported()
                ? LinuxLinks.detect(Map.of())
                : detect(nativeAccess);
    }

    private static List<Link> portable() throws SocketOpenException {
        try {
            List<Link> links = new ArrayList<>();
            for (NetworkInterface found : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                Link link = look(found);
                if (link != null) {
                    links.add(link);
                }
            }
            links.sort(Comparator.comparingInt(Link::index));
            return List.copyOf(links);
        } catch (SocketException e) {
            throw new SocketOpenException("cannot list the network interfaces: " + e.getMessage(), e);
        }
    }

    /** Null when the interface has gone away since it was listed. */
    private static @Nullable Link look(NetworkInterface found) throws SocketException {
        try {
            byte[] hardware = found.getHardwareAddress();
            return new Link(
                    found.getName(),
                    found.getIndex(),
                    hardware == null || hardware.length == 0 || hardware.length > HardwareAddress.MAX_BYTES
                            ? null
                            : HardwareAddress.ethernet(hardware),
                    addresses(found),
                    addresses6(found),
                    found.isUp(),
                    found.isLoopback(),
                    !found.isLoopback() && !found.isPointToPoint(),
                    found.getMTU());
        } catch (SocketException e) {
            if (NetworkInterface.getByName(found.getName()) == null) {
                return null;
            }
            throw e;
        }
    }

    private static List<Ipv4Address> addresses(NetworkInterface found) {
        List<Ipv4Address> addresses = new ArrayList<>();
        for (InetAddress address : Collections.list(found.getInetAddresses())) {
            if (address instanceof Inet4Address) {
                addresses.add(Ipv4Address.of(address.getAddress()));
            }
        }
        // The JDK lists them last first; the system's first is the primary one.
        return addresses.reversed();
    }

    /** Those still being checked for duplicates among them, which the JDK does not tell: they cannot be bound to yet. */
    private static List<Ipv6Address> addresses6(NetworkInterface found) {
        return Collections.list(found.getInetAddresses()).stream()
                .filter(Inet6Address.class::isInstance)
                .map(address -> Ipv6Address.of(address.getAddress()))
                .sorted()
                .toList();
    }
}
