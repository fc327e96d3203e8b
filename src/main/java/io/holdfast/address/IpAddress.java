package io.holdfast.address;

/** An address of either version. All of IPv4 come before all of IPv6. */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

    /**
     * Reads the text of either version.
     *
     * @throws IllegalArgumentException naming the text
     */
    static IpAddress parse(String text) {
        return text.indexOf(':') < 0 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
    }

    /** The address held in four or sixteen bytes, most significant first. */
    static IpAddress of(byte[] bytes) {
        return bytes.length == Ipv4Address.BYTES ? Ipv4Address.of(bytes) : Ipv6Address.of(bytes);
    }

    /** Four or sixteen bytes, most significant first. */
    byte[] toBytes();

    boolean isUnspecified();

    /** The next higher address; after the highest of its version comes the lowest. */
    IpAddress next();
}
