package io.holdfast.outage;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import org.jspecify.annotations.Nullable;

/**
 * What a client was told.
 *
 * @param address yiaddr
 * @param lifetime seconds; -1 where there is none
 */
public record Heard4(
        MessageType4 type,
        Ipv4Address address,
        long lifetime,
        @Nullable Ipv4Address server) {

    static Heard4 of(Message4 message) {
        MessageType4 type = message.type();
        if (type == null) {
            throw new IllegalStateException("an answer without a message type");
        }
        try {
            return new Heard4(
                    type,
                    message.yourAddress(),
                    message.unsignedOption(OptionCode4.LEASE_TIME, -1),
                    message.addressOption(OptionCode4.SERVER_IDENTIFIER));
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("an answer that cannot be read", e);
        }
    }

    public boolean isAck() {
        return type == MessageType4.DHCPACK;
    }
}
