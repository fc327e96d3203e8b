package io.holdfast.app;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet;
import io.holdfast.control.SubnetTrial;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.v4.SubnetTrial4;
import io.holdfast.engine.v6.SubnetTrial6;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a packet of what is told about it, and asks the engine's selection of the configuration in effect. */
final class SubnetTrials implements SubnetTrial {

    private final Supplier<ServerConfig> config;
    private final Function<String, List<IpAddress>> addresses;

    /** @param addresses of a local interface; none when there is no such */
    SubnetTrials(Supplier<ServerConfig> config, Function<String, List<IpAddress>> addresses) {
        this.config = config;
        this.addresses = addresses;
    }

    @Override
    public @Nullable Subnet select(Packet packet) {
        try {
            return switch (config.get()) {
                case ServerConfig4 four ->
                    SubnetTrial4.select(four, message4(packet), arrival(packet, true), packet.classes());
                case ServerConfig6 six ->
                    SubnetTrial6.select(six, message6(packet), arrival(packet, false), packet.classes());
            };
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("a packet of our own", e);
        }
    }

    private static Message4 message4(Packet packet) throws MalformedPacketException {
        Request4 request = Request4.of(MessageType4.DHCPDISCOVER, 1, null);
        if (packet.address() instanceof Ipv4Address address) {
            request.clientAddress(address);
        }
        if (packet.relay() instanceof Ipv4Address relay) {
            request.relayedBy(relay);
        }
        if (packet.subnet() instanceof Ipv4Address subnet) {
            request.option(OptionCode4.SUBNET_SELECTION, subnet);
        }
        if (packet.link() instanceof Ipv4Address link) {
            byte[] option = new byte[2 + Ipv4Address.BYTES];
            option[0] = OptionCode4.RelayAgent.LINK_SELECTION;
            option[1] = Ipv4Address.BYTES;
            System.arraycopy(link.toBytes(), 0, option, 2, Ipv4Address.BYTES);
            request.option(OptionCode4.RELAY_AGENT_INFORMATION, option);
        }
        byte[] bytes = request.toBytes();
        return Message4.read(bytes, bytes.length);
    }

    private static Message6 message6(Packet packet) throws MalformedPacketException {
        Request6 request = Request6.of(MessageType6.SOLICIT, 1);
        if (packet.link() != null || packet.interfaceId() != null) {
            Ipv6Address link = packet.link() instanceof Ipv6Address given ? given : Ipv6Address.UNSPECIFIED;
            Ipv6Address peer = packet.remote() instanceof Ipv6Address given ? given : Ipv6Address.UNSPECIFIED;
            request.relayedBy(link, peer);
            if (packet.interfaceId() != null) {
                request.relayOption(OptionCode6.INTERFACE_ID, packet.interfaceId());
            }
        }
        byte[] bytes = request.toBytes();
        return Message6.read(bytes, bytes.length);
    }

    private Arrival arrival(Packet packet, boolean four) {
        IpAddress nothing = four ? Ipv4Address.UNSPECIFIED : Ipv6Address.UNSPECIFIED;
        return new Arrival(
                packet.interfaceName(),
                packet.interfaceName().isEmpty()
                        ? List.of()
                        : addresses.apply(packet.interfaceName()).stream()
                                .filter(address -> address instanceof Ipv4Address == four)
                                .toList(),
                packet.remote() == null ? nothing : packet.remote(),
                0,
                packet.local() == null ? nothing : packet.local());
    }

    /** Those that the system says. */
    static List<IpAddress> ofSystem(String interfaceName) {
        try {
            NetworkInterface found = NetworkInterface.getByName(interfaceName);
            return found == null
                    ? List.of()
                    : found.inetAddresses().map(SubnetTrials::address).toList();
        } catch (SocketException e) {
            throw new IllegalStateException("the addresses of " + interfaceName + " cannot be read", e);
        }
    }

    private static IpAddress address(InetAddress address) {
        return address instanceof Inet4Address
                ? Ipv4Address.of(address.getAddress())
                : Ipv6Address.of(address.getAddress());
    }
}
