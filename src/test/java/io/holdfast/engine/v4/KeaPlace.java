package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;

/** Where a story takes place: subnet {@code 127.n.0.0/24} with clients of its own, who come through a relay. */
record KeaPlace(int n) {

    private static final int VENDOR_CLASS = 60;

    /** The request of a client of this vendor. */
    static Request4 of(String vendor, Request4 request) {
        return request.option(VENDOR_CLASS, vendor);
    }

    Client client(int number) {
        return Client.of(10 * n + number);
    }

    Ipv4Address address(int host) {
        return Ipv4Address.parse("127." + n + ".0." + host);
    }

    Request4 at(Request4 request) {
        return request.relayedBy(address(1)).requesting(OptionCode4.HOST_NAME, 15, 17);
    }

    Request4 discover(int number) {
        return at(client(number).discover());
    }

    Request4 anything(int number) {
        return at(client(number).message(MessageType4.DHCPREQUEST));
    }

    Request4 selecting(Client client, int host) {
        return at(client.message(MessageType4.DHCPREQUEST)
                .option(OptionCode4.REQUESTED_ADDRESS, address(host))
                .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER));
    }

    Request4 selecting(int number, int host) {
        return selecting(client(number), host);
    }

    Request4 renewing(int number, int host) {
        return at(client(number).renewing(address(host).toString()));
    }
}
