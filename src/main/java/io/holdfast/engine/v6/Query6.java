package io.holdfast.engine.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaIdentity;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.MacSource;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Relay6;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client's message says, as far as the server acts on it.
 *
 * @param clientAddress where the client sent it from, the first relay's word for it if there is one
 * @param requested the codes in the option request option
 * @param ias each association once, as it is named first
 * @param registered the address outside of all associations that an ADDR-REG-INFORM tells
 * @param name what the client calls itself
 * @param hardware absent when no source tells it
 */
record Query6(
        Message6 message,
        Duty6 duty,
        @Nullable Duid clientId,
        @Nullable Duid serverId,
        Ipv6Address clientAddress,
        int[] requested,
        List<Ia6> ias,
        @Nullable IaLease6 registered,
        @Nullable ClientFqdn name,
        @Nullable ClientHardware hardware) {

    static Query6 of(Message6 message, Duty6 duty, Ipv6Address source, List<MacSource> macSources)
            throws MalformedPacketException {
        Duid clientId = message.clientId();
        Relay6 relay = message.nearestRelay();
        Ipv6Address clientAddress = relay == null ? source : relay.peerAddress();
        return new Query6(
                message,
                duty,
                clientId,
                message.serverId(),
                clientAddress,
                message.requestedCodes(),
                distinct(message.ias()),
                duty == Duty6.ADDR_REG_INFORM ? message.registeredAddress() : null,
                ClientFqdn.of(message.option(OptionCode6.CLIENT_FQDN)),
                ClientHardware.find(macSources, message, clientId, clientAddress));
    }

    private static List<Ia6> distinct(List<Ia6> ias) {
        Set<Long> seen = new HashSet<>();
        List<Ia6> distinct = new ArrayList<>(ias.size());
        for (Ia6 ia : ias) {
            if (seen.add((long) ia.type().number() << Integer.SIZE | Integer.toUnsignedLong(ia.iaid()))) {
                distinct.add(ia);
            }
        }
        return distinct;
    }

    boolean relayed() {
        return !message.relays().isEmpty();
    }

    /** Only for messages that must name their client. */
    Duid client() {
        if (clientId == null) {
            throw new IllegalStateException("the message names no client");
        }
        return clientId;
    }

    IaIdentity holder(Ia6 ia) {
        return new IaIdentity(client(), ia.type(), ia.iaid());
    }

    String label() {
        return "duid=[" + (clientId == null ? "no info" : clientId) + "], ["
                + (hardware == null
                        ? "no hwaddr info"
                        : "hwtype=" + hardware.address().type() + " " + hardware.address())
                + "], tid=0x" + Integer.toHexString(message.transactionId());
    }
}
