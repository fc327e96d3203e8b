package io.holdfast.engine.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.TeeTimes;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.ClientOptions;
import io.holdfast.engine.FlexOptions;
import io.holdfast.engine.OptionLevels;
import io.holdfast.engine.StandingOptions;
import io.holdfast.engine.Transmission;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Reply6;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes replies (RFC 8415 §18.3.9, §18.3.10), and says where each goes. */
final class Replies6 {

    private static final byte[] EMPTY = {};

    private final EngineSettings6 settings;
    private final OptionAssembly6 options;
    private final OptionLevels global;
    private final ClientOptions clientOptions;
    private final FlexOptions flexOptions;

    Replies6(ServerConfig6 config, EngineSettings6 settings) {
        this.settings = settings;
        options = new OptionAssembly6(config);
        global = new StandingOptions(config).global();
        clientOptions = new ClientOptions(config);
        flexOptions = new FlexOptions(config);
    }

    Transmission write(Exchange6 x, MessageType6 type) {
        Message6 message = x.query().message();
        Reply6 reply = Reply6.to(message, type);
        addClientId(reply, x);
        reply.option(OptionCode6.SERVER_ID, settings.serverId());
        if (type == MessageType6.ADDR_REG_REPLY) {
            addRegistered(reply, message);
        } else {
            addAssociations(reply, x);
        }
        if (x.verdict.status != null) {
            reply.status(x.verdict.status, x.verdict.statusText);
        }
        if (Assigning.isRapid(x)) {
            reply.option(OptionCode6.RAPID_COMMIT, EMPTY);
        }
        addParameters(reply, x, type);
        return transmission(x.arrival, message, type, reply.finish());
    }

    /** As the client has sent it. */
    private static void addClientId(Reply6 reply, Exchange6 x) {
        Duid understood = x.query().clientId();
        if (x.sent == null || !x.sent.client()) {
            if (understood != null) {
                reply.option(OptionCode6.CLIENT_ID, understood);
            }
        } else if (x.sent.clientId() != null) {
            reply.option(OptionCode6.CLIENT_ID, x.sent.clientId());
        }
    }

    /** RFC 9686 §4.3: the option as it came. */
    private static void addRegistered(Reply6 reply, Message6 message) {
        byte[] told = message.option(OptionCode6.IAADDR);
        if (told != null) {
            reply.option(OptionCode6.IAADDR, told);
        }
    }

    private static void addAssociations(Reply6 reply, Exchange6 x) {
        long preferred = shortestPreferred(x.benches);
        for (IaBench bench : x.benches) {
            boolean given = x.served != null && !bench.granted.isEmpty();
            TeeTimes times = x.served == null ? null : x.served.subnet().teeTimes();
            long t2 = given && times != null ? t2(times, preferred) : 0;
            long t1 = given && times != null ? t1(times, preferred, t2) : 0;
            int iaid = bench.ia.iaid();
            reply.beginIa(bench.type(), x.sent == null ? iaid : x.sent.iaid(bench.type(), iaid), t1, t2);
            for (Lease6 lease : bench.granted) {
                addLease(reply, x, lease);
            }
            for (Ipv6Prefix gone : bench.withdrawn) {
                addWithdrawn(reply, bench.type(), gone);
            }
            if (bench.status != null) {
                reply.status(bench.status, bench.statusText);
            }
            reply.endIa();
        }
    }

    private static void addLease(Reply6 reply, Exchange6 x, Lease6 lease) {
        if (lease.type() == IaType.NA) {
            reply.address(lease.address(), lease.preferredLifetime(), lease.validLifetime());
            return;
        }
        Ipv6Prefix prefix = lease.prefix();
        boolean asked = x.query().message().requests(OptionCode6.PD_EXCLUDE);
        Ipv6Prefix excluded = asked ? Reserving.excluded(x, lease) : null;
        reply.prefix(prefix, lease.preferredLifetime(), lease.validLifetime(), excluded);
    }

    private static void addWithdrawn(Reply6 reply, IaType type, Ipv6Prefix gone) {
        if (type == IaType.NA) {
            reply.address(gone.network(), 0, 0);
        } else {
            reply.prefix(gone, 0, 0, null);
        }
    }

    /** All associations of a message are to be renewed together (RFC 8415 §18.2.4), so the shortest counts for all. */
    private static long shortestPreferred(List<IaBench> benches) {
        long shortest = Lease.INFINITE;
        for (IaBench bench : benches) {
            for (Lease6 lease : bench.granted) {
                shortest = Math.min(shortest, lease.preferredLifetime());
            }
        }
        return shortest;
    }

    private static long t2(TeeTimes times, long preferred) {
        return tee(times.rebindTimer(), times.calculate(), times.t2Percent(), preferred);
    }

    /** As Kea: left to the client when it does not come before T2. */
    private static long t1(TeeTimes times, long preferred, long t2) {
        long t1 = tee(times.renewTimer(), times.calculate(), times.t1Percent(), preferred);
        return t1 < t2 || t1 == Lease.INFINITE ? t1 : 0;
    }

    /** Of what never ends, never (RFC 8415 §21.4). */
    private static long tee(@Nullable Long configured, boolean calculate, double share, long preferred) {
        if (configured != null) {
            return configured;
        }
        if (!calculate) {
            return 0;
        }
        return preferred == Lease.INFINITE ? Lease.INFINITE : Math.round(share * preferred);
    }

    /** Answers that only say what became of a message have none (RFC 8415 §18.3.7, §18.3.8, §18.4). */
    private void addParameters(Reply6 reply, Exchange6 x, MessageType6 type) {
        OptionList6 list = new OptionList6();
        boolean assigns = type != MessageType6.ADDR_REG_REPLY && !x.verdict.onlyStatus;
        if (type == MessageType6.ADDR_REG_REPLY || assigns && isNaming(x.query().duty())) {
            byte[] name = ClientName6.payload(x, firstAddress(x));
            if (name != null) {
                list.add(OptionCode6.CLIENT_FQDN, name);
            }
        }
        if (assigns) {
            OptionLevels standing = x.served == null ? global : x.served.levels(granted(x));
            options.addTo(list, x, type, clientOptions.levels(standing, x.host(), x.classes));
        }
        if (!flexOptions.isEmpty() && x.facts != null) {
            flexOptions.apply(x.facts, x.classes, list);
        }
        list.writeTo(reply);
    }

    private static boolean isNaming(Duty6 duty) {
        return switch (duty) {
            case SOLICIT, REQUEST, RENEW, REBIND, ADDR_REG_INFORM -> true;
            case CONFIRM, RELEASE, DECLINE, INFORMATION_REQUEST -> false;
        };
    }

    private static List<Lease6> granted(Exchange6 x) {
        return x.benches.stream().flatMap(bench -> bench.granted.stream()).toList();
    }

    private static @Nullable Ipv6Address firstAddress(Exchange6 x) {
        if (x.verdict.registered != null) {
            return x.verdict.registered.address();
        }
        return granted(x).stream()
                .filter(lease -> lease.type() == IaType.NA)
                .map(Lease6::address)
                .findFirst()
                .orElse(null);
    }

    /** To the relay that is nearest to us, at its port (RFC 8357), or to where the client sent it from. */
    private Transmission transmission(Arrival arrival, Message6 message, MessageType6 type, byte[] data) {
        int port;
        if (message.relays().isEmpty()) {
            port = settings.replyToSource() ? arrival.sourcePort() : settings.clientPort();
        } else {
            port = message.relays().getFirst().hasSourcePort() ? arrival.sourcePort() : settings.serverPort();
        }
        return new Transmission(type.text(), data, source(arrival), arrival.source(), port, null);
    }

    /** Where the packet was sent to, if that is an address of ours; else the system knows best. */
    private static IpAddress source(Arrival arrival) {
        return arrival.localAddresses().contains(arrival.destination())
                ? arrival.destination()
                : Ipv6Address.UNSPECIFIED;
    }
}
