package io.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacketCursorTests {

    @Test
    void readsWhatWasWritten() throws Exception {
        byte[] bytes = new PacketWriter(1)
                .u8(0xfe)
                .u16(0xfedc)
                .i32(0xfedcba98)
                .bytes(new byte[] {1, 2, 3})
                .zeros(2)
                .toBytes();
        PacketReader in = new PacketReader(bytes, 0, bytes.length);

        assertThat(in.u8("a")).isEqualTo(0xfe);
        assertThat(in.u16("b")).isEqualTo(0xfedc);
        assertThat(in.i32("c")).isEqualTo(0xfedcba98);
        PacketReader slice = in.slice(3, "d");
        assertThat(slice.bytes(3, "e")).containsExactly(1, 2, 3);
        slice.finish("slice");
        in.skip(2, "zeros");
        in.finish("all");
    }

    @Test
    void namesThePlaceOfAShortage() {
        PacketReader in = new PacketReader(new byte[] {9, 9, 1}, 2, 3);

        assertThatThrownBy(() -> in.u16("secs"))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage("secs needs 2 bytes at offset 2, but only 1 are left")
                .hasNoCause();
        assertThatThrownBy(() -> in.u16("length of option", 12))
                .hasMessage("length of option 12 needs 2 bytes at offset 2, but only 1 are left");
        assertThatThrownBy(() -> in.skip(5, "option", 12))
                .hasMessage("option 12 needs 5 bytes at offset 2, but only 1 are left");
        assertThatThrownBy(() -> in.finish("option 1")).hasMessage("option 1: 1 bytes too many at offset 2");
        assertThatThrownBy(() -> in.at(2, "name")).hasMessage("name points at offset 2, but there are only 1 bytes");
    }

    @Test
    void standsAnywhereInTheSameBytes() throws Exception {
        PacketReader in = new PacketReader(new byte[] {9, 1, 2, 3}, 1, 4);
        in.skip(2, "two");

        assertThat(in.consumed()).isEqualTo(2);
        assertThat(in.at(1, "there").u8("b")).isEqualTo(2);
        assertThat(in.u8("c")).isEqualTo(3);
    }

    @Test
    void neverWritesMoreThanADatagramHolds() {
        PacketWriter out = new PacketWriter(16).zeros(PacketWriter.MAX_BYTES);

        assertThatThrownBy(() -> out.u8(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a datagram has at most 65507 bytes, 65508 were wanted");
    }

    @Test
    void fillsInLengthsThatWereNotKnown() {
        PacketWriter out = new PacketWriter(1).u8(7);
        int outer = out.beginLength();
        out.u8(1);
        int inner = out.beginLength();
        out.zeros(0x0102).endLength(inner).endLength(outer);

        assertThat(out.toBytes()).isEqualTo(Vector.of("07 01 05 01 01 02 00*258"));
        assertThatThrownBy(() -> out.endLength(1)).hasMessage("no length was begun at 1 of 264 bytes");
        assertThatThrownBy(() -> out.endLength(265)).hasMessage("no length was begun at 265 of 264 bytes");
    }
}
