package io.holdfast.pipeline;

import io.holdfast.address.Duid;
import io.holdfast.address.IaIdentity;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A client of RFC 8415 with addresses and prefixes, that sends any message at any time that it may, but waits until its
 * last one has been worked on. Times are seconds since 1970.
 */
final class SimulatedClient6 {

    /** What an association believes to have. */
    record Held(Ipv6Prefix what, long until) {}

    private static final int ADVERTISE_PATIENCE = 60;

    /** Clients of these numbers never decline what they have: it may be reserved for them. */
    static final int STEADY = 3;

    final int number;
    /** 1: on the link of the servers; 2: behind a relay. */
    final int subnet;

    final Duid duid;
    final List<IaIdentity> ias = new ArrayList<>();
    /** Copies of its messages that wait for a lane. */
    int underWay;

    private final SplittableRandom random;
    private final Duid server;
    private final Map<IaIdentity, Held> held = new LinkedHashMap<>();
    private final Map<IaIdentity, Ipv6Prefix> advertised = new LinkedHashMap<>();
    private long advertisedAt;
    private int transaction;
    private byte @Nullable [] last;
    private MessageType6 type = MessageType6.SOLICIT;
    private long sentAt;

    SimulatedClient6(int number, Duid server, SplittableRandom random) {
        this.number = number;
        this.server = server;
        this.random = random;
        this.subnet = subnet(number);
        this.duid = duid(number);
        for (int iaid = 1 + random.nextInt(2); iaid > 0; iaid--) {
            ias.add(new IaIdentity(duid, IaType.NA, iaid));
        }
        for (int iaid = random.nextInt(3); iaid > 0; iaid--) {
            ias.add(new IaIdentity(duid, IaType.PD, iaid));
        }
    }

    static int subnet(int number) {
        return 1 + number % 2;
    }

    static Duid duid(int number) {
        return Duid.of(new byte[] {0, 3, 0, 1, 2, 0, 0x5e, 0x10, (byte) (number >> 8), (byte) number});
    }

    Ipv6Address linkLocal() {
        return Ipv6Address.parse("fe80::" + Integer.toHexString(number));
    }

    Map<IaIdentity, Held> held() {
        return held;
    }

    boolean hasAll(long now) {
        return ias.stream().allMatch(ia -> held.containsKey(ia) && held.get(ia).until() >= now);
    }

    boolean awaits(int transactionId) {
        return transaction == transactionId;
    }

    long sentAt() {
        return sentAt;
    }

    MessageType6 type() {
        return type;
    }

    /** The next message; absent when it waits. */
    byte @Nullable [] act(long now) {
        held.values().removeIf(lease -> lease.until() < now);
        if (underWay > 0) {
            boolean again = type != MessageType6.RELEASE && type != MessageType6.DECLINE;
            return again && random.nextInt(4) == 0 ? last : null;
        }
        if (!advertised.isEmpty()) {
            boolean fresh = now - advertisedAt < ADVERTISE_PATIENCE && random.nextInt(8) != 0;
            Map<IaIdentity, Ipv6Prefix> wanted = Map.copyOf(advertised);
            advertised.clear();
            if (fresh) {
                return request(wanted, now);
            }
        }
        return held.isEmpty() ? solicit(now) : keep(now);
    }

    byte[] solicit(long now) {
        Request6 solicit = begin(MessageType6.SOLICIT, now);
        if (random.nextInt(3) == 0) {
            solicit.rapidCommit();
        }
        ias.forEach(ia -> solicit.ia(ia.type(), ia.iaid()));
        return sent(solicit);
    }

    private byte[] request(Map<IaIdentity, Ipv6Prefix> wanted, long now) {
        Request6 request = begin(MessageType6.REQUEST, now).serverId(server);
        for (IaIdentity ia : ias) {
            add(request, ia, wanted.get(ia));
        }
        return sent(request);
    }

    private byte[] keep(long now) {
        return switch (random.nextInt(16)) {
            case 0 -> giveUp(MessageType6.RELEASE, now);
            case 1 -> number % STEADY == 0 ? extend(MessageType6.RENEW, now) : giveUp(MessageType6.DECLINE, now);
            case 2 -> sent(confirm(now));
            case 3 -> sent(begin(MessageType6.INFORMATION_REQUEST, now));
            case 4 -> {
                held.clear(); // as after a new installation
                yield solicit(now);
            }
            case 5, 6, 7 -> extend(MessageType6.REBIND, now);
            default -> extend(MessageType6.RENEW, now);
        };
    }

    byte[] extend(MessageType6 how, long now) {
        Request6 message = begin(how, now);
        if (how == MessageType6.RENEW) {
            message.serverId(server);
        }
        for (IaIdentity ia : ias) {
            Held lease = held.get(ia);
            add(message, ia, lease == null ? null : lease.what());
        }
        return sent(message);
    }

    private Request6 confirm(long now) {
        Request6 message = begin(MessageType6.CONFIRM, now);
        held.forEach((ia, lease) -> {
            if (ia.type() == IaType.NA) {
                add(message, ia, lease.what());
            }
        });
        return message;
    }

    /** Some of what it has; of prefixes it cannot say that others use them. */
    private byte[] giveUp(MessageType6 how, long now) {
        Request6 message = begin(how, now).serverId(server);
        for (IaIdentity ia : List.copyOf(held.keySet())) {
            if (random.nextBoolean() && (how == MessageType6.RELEASE || ia.type() == IaType.NA)) {
                Held gone = held.remove(ia);
                add(message, ia, gone.what());
            }
        }
        return sent(message);
    }

    private Request6 begin(MessageType6 next, long now) {
        transaction = random.nextInt(1 << 24);
        type = next;
        sentAt = now;
        Request6 message = Request6.of(next, transaction).clientId(duid);
        return number % 2 == 0 ? message : message.option(1000, new byte[] {1});
    }

    private static void add(Request6 message, IaIdentity ia, @Nullable Ipv6Prefix what) {
        if (what == null) {
            message.ia(ia.type(), ia.iaid());
        } else if (ia.type() == IaType.NA) {
            message.ia(ia.iaid(), what.network());
        } else {
            message.ia(ia.iaid(), what);
        }
    }

    private byte[] sent(Request6 message) {
        if (subnet == 2) {
            message.relayedBy(Simulation6.RELAY, linkLocal());
        }
        last = message.toBytes();
        return last;
    }

    void takeAdvertise(List<Ia6> offered, long now) {
        advertisedAt = now;
        for (Ia6 ia : offered) {
            for (IaLease6 lease : ia.leases()) {
                advertised.put(new IaIdentity(duid, ia.type(), ia.iaid()), lease.prefix());
            }
        }
    }

    /** An association of this simulation has one lease at a time. */
    void take(IaIdentity ia, Ipv6Prefix what, long until) {
        held.put(ia, new Held(what, until));
    }

    void lose(IaIdentity ia, Ipv6Prefix what) {
        Held present = held.get(ia);
        if (present != null && present.what().equals(what)) {
            held.remove(ia);
        }
    }

    @Override
    public String toString() {
        return "client " + number + " (" + type + " at " + sentAt + ", has " + held + ")";
    }
}
