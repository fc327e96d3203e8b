package io.holdfast.app.probe;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Who one of the probing clients says it is. */
record Identity(HardwareAddress hardware, @Nullable ClientIdentifier clientId) {

    /** The one {@code n} places after this: the last bytes count up. */
    Identity plus(int n) {
        return n == 0
                ? this
                : new Identity(
                        HardwareAddress.of(hardware.type(), counted(hardware.bytes(), n)),
                        clientId == null ? null : ClientIdentifier.of(counted(clientId.bytes(), n)));
    }

    static byte[] counted(byte[] bytes, int n) {
        int tail = Math.min(Integer.BYTES, bytes.length);
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
        number.position(Integer.BYTES - tail).put(bytes, bytes.length - tail, tail);
        number.putInt(0, number.getInt(0) + n);
        byte[] counted = bytes.clone();
        number.get(Integer.BYTES - tail, counted, bytes.length - tail, tail);
        return counted;
    }
}
