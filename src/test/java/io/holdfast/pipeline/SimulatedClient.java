package io.holdfast.pipeline;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A client of RFC 2131 that sends any message at any time that it may, but waits until its last one has been worked on:
 * servers are faster than a client's patience. Times are seconds since 1970.
 */
final class SimulatedClient {

    /** An offer that the client has got, and when; {@code by} is whoever keeps it. */
    record Offered(Ipv4Address address, Ipv4Address server, ServerLife by, long at, long moment) {}

    /** A message on its way: to any one server, sent {@code from} the client's address, or, if that is absent, to all. */
    record Sending(
            SimulatedClient client, byte[] data, @Nullable Ipv4Address from) {}

    private static final int OFFER_PATIENCE = 60;

    final int number;
    final int subnet;
    /** Copies of its messages that wait for a lane. */
    int underWay;

    private final SplittableRandom random;
    private final SimulationConfig site;
    private final HardwareAddress hardware;
    private @Nullable Ipv4Address held;
    private long until;
    private @Nullable Ipv4Address former;
    private @Nullable Offered offered;
    private int transactions;

    /** What was last sent. */
    private @Nullable Sending last;

    private int transaction;
    private MessageType4 type = MessageType4.DHCPDISCOVER;
    private long sentAt;
    /** The address a request is about; absent when it leaves the choice to the server. */
    private @Nullable Ipv4Address target;
    /** The offer a request selects. */
    private @Nullable Offered selected;

    SimulatedClient(int number, int subnet, SimulationConfig site, SplittableRandom random) {
        this.number = number;
        this.subnet = subnet;
        this.site = site;
        this.random = random;
        this.hardware = LeaseBuilder.hardwareOf(number);
    }

    HardwareAddress hardware() {
        return hardware;
    }

    @Nullable
    ClientIdentifier clientId() {
        return number % 3 == 0 ? LeaseBuilder.clientIdOf(number) : null;
    }

    boolean runs(long now) {
        return held != null && until >= now;
    }

    boolean has(Ipv4Address address, long now) {
        return address.equals(held) && until >= now;
    }

    long until() {
        return until;
    }

    @Nullable
    Ipv4Address held() {
        return held;
    }

    @Nullable
    Ipv4Address target() {
        return target;
    }

    @Nullable
    Offered selected() {
        return selected;
    }

    boolean awaits(int transactionId) {
        return transaction == transactionId;
    }

    MessageType4 type() {
        return type;
    }

    long sentAt() {
        return sentAt;
    }

    /** Forgets everything, as after a new installation. */
    void forget() {
        held = null;
        former = null;
        offered = null;
    }

    void takeOffer(Offered offer) {
        if (offered == null && type == MessageType4.DHCPDISCOVER) {
            offered = offer;
        }
    }

    /** It was refused, and starts anew if it has heard it. The server has forgotten the offer in any case. */
    void takeRefusal(boolean heard) {
        selected = null;
        if (heard) {
            held = null;
            offered = null;
        }
    }

    /** Its time counts from when it asked (RFC 2131 §4.4.1). */
    void takeLease(Ipv4Address address, long lifetime) {
        until = Math.max(address.equals(held) ? until : 0, sentAt + lifetime);
        held = address;
        former = address;
        offered = null;
    }

    /** The next message; absent when it is content or waits. */
    @Nullable
    Sending act(long now) {
        if (underWay > 0) {
            boolean again = last != null && type != MessageType4.DHCPRELEASE && type != MessageType4.DHCPDECLINE;
            return again && random.nextInt(4) == 0 ? last : null;
        }
        Offered choice = offered;
        if (choice != null) {
            offered = null;
            if (now - choice.at() < OFFER_PATIENCE && random.nextInt(8) != 0) {
                return select(choice, now);
            }
        }
        return runs(now) && held != null ? keep(held, now) : begin(now);
    }

    private Sending select(Offered choice, long now) {
        Request4 request = message(MessageType4.DHCPREQUEST, now)
                .option(OptionCode4.REQUESTED_ADDRESS, choice.address())
                .option(OptionCode4.SERVER_IDENTIFIER, choice.server());
        target = choice.address();
        selected = choice;
        return broadcast(request);
    }

    /** It has no address, or none any longer. */
    Sending begin(long now) {
        held = null;
        Ipv4Address before = former;
        if (before != null && random.nextInt(3) == 0) {
            return reboot(before, now);
        }
        if (site.servers() == 1 && random.nextInt(16) == 0) { // any address will do; two servers would give two
            return broadcast(message(MessageType4.DHCPREQUEST, now));
        }
        Request4 discover = message(MessageType4.DHCPDISCOVER, now);
        return broadcast(
                before != null && random.nextBoolean()
                        ? discover.option(OptionCode4.REQUESTED_ADDRESS, before)
                        : discover);
    }

    private Sending keep(Ipv4Address address, long now) {
        return switch (random.nextInt(16)) {
            case 0 -> {
                held = null;
                yield unicast(message(MessageType4.DHCPRELEASE, now), address);
            }
            case 1 -> {
                held = null;
                former = null;
                yield broadcast(message(MessageType4.DHCPDECLINE, now).option(OptionCode4.REQUESTED_ADDRESS, address));
            }
            case 2 -> {
                forget();
                yield broadcast(message(MessageType4.DHCPDISCOVER, now));
            }
            case 3 -> unicast(message(MessageType4.DHCPINFORM, now), address);
            case 4 -> unicast(message(MessageType4.DHCPLEASEQUERY, now), address);
            case 5, 6 -> reboot(address, now);
            case 7, 8, 9 -> {
                Request4 rebind = message(MessageType4.DHCPREQUEST, now).clientAddress(address);
                target = address;
                yield broadcast(rebind);
            }
            default -> renew(address, now);
        };
    }

    Sending renew(Ipv4Address address, long now) {
        Request4 renewal = message(MessageType4.DHCPREQUEST, now);
        target = address;
        return unicast(renewal, address);
    }

    private Sending reboot(Ipv4Address address, long now) {
        Request4 reboot = message(MessageType4.DHCPREQUEST, now).option(OptionCode4.REQUESTED_ADDRESS, address);
        target = address;
        return broadcast(reboot);
    }

    private Request4 message(MessageType4 next, long now) {
        transaction = number << 16 | ++transactions & 0xffff;
        type = next;
        sentAt = now;
        target = null;
        selected = null;
        Request4 request = Request4.of(next, transaction, hardware);
        ClientIdentifier id = clientId();
        return id == null ? request : request.option(OptionCode4.CLIENT_IDENTIFIER, id.bytes());
    }

    private Sending broadcast(Request4 request) {
        return sending(subnet == 1 ? request : request.relayedBy(Network.relay(subnet)), null);
    }

    private Sending unicast(Request4 request, Ipv4Address from) {
        return sending(request.clientAddress(from), from);
    }

    private Sending sending(Request4 request, @Nullable Ipv4Address from) {
        last = new Sending(this, request.toBytes(), from);
        return last;
    }

    @Override
    public String toString() {
        return "client " + number + " (" + type + " for " + target + " at " + sentAt + ", has " + held + " until "
                + until + ")";
    }
}
