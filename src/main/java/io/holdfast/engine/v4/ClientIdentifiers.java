package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.host.HostIdentifier;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.OptionCode4;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a client can be recognised by for its reservation.
 *
 * @param circuitId sub-option 1 of option 82 (RFC 3046 §3.1)
 */
record ClientIdentifiers(
        @Nullable HardwareAddress hardware, @Nullable ClientIdentifier clientId, byte @Nullable [] circuitId) {

    /** Option 61 that begins so has an IAID, then a DUID (RFC 4361 §6.1). */
    private static final int TYPE_DUID = 255;

    private static final int DUID_OFFSET = 5;

    static ClientIdentifiers of(Query4 query) throws MalformedPacketException {
        return new ClientIdentifiers(
                query.identity().hardware(),
                query.identity().clientId(),
                query.message().relayAgentOption(OptionCode4.RelayAgent.CIRCUIT_ID));
    }

    /** Absent when the client has none of this type. A flex-id no packet has: it is made, see {@link FlexIdentity}. */
    byte @Nullable [] of(HostIdentifier.Type type) {
        return switch (type) {
            case HW_ADDRESS -> hardware == null ? null : hardware.bytes();
            case CLIENT_ID -> clientId == null ? null : clientId.bytes();
            case DUID -> clientId == null ? null : duid(clientId.bytes());
            case CIRCUIT_ID -> circuitId;
            case FLEX_ID -> null;
        };
    }

    private static byte @Nullable [] duid(byte[] clientId) {
        return (clientId[0] & 0xff) == TYPE_DUID && clientId.length > DUID_OFFSET
                ? Arrays.copyOfRange(clientId, DUID_OFFSET, clientId.length)
                : null;
    }
}
