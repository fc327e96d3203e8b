package io.holdfast.address;

import org.jspecify.annotations.Nullable;

/**
 * Who a DHCPv4 client is: its client identifier, its hardware address, or both (RFC 2131 §4.2). At least one is
 * present.
 */
public record ClientIdentity(
        @Nullable ClientIdentifier clientId, @Nullable HardwareAddress hardware) implements LeaseHolder {

    public ClientIdentity {
        if (clientId == null && hardware == null) {
            throw new IllegalArgumentException("a client without client identifier and hardware address");
        }
    }

    @Override
    public String toString() {
        return (hardware == null ? "no hwaddr" : "hwaddr " + hardware)
                + (clientId == null ? "" : ", client-id " + clientId);
    }
}
