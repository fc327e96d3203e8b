package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import org.jspecify.annotations.Nullable;

/**
 * What a client's message says, as far as the server acts on it.
 *
 * @param identity as the message has it
 * @param anonymous the same without client identifier, as leases know the client where {@code match-client-id} is off
 * @param requested option 50; absent when missing or 0.0.0.0
 * @param serverId option 54
 * @param lifetime option 51, the client's wish in seconds; absent when missing or 0
 * @param serverIdOverride sub-option 11 of option 82 (RFC 5107)
 * @param relayPort whether the relay wants the answer at its source port (RFC 8357)
 * @param name what the client calls itself
 */
record Query4(
        Message4 message,
        Duty duty,
        ClientIdentity identity,
        ClientIdentity anonymous,
        @Nullable Ipv4Address requested,
        @Nullable Ipv4Address serverId,
        @Nullable Long lifetime,
        @Nullable Ipv4Address serverIdOverride,
        boolean relayPort,
        ClientName name) {

    static Query4 of(Message4 message, Duty duty, ClientIdentity identity) throws MalformedPacketException {
        Ipv4Address requested = message.addressOption(OptionCode4.REQUESTED_ADDRESS);
        byte[] override = message.relayAgentOption(OptionCode4.RelayAgent.SERVER_ID_OVERRIDE);
        return new Query4(
                message,
                duty,
                identity,
                withoutClientId(identity),
                requested == null || requested.isUnspecified() ? null : requested,
                message.addressOption(OptionCode4.SERVER_IDENTIFIER),
                lifetime(message),
                override == null ? null : relayAddress(override),
                message.relayAgentOption(OptionCode4.RelayAgent.RELAY_SOURCE_PORT) != null,
                ClientName.in(message));
    }

    private static Ipv4Address relayAddress(byte[] override) throws MalformedPacketException {
        if (override.length != Ipv4Address.BYTES) {
            throw new MalformedPacketException("server identifier override has " + override.length + " bytes, not 4");
        }
        return Ipv4Address.of(override);
    }

    private static ClientIdentity withoutClientId(ClientIdentity identity) {
        HardwareAddress hardware = identity.hardware();
        return identity.clientId() == null || hardware == null ? identity : new ClientIdentity(null, hardware);
    }

    /** A wish that is not a number is no wish. */
    private static @Nullable Long lifetime(Message4 message) throws MalformedPacketException {
        long seconds = message.optionLength(OptionCode4.LEASE_TIME) == 4 ? message.requestedLeaseTime(0) : 0;
        return seconds == 0 ? null : seconds;
    }

    boolean relayed() {
        return !message.relayAddress().isUnspecified();
    }

    /** ciaddr; absent when 0.0.0.0. */
    @Nullable
    Ipv4Address ciaddr() {
        Ipv4Address address = message.clientAddress();
        return address.isUnspecified() ? null : address;
    }

    String label() {
        return "[hwtype=" + message.hardwareType() + " " + (identity.hardware() == null ? "" : identity.hardware())
                + "], cid=[" + (identity.clientId() == null ? "no info" : identity.clientId()) + "], tid=0x"
                + Integer.toHexString(message.transactionId());
    }
}
