package io.holdfast.store.memory;

import io.holdfast.address.HardwareAddress;
import io.holdfast.lease.Lease6;
import java.nio.ByteBuffer;

/**
 * What only leases of DHCPv6 have, besides the DUID, as one part of the packed lease; the type is one of its flags.
 *
 * @param preferred seconds, as an unsigned int
 * @param hardwareType and {@code hardwareSource}: 0 without hardware address
 */
record Association(int iaid, int preferred, int prefixLength, int hardwareType, int hardwareSource) {

    private static final int BYTES = 15;

    static Association of(Lease6 lease) {
        HardwareAddress hardware = lease.hardware();
        return new Association(
                lease.iaid(),
                (int) lease.preferredLifetime(),
                lease.prefixLength(),
                hardware == null ? 0 : hardware.type(),
                hardware == null ? 0 : lease.hardwareSource());
    }

    static Association of(byte[] parts) {
        int at = PackedParts.offset(parts, PackedParts.ASSOCIATION) + PackedParts.lengthBytes(PackedParts.ASSOCIATION);
        ByteBuffer from = ByteBuffer.wrap(parts, at, BYTES);
        return new Association(
                from.getInt(), from.getInt(), from.get() & 0xff, from.getShort() & 0xffff, from.getInt());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(iaid)
                .putInt(preferred)
                .put((byte) prefixLength)
                .putShort((short) hardwareType)
                .putInt(hardwareSource)
                .array();
    }
}
