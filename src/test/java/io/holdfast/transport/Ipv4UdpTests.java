package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Ipv4UdpTests {

    private static final byte[] WHOLE = bytes(
            "4510001f", // version 4, 5 words; low delay; 31 bytes
            "00004000", // not to be fragmented
            "401178bd", // 64 hops; UDP; header checksum
            "c0000201", // from 192.0.2.1
            "ffffffff", // to 255.255.255.255
            "00430044", // port 67 to port 68
            "000b394e", // 11 bytes; checksum
            "010203");

    @Test
    void writesHeadersWithTheirChecksums() {
        MemorySegment out = MemorySegment.ofArray(new byte[WHOLE.length]);
        MemorySegment.copy(MemorySegment.ofArray(WHOLE), 28, out, 28, 3);
        Ipv4Udp.write(out, 0, 3, Ipv4Address.parse("192.0.2.1").bits(), 67, -1, 68);
        assertThat(HexText.format((byte[]) out.heapBase().orElseThrow())).isEqualTo(HexText.format(WHOLE));
    }

    @Test
    void readsWhatItWrites() {
        assertThat(offset(WHOLE)).isEqualTo(28);
        MemorySegment in = MemorySegment.ofArray(WHOLE);
        assertThat(Ipv4Udp.payloadLength(in, 0, 28)).isEqualTo(3);
        assertThat(Ipv4Udp.sourcePort(in, 0, 28)).isEqualTo(67);
        assertThat(new Ipv4Address(Ipv4Udp.source(in, 0))).isEqualTo(Ipv4Address.parse("192.0.2.1"));
        assertThat(new Ipv4Address(Ipv4Udp.destination(in, 0))).isEqualTo(Ipv4Address.BROADCAST);
    }

    @Test
    void paddingOfShortFramesIsNotPayload() {
        byte[] padded = Arrays.copyOf(WHOLE, 46);
        assertThat(offset(padded)).isEqualTo(28);
        assertThat(Ipv4Udp.payloadLength(MemorySegment.ofArray(padded), 0, 28)).isEqualTo(3);
    }

    @Test
    void everyFlippedBitIsFoundByAChecksum() {
        for (int bit = 0; bit < WHOLE.length * 8; bit++) {
            byte[] broken = WHOLE.clone();
            broken[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(offset(broken)).as("bit %d", bit).isEqualTo(-1);
        }
    }

    @Test
    void aChecksumThatIsNotThereIsNotWrong() {
        byte[] none = WHOLE.clone();
        none[26] = 0;
        none[27] = 0;
        assertThat(offset(none)).isEqualTo(28);
        byte[] partial = WHOLE.clone();
        partial[26] ^= 1;
        assertThat(Ipv4Udp.payloadOffset(MemorySegment.ofArray(partial), 0, partial.length, true))
                .isEqualTo(28);
    }

    @Test
    void bytesOfStrangersAreReadWithinTheirBounds() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 9) {
                // Else nearly all of them would fail at the first byte.
                bytes[0] = (byte) (0x40 + random.nextInt(16));
                bytes[2] = 0;
                bytes[9] = 17;
            }
            MemorySegment in = MemorySegment.ofArray(bytes);
            int offset = Ipv4Udp.payloadOffset(in, 0, bytes.length, random.nextBoolean());
            if (offset >= 0) {
                assertThat(offset + Ipv4Udp.payloadLength(in, 0, offset)).isLessThanOrEqualTo(bytes.length);
            }
        }
    }

    private static int offset(byte[] packet) {
        return Ipv4Udp.payloadOffset(MemorySegment.ofArray(packet), 0, packet.length, false);
    }

    private static byte[] bytes(String... lines) {
        return HexText.parse(String.join("", lines));
    }
}
