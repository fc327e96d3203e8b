package io.holdfast.outage;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.List;
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
        @Nullable Ipv4Address server) implements Heard {

    static Heard4 of(Message4 message) throws MalformedPacketException {
        MessageType4 type = message.type();
        if (type == null) {
            throw new IllegalStateException("an answer without a message type");
        }
        return new Heard4(
                type,
                message.yourAddress(),
                message.unsignedOption(OptionCode4.LEASE_TIME, -1),
                message.addressOption(OptionCode4.SERVER_IDENTIFIER));
    }

    @Override
    public String words() {
        return type.name();
    }

    @Override
    public boolean isAck() {
        return type == MessageType4.DHCPACK;
    }

    @Override
    public List<String> given() {
        return address.isUnspecified() ? List.of() : List.of(address.toString());
    }

    @Override
    public boolean takesAway() {
        return type == MessageType4.DHCPNAK || lifetime == 0;
    }

    @Override
    public List<String> leaseArguments() {
        return List.of("{ \"ip-address\": \"" + address + "\" }");
    }
}
