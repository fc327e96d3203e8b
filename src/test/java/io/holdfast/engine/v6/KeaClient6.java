package io.holdfast.engine.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.HexText;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;

/** A client of DHCPv6 by number, and the messages it sends. */
record KeaClient6(Duid duid) {

    static final Duid SERVER = Duid.parse("00:02:00:00:f0:f0:68:66");

    private static final int TRANSACTION = 0x1a2b3c;

    static KeaClient6 of(int number) {
        return new KeaClient6(Duid.parse("00:03:00:01:02:00:00:00:%02x:%02x".formatted(number >>> 8, number & 0xff)));
    }

    Request6 message(MessageType6 type) {
        return anonymous(type).clientId(duid);
    }

    /** To the server that both are. */
    Request6 toServer(MessageType6 type) {
        return message(type).serverId(SERVER);
    }

    static Request6 anonymous(MessageType6 type) {
        return Request6.of(type, TRANSACTION);
    }

    static Request6 informing() {
        return anonymous(MessageType6.INFORMATION_REQUEST);
    }

    Request6 solicit() {
        return message(MessageType6.SOLICIT);
    }

    Request6 solicit(IaType type) {
        return solicit().ia(type, 1);
    }

    Request6 request() {
        return toServer(MessageType6.REQUEST);
    }

    Request6 renew() {
        return toServer(MessageType6.RENEW);
    }

    Request6 rebind() {
        return message(MessageType6.REBIND);
    }

    Request6 release() {
        return toServer(MessageType6.RELEASE);
    }

    Request6 decline() {
        return toServer(MessageType6.DECLINE);
    }

    Request6 confirm() {
        return message(MessageType6.CONFIRM);
    }

    static byte[] bytes(String hex) {
        return HexText.parse(hex);
    }

    static Ipv6Address address(String text) {
        return Ipv6Address.parse(text);
    }

    static Ipv6Prefix prefix(String text) {
        return Ipv6Prefix.parse(text);
    }
}
