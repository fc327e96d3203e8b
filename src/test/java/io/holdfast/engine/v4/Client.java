package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import org.jspecify.annotations.Nullable;

/** A client by number, and the messages it sends. */
record Client(@Nullable HardwareAddress hardware, @Nullable ClientIdentifier clientId) {

    static Client of(int number) {
        return new Client(
                HardwareAddress.ethernet(new byte[] {
                    2, 0, (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
                }),
                null);
    }

    Client withId(String hex) {
        return new Client(hardware, ClientIdentifier.parse(hex));
    }

    Request4 discover() {
        return message(MessageType4.DHCPDISCOVER);
    }

    Request4 selecting(String address) {
        return message(MessageType4.DHCPREQUEST)
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address))
                .option(OptionCode4.SERVER_IDENTIFIER, World.SERVER);
    }

    Request4 rebooting(String address) {
        return message(MessageType4.DHCPREQUEST).option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address));
    }

    Request4 renewing(String address) {
        return message(MessageType4.DHCPREQUEST).clientAddress(Ipv4Address.parse(address));
    }

    Request4 release(String address) {
        return message(MessageType4.DHCPRELEASE).clientAddress(Ipv4Address.parse(address));
    }

    Request4 decline(String address) {
        return message(MessageType4.DHCPDECLINE).option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address));
    }

    Request4 message(MessageType4 type) {
        Request4 request = Request4.of(type, 0x1a2b3c4d, hardware);
        if (clientId != null) {
            request.option(OptionCode4.CLIENT_IDENTIFIER, clientId.bytes());
        }
        return request;
    }
}
