package io.holdfast.engine.v4;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.TeeTimes;
import io.holdfast.engine.ClientOptions;
import io.holdfast.engine.FlexOptions;
import io.holdfast.engine.OptionLevels;
import io.holdfast.engine.Transmission;
import io.holdfast.lease.Lease4;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Reply4;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes replies: fields and options by RFC 2131 table 3, and where each goes. */
final class Replies {

    private static final int FLAGS_OFFSET = 10;
    private static final int GIADDR_OFFSET = 24;

    private final EngineSettings4 settings;
    private final boolean echoClientId;
    private final ClientOptions clientOptions;
    private final BootChoice boot;
    private final FlexOptions flexOptions;

    Replies(ServerConfig4 config, EngineSettings4 settings) {
        this.settings = settings;
        echoClientId = config.echoClientId();
        clientOptions = new ClientOptions(config);
        boot = new BootChoice(config.classes());
        flexOptions = new FlexOptions(config);
    }

    /** Whether the client can do without IPv4 and is to (RFC 8925 §3.3). */
    static boolean toldIpv6Only(Exchange4 x) {
        if (x.link == null || !x.query().message().requests(OptionCode4.IPV6_ONLY_PREFERRED)) {
            return false;
        }
        for (int i = 0; i < x.allowed.size(); i++) {
            if (x.allowed.get(i).ipv6Only()) {
                x.serve(x.allowed.get(i));
                return true;
            }
        }
        return x.link.ipv6Only();
    }

    Transmission write(Exchange4 x, MessageType4 type) {
        Query4 query = x.query();
        Message4 message = query.message();
        Ipv4Address yiaddr = x.verdict.granted == null ? Ipv4Address.UNSPECIFIED : x.verdict.granted.address();
        Destination4 destination = Destination4.of(x, type, yiaddr, settings);
        boolean pastRelay =
                query.duty() == Duty.INFORM && !destination.address().equals(message.relayAddress());
        Ipv4Address source = source(x);

        Reply4 reply = begin(x, type, yiaddr);
        OptionAssembly options = new OptionAssembly();
        echo(x, message, options);
        if (type != MessageType4.DHCPNAK && x.served != null) {
            addParameters(x, x.served, yiaddr, options);
        }
        if (!options.contains(OptionCode4.SERVER_IDENTIFIER)) {
            Ipv4Address id = query.serverIdOverride() != null ? query.serverIdOverride() : source;
            options.put(OptionCode4.SERVER_IDENTIFIER, id.toUnsigned());
        }
        if (!flexOptions.isEmpty() && x.facts != null) {
            flexOptions.apply(x.facts, x.classes, options);
        }
        byte[] relayInformation = pastRelay || x.stashed ? null : message.option(OptionCode4.RELAY_AGENT_INFORMATION);
        if (relayInformation != null && relayInformation.length > 0) {
            reply.option(OptionCode4.RELAY_AGENT_INFORMATION, relayInformation);
        }
        if (x.replaced != null) {
            restoreClientId(x.replaced, options);
        }
        if (x.bootp) {
            Bootp.strip(options);
        }
        options.writeTo(reply, message);
        byte[] data = reply.finish();
        if (destination.broadcastFlag()) {
            data[FLAGS_OFFSET] |= (byte) 0x80;
        }
        if (pastRelay) {
            Arrays.fill(data, GIADDR_OFFSET, GIADDR_OFFSET + Ipv4Address.BYTES, (byte) 0);
        }
        return new Transmission(
                type.name(), data, source, destination.address(), destination.port(), destination.hardware());
    }

    private Reply4 begin(Exchange4 x, MessageType4 type, Ipv4Address yiaddr) {
        Message4 message = x.query().message();
        boolean ack = type == MessageType4.DHCPACK;
        Ipv4Address ciaddr = ack ? message.clientAddress() : Ipv4Address.UNSPECIFIED;
        BootChoice.Fields fields = type == MessageType4.DHCPNAK
                ? BootChoice.Fields.EMPTY
                : boot.of(x.served == null ? BootChoice.Fields.EMPTY : x.served.boot(), x.classes, x.reservation);
        return Reply4.to(
                message,
                x.bootp ? null : type,
                ciaddr,
                yiaddr,
                fields.nextServer(),
                fields.serverName(),
                fields.bootFile());
    }

    /** RFC 6842 §3 and RFC 3011 §2: what the client sent to be told apart by, in every reply. */
    private void echo(Exchange4 x, Message4 message, OptionAssembly options) {
        byte[] clientId = message.option(OptionCode4.CLIENT_IDENTIFIER);
        if (x.replaced == null && echoClientId && clientId != null) {
            options.put(OptionCode4.CLIENT_IDENTIFIER, clientId);
        }
        byte[] selection = message.option(OptionCode4.SUBNET_SELECTION);
        if (selection != null) {
            options.put(OptionCode4.SUBNET_SELECTION, selection);
        }
    }

    /** As Kea: the client's own, whatever {@code echo-client-id} says, and no other. */
    private static void restoreClientId(FlexIdentity.Replaced replaced, OptionAssembly options) {
        options.remove(OptionCode4.CLIENT_IDENTIFIER);
        if (replaced.sent() != null) {
            options.put(OptionCode4.CLIENT_IDENTIFIER, replaced.sent());
        }
    }

    private void addParameters(Exchange4 x, ServedSubnet served, Ipv4Address yiaddr, OptionAssembly options) {
        Query4 query = x.query();
        Lease4 lease = x.verdict.granted;
        if (lease != null) {
            options.put(OptionCode4.SUBNET_MASK, served.mask());
            options.put(OptionCode4.LEASE_TIME, lease.validLifetime());
            putTeeTimes(served.subnet().teeTimes(), lease.validLifetime(), options);
            if (x.verdict.name.isPresent()) {
                options.put(x.verdict.name.optionCode(), x.verdict.name.payload());
            }
        } else if (query.message().requests(OptionCode4.SUBNET_MASK)) {
            options.put(OptionCode4.SUBNET_MASK, served.mask());
        }
        Ipv4Address address = yiaddr.isUnspecified() ? query.message().clientAddress() : yiaddr;
        OptionLevels levels = clientOptions.levels(served.levels(address), x.reservation, x.classes);
        options.addConfigured(query.message(), levels, x.classes);
    }

    /** Sent only if T1 comes before T2, and T2 before the end (RFC 2131 §4.4.5). */
    private static void putTeeTimes(TeeTimes times, long lifetime, OptionAssembly options) {
        long t2 = tee(times.rebindTimer(), times.calculate(), times.t2Percent(), lifetime);
        boolean sendT2 = t2 > 0 && t2 < lifetime;
        if (sendT2) {
            options.put(OptionCode4.REBINDING_TIME, t2);
        }
        long t1 = tee(times.renewTimer(), times.calculate(), times.t1Percent(), lifetime);
        if (t1 > 0 && t1 < (sendT2 ? t2 : lifetime)) {
            options.put(OptionCode4.RENEWAL_TIME, t1);
        }
    }

    private static long tee(@Nullable Long configured, boolean calculate, double share, long lifetime) {
        if (configured != null) {
            return configured;
        }
        return calculate ? Math.round(share * lifetime) : 0;
    }

    /** Our address on the way the packet came: the one it was sent to, if that is ours, else the interface's first. */
    private static Ipv4Address source(Exchange4 x) {
        List<IpAddress> local = x.arrival.localAddresses();
        return local.isEmpty() || local.contains(x.destination()) ? x.destination() : (Ipv4Address) local.getFirst();
    }
}
