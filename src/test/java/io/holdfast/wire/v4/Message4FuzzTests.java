package io.holdfast.wire.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.OptionText;
import io.holdfast.wire.PacketFuzz;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Packets from strangers: random bytes, random options behind a good header, and good packets with a few bytes
 * changed, cut or doubled. Run again with {@code -Dholdfast.fuzz.seed=…} what failed once.
 */
class Message4FuzzTests {

    private final OptionTable table = OptionTable.standard4();
    private final byte[][] good = goodPackets();
    private final PacketFuzz fuzz = new PacketFuzz(this::packet, this::read);

    /** Sums what the accessors say, so that none of them can be left out by the compiler. */
    private int seen;

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

    private void read(byte[] packet, boolean lenient) throws MalformedPacketException {
        everything(Message4.read(packet, packet.length, lenient));
    }

    private byte[] packet(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> PacketFuzz.bytes(random, random.nextInt(600));
            case 1 -> behindGoodHeader(random);
            default -> PacketFuzz.mutated(good[random.nextInt(good.length)], random, Message4.HEADER_BYTES);
        };
    }

    private static byte[] behindGoodHeader(SplittableRandom random) {
        byte[] packet = PacketFuzz.bytes(random, 240 + random.nextInt(400));
        packet[2] = (byte) random.nextInt(17);
        packet[236] = 0x63;
        packet[237] = (byte) 0x82;
        packet[238] = 0x53;
        packet[239] = 0x63;
        int at = 240;
        while (at + 2 < packet.length) {
            int length = random.nextInt(12);
            packet[at] = (byte) (random.nextInt(8) == 0 ? 52 : random.nextInt(1, 255));
            packet[at + 1] = (byte) length;
            if (packet[at] == 52) {
                packet[at + 1] = 1;
                packet[at + 2] = (byte) random.nextInt(1, 4);
                length = 1;
            }
            at += 2 + length;
        }
        return packet;
    }

    /** One packet with every standard option that has a sample, one with long ones and overloaded fields, and a usual one. */
    private static byte[][] goodPackets() {
        HardwareAddress hardware = HardwareAddress.parse("02:00:5e:10:00:01");
        byte[] usual = Request4.of(MessageType4.DHCPDISCOVER, 1, hardware)
                .option(OptionCode4.CLIENT_IDENTIFIER, new byte[] {1, 2, 0, 0x5e, 0x10, 0, 1})
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("192.0.2.9"))
                .option(OptionCode4.MAX_MESSAGE_SIZE, new byte[] {5, (byte) 0xdc})
                .requesting(1, 3, 6, 15, 51, 54, 119, 121)
                .option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {1, 4, 'e', 't', 'h', '0', 5, 4, 10, 0, 0, 0})
                .toBytes();
        return new byte[][] {usual, everyOption(hardware), overloaded(hardware)};
    }

    private static byte[] everyOption(HardwareAddress hardware) {
        String[][] samples = {
            {"3", "10.0.0.1, 10.0.0.2"},
            {"2", "-5"},
            {"12", "host"},
            {"19", "true"},
            {"25", "68, 1500"},
            {"51", "3600"},
            {"60", "MSFT 5.0"},
            {"78", "true, 10.0.0.1"},
            {"81", "5, 0, 0, host.example.org"},
            {"97", "0, 0x00112233"},
            {"119", "example.org, eng.example.org"},
            {"121", "10.0.0.0/8 - 10.0.0.1"},
            {"124", "4491, 0x020141"},
            {"143", "https://example.org"},
            {"146", "1, 10.0.0.1, 10.0.0.2, a.example"},
            {"159", "2, 3/4"},
            {"162", "2, r.example, 10.0.5.6, alpn=dot"},
            {"212", "8, 32, 2001:db8::, 192.0.2.1"},
        };
        Request4 request = Request4.of(MessageType4.DHCPREQUEST, 2, hardware);
        for (String[] sample : samples) {
            int code = Integer.parseInt(sample[0]);
            OptionDefinition definition = OptionTable.standard4().find(OptionTable.DHCP4, code);
            assertThat(definition).isNotNull();
            request.option(code, OptionText.encode(definition, sample[1]));
        }
        return request.toBytes();
    }

    private static byte[] overloaded(HardwareAddress hardware) {
        byte[] packet = Request4.of(MessageType4.DHCPINFORM, 3, hardware)
                .option(OptionCode4.OVERLOAD, new byte[] {3})
                .option(224, new byte[600])
                .toBytes();
        System.arraycopy(new byte[] {12, 3, 'a', 'b', 'c', (byte) 255}, 0, packet, 108, 6);
        System.arraycopy(new byte[] {12, 3, 'd', 'e', 'f', (byte) 255}, 0, packet, 44, 6);
        return packet;
    }

    private void everything(Message4 message) {
        seen += message.op() + message.hops() + message.secs() + message.flags() + message.transactionId();
        seen += message.clientAddress().bits() + message.yourAddress().bits();
        seen += message.serverAddress().bits() + message.relayAddress().bits();
        seen += message.serverName().length() + message.bootFile().length() + message.maxMessageSize();
        seen += message.hostName() == null ? 0 : 1;
        seen += message.clientIdentifier() == null ? 0 : 1;
        seen += message.type() == null ? 0 : 1;
        if ((message.hardware() == null) != (message.hardwareLength() == 0)) {
            throw new IllegalStateException("a hardware address is there and is not");
        }
        for (int code : message.optionCodes()) {
            byte[] payload = message.option(code);
            if (payload == null || payload.length != message.optionLength(code) || !message.has(code)) {
                throw new IllegalStateException("option " + code + " is there and is not");
            }
            message.requests(code);
            fuzz.ask(() -> message.addressOption(code));
            fuzz.ask(() -> message.unsignedOption(code, 0));
            decode(OptionTable.DHCP4, code, payload);
        }
        fuzz.ask(() -> {
            for (int code : message.relayAgentCodes()) {
                byte[] payload = message.relayAgentOption(code);
                decode(OptionTable.RELAY_AGENT, code, payload == null ? new byte[0] : payload);
            }
        });
    }

    private void decode(String space, int code, byte[] payload) {
        OptionDefinition definition = table.find(space, code);
        if (definition != null) {
            fuzz.ask(() -> OptionText.decode(definition, payload));
        }
    }
}
