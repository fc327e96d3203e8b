package io.holdfast.wire.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketFuzz;
import io.holdfast.wire.PacketWriter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Packets from strangers: random bytes, random options behind a good header, and good packets with a few bytes changed,
 * cut or doubled. Run again with {@code -Dholdfast.fuzz.seed=…} what failed once.
 */
class Message6FuzzTests {

    private static final int[] CODES = {1, 2, 3, 4, 5, 6, 8, 9, 13, 18, 25, 26, 43, 53, 66, 67, 79, 135};

    private final PacketWriter scratch = new PacketWriter(1500);
    private final byte[][] good = goodPackets();
    private final PacketFuzz fuzz = new PacketFuzz(this::packet, this::read);

    /** Sums what the accessors say, so that none of them can be left out by the compiler. */
    private long seen;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHundredThousandPacketsNoOtherExceptionNoHangNoGrowth() {
        fuzz.run(100_000);
    }

    @Test
    @Tag("slow")
    @Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionPacketsNoOtherExceptionNoHangNoGrowth() {
        fuzz.run(1_000_000);
    }

    /** Whatever can be read is answered, too. */
    private void read(byte[] packet, boolean lenient) throws MalformedPacketException {
        int hash = ClientHash6.of(packet, packet.length);
        Message6 message = Message6.read(packet, packet.length, lenient);
        everything(message, hash);
        answer(message);
    }

    private byte[] packet(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> PacketFuzz.bytes(random, random.nextInt(600));
            case 1 -> behindGoodHeader(random);
            default -> PacketFuzz.mutated(good[random.nextInt(good.length)], random, 0);
        };
    }

    /** With a relay or without; nearly half of them have a last option that is cut off. */
    private static byte[] behindGoodHeader(SplittableRandom random) {
        PacketWriter out = new PacketWriter(512);
        boolean relayed = random.nextInt(3) == 0;
        if (relayed) {
            out.u8(12).u8(random.nextInt(4)).bytes(PacketFuzz.bytes(random, 32));
            options(out, random, random.nextInt(4));
            out.u16(OptionCode6.RELAY_MSG);
        }
        int mark = relayed ? out.beginLength() : 0;
        out.u8(1 + random.nextInt(11)).bytes(PacketFuzz.bytes(random, 3));
        options(out, random, random.nextInt(12));
        if (relayed) {
            out.endLength(mark);
        }
        byte[] packet = out.toBytes();
        return random.nextInt(5) < 2 ? Arrays.copyOf(packet, packet.length - random.nextInt(4)) : packet;
    }

    private static void options(PacketWriter out, SplittableRandom random, int count) {
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(48);
            out.u16(CODES[random.nextInt(CODES.length)]).u16(length).bytes(PacketFuzz.bytes(random, length));
        }
    }

    /** A usual one, one with all kinds of leases through two relays, one through as many relays as there may be, a reply. */
    private static byte[][] goodPackets() {
        Duid duid = Duid.parse("00:03:00:01:02:00:5e:10:00:01");
        Ipv6Address address = Ipv6Address.parse("2001:db8::9");
        byte[] usual = Request6.of(MessageType6.SOLICIT, 1)
                .clientId(duid)
                .ia(IaType.NA, 1)
                .elapsed(10)
                .requesting(23, 24, 82)
                .option(OptionCode6.CLIENT_FQDN, new byte[] {1, 4, 'h', 'o', 's', 't'})
                .toBytes();
        byte[] relayed = relayed(renew(duid, address)).toBytes();
        Request6 deep = Request6.of(MessageType6.INFORMATION_REQUEST, 3).requesting(23);
        for (int i = 0; i < Message6.MAX_RELAYS; i++) {
            deep.relayedBy(address, address);
        }
        return new byte[][] {usual, relayed, deep.toBytes(), reply(relayed, duid)};
    }

    private static Request6 renew(Duid duid, Ipv6Address address) {
        return Request6.of(MessageType6.RENEW, 2)
                .clientId(duid)
                .serverId(Duid.parse("00:02:00:00:00:09:01"))
                .ia(7, address)
                .beginIa(IaType.PD, 8, 1000, 2000)
                .prefix(Ipv6Prefix.parse("2001:db8:1::/48"), 3000, 4000)
                .prefix(Ipv6Prefix.parse("::/56"), 0, 0)
                .endIa()
                .option(OptionCode6.IA_TA, 5)
                .address(address, 1, 2);
    }

    private static Request6 relayed(Request6 request) {
        return request.relayedBy(Ipv6Address.parse("2001:db8::1"), Ipv6Address.parse("fe80::2"))
                .relayOption(OptionCode6.INTERFACE_ID, new byte[] {'e', 't', 'h', '0'})
                .relayOption(OptionCode6.CLIENT_LINK_LAYER_ADDRESS, new byte[] {0, 1, 2, 0, 0x5e, 0x10, 0, 1})
                .relayOption(OptionCode6.RELAY_SUPPLIED_OPTIONS, new byte[] {0, 65, 0, 1, 0})
                .relayedBy(Ipv6Address.UNSPECIFIED, Ipv6Address.parse("2001:db8::1"))
                .relayOption(OptionCode6.RELAY_ID, new byte[] {0, 3, 0, 1, 9})
                .relayOption(OptionCode6.RELAY_SOURCE_PORT, new byte[] {16, 0})
                .relayOption(OptionCode6.ECHO_REQUEST, new byte[] {0, 53, 0, 9});
    }

    private static byte[] reply(byte[] request, Duid duid) {
        try {
            return Reply6.to(Message6.read(request, request.length), MessageType6.REPLY)
                    .option(OptionCode6.CLIENT_ID, duid)
                    .beginIa(IaType.PD, 8, 1000, 2000)
                    .prefix(Ipv6Prefix.parse("2001:db8:1::/48"), 3000, 4000, Ipv6Prefix.parse("2001:db8:1:ff::/64"))
                    .status(StatusCode6.SUCCESS, "yours")
                    .endIa()
                    .finish();
        } catch (MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    private void everything(Message6 message, int hash) {
        seen += message.typeNumber() + message.transactionId() + (message.type() == null ? 0 : 1) + hash;
        if ((hash == 0) != (message.optionLength(OptionCode6.CLIENT_ID) <= 0)) {
            throw new IllegalStateException("a client-id is there and is not");
        }
        options(message.options(), 0);
        fuzz.ask(() -> seen += message.clientId() == null ? 0 : 1);
        fuzz.ask(() -> seen += message.serverId() == null ? 0 : 1);
        fuzz.ask(() -> seen += message.elapsedHundredths());
        fuzz.ask(() -> seen += message.requestedCodes().length);
        fuzz.ask(() -> seen += message.temporaryIaids().length);
        fuzz.ask(() -> seen += message.registeredAddress() == null ? 0 : 1);
        fuzz.ask(() -> message.ias().forEach(this::everything));
        message.relays().forEach(this::everything);
    }

    private void everything(Ia6 ia) {
        seen += ia.iaid() + ia.t1() + ia.t2();
        options(ia.options(), 0);
        for (IaLease6 lease : ia.leases()) {
            seen += lease.prefix().length() + lease.preferredLifetime() + lease.validLifetime();
            options(lease.options(), 0);
            fuzz.ask(lease::status);
            fuzz.ask(() -> {
                Ipv6Prefix excluded = lease.excluded();
                if (excluded != null && !lease.prefix().contains(excluded)) {
                    throw new IllegalStateException(excluded + " is not in " + lease.prefix());
                }
            });
        }
    }

    private void everything(Relay6 relay) {
        seen += relay.hopCount()
                + relay.linkAddress().low()
                + relay.peerAddress().low();
        seen += relay.hasSourcePort() ? 1 : 0;
        seen += relay.interfaceId() == null ? 0 : 1;
        seen += relay.remoteId() == null ? 0 : 1;
        seen += relay.subscriberId() == null ? 0 : 1;
        options(relay.options(), 0);
        fuzz.ask(() -> seen += relay.relayId() == null ? 0 : 1);
        fuzz.ask(() -> seen += relay.suppliedOptions() == null ? 0 : 1);
        fuzz.ask(() -> seen += relay.clientLinkLayerAddress() == null ? 0 : 1);
        fuzz.ask(() -> seen += relay.echoRequest().length);
    }

    private void options(Options6 options, int depth) {
        int all = 0;
        for (int code : options.codes()) {
            byte[] payload = options.payload(code);
            if (payload == null || payload.length != options.length(code) || !options.has(code)) {
                throw new IllegalStateException("option " + code + " is there and is not");
            }
            all += options.payloads(code).size();
            seen += options.listNames(code, 23) ? 1 : 0;
            fuzz.ask(() -> seen += options.u16(code, 0));
            fuzz.ask(() -> seen += options.u32(code, 0));
            fuzz.ask(() -> seen += options.codeList(code).length);
            fuzz.ask(() -> {
                Options6 inside = options.inside(code);
                if (inside != null && depth < 2) {
                    options(inside, depth + 1);
                }
            });
        }
        fuzz.ask(options::status);
        if (all != options.size()) {
            throw new IllegalStateException(all + " options, and " + options.size());
        }
    }

    /** Whatever could be read can be answered, and goes back the way it came. */
    private void answer(Message6 request) {
        byte[] bytes = Reply6.to(scratch, request, MessageType6.REPLY).finish();
        try {
            Message6 reply = Message6.read(bytes, bytes.length);
            if (reply.transactionId() != request.transactionId()
                    || reply.relays().size() != request.relays().size()) {
                throw new IllegalStateException("not the way back");
            }
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("our own answer is malformed", e);
        }
    }
}
