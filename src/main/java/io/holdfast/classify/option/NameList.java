package io.holdfast.classify.option;

import io.holdfast.wire.DomainName;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import java.io.ByteArrayOutputStream;

/** Domain names without compression, as Kea keeps those it has received. */
final class NameList {

    private NameList() {}

    /** The payload as it is when it is no list of names. */
    static byte[] plain(byte[] payload) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        PacketReader in = new PacketReader(payload, 0, payload.length);
        try {
            while (in.remaining() > 0) {
                names.writeBytes(DomainName.encode(DomainName.read(in)));
            }
        } catch (MalformedPacketException | IllegalArgumentException e) {
            return payload;
        }
        return names.toByteArray();
    }
}
