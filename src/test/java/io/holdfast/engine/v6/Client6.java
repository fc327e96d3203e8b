package io.holdfast.engine.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;

/** A client by number, and the messages it sends. */
record Client6(Duid duid) {

    static final int TRANSACTION = 0x1a2b3c;

    static Client6 of(int number) {
        return new Client6(Duid.of(new byte[] {
            0, 3, 0, 1, 2, 0, (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
        }));
    }

    /** For one address. */
    Request6 solicit() {
        return message(MessageType6.SOLICIT).ia(IaType.NA, 1);
    }

    Request6 request(String address) {
        return toUs(MessageType6.REQUEST).ia(1, Ipv6Address.parse(address));
    }

    Request6 renew(String address) {
        return toUs(MessageType6.RENEW).ia(1, Ipv6Address.parse(address));
    }

    Request6 rebind(String address) {
        return message(MessageType6.REBIND).ia(1, Ipv6Address.parse(address));
    }

    Request6 release(String address) {
        return toUs(MessageType6.RELEASE).ia(1, Ipv6Address.parse(address));
    }

    Request6 decline(String address) {
        return toUs(MessageType6.DECLINE).ia(1, Ipv6Address.parse(address));
    }

    Request6 confirm(String address) {
        return message(MessageType6.CONFIRM).ia(1, Ipv6Address.parse(address));
    }

    static Ipv6Prefix prefix(String text) {
        return Ipv6Prefix.parse(text);
    }

    /** To all servers. */
    Request6 message(MessageType6 type) {
        return Request6.of(type, TRANSACTION).clientId(duid);
    }

    /** To our server. */
    Request6 toUs(MessageType6 type) {
        return message(type).serverId(World6.SERVER);
    }
}
