package io.holdfast.engine.v6;

import io.holdfast.engine.Arrival;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Options6;
import org.jspecify.annotations.Nullable;

/** Which messages we serve at all: by server identifier, by the rules of RFC 8415 §16, by where they were sent to. */
final class Admission6 {

    /** Associations in one message; a client has a few. A reply must fit into a datagram, whatever is asked for. */
    static final int MOST_IAS = 128;

    /** Bytes, for the same reason. */
    static final int LONGEST_MESSAGE = 32_768;

    private final EngineSettings6 settings;

    Admission6(EngineSettings6 settings) {
        this.settings = settings;
    }

    /** Why not; absent when the message is for us. */
    @Nullable
    DropReason refuse(Query6 query, Arrival arrival, int length) {
        if (query.serverId() != null && !query.serverId().equals(settings.serverId())) {
            return DropReason.OTHER_SERVER;
        }
        if (isUnicast(query, arrival) && !query.duty().mayBeUnicast()) {
            return DropReason.UNICAST_NOT_ALLOWED;
        }
        DropReason byIds = refuseIds(query);
        if (byIds != null) {
            return byIds;
        }
        boolean tooMuch = length > LONGEST_MESSAGE || query.ias().size() > MOST_IAS;
        return tooMuch || breaksItsRule(query) ? DropReason.RFC_VIOLATION : null;
    }

    /** Whether the client itself has sent it to one server, which needs leave (RFC 8415 §18.4). */
    boolean isUnicast(Query6 query, Arrival arrival) {
        boolean probe = settings.replyToSource() && arrival.sourcePort() != settings.clientPort();
        return !query.relayed()
                && !probe
                && !Addresses.of(arrival.destination()).isMulticast();
    }

    private static @Nullable DropReason refuseIds(Query6 query) {
        Options6 options = query.message().options();
        Duty6 duty = query.duty();
        if (query.clientId() == null && duty.clientId == Duty6.Id.REQUIRED) {
            return DropReason.NO_CLIENT_IDENTITY;
        }
        if (query.serverId() == null && duty.serverId == Duty6.Id.REQUIRED) {
            return DropReason.NO_SERVER_ID;
        }
        if (query.serverId() != null && duty.serverId == Duty6.Id.FORBIDDEN) {
            return DropReason.UNWANTED_SERVER_ID;
        }
        boolean several = options.count(OptionCode6.CLIENT_ID) > 1 || options.count(OptionCode6.SERVER_ID) > 1;
        boolean nobody = query.clientId() != null && query.clientId().equals(Lease6.NOBODY);
        return several || nobody ? DropReason.RFC_VIOLATION : null;
    }

    private static boolean breaksItsRule(Query6 query) {
        Options6 options = query.message().options();
        boolean associations = !query.ias().isEmpty() || options.has(OptionCode6.IA_TA);
        return switch (query.duty()) {
            // RFC 8415 §16.12
            case INFORMATION_REQUEST -> associations;
            // RFC 9686 §4.2
            case ADDR_REG_INFORM -> associations || options.count(OptionCode6.IAADDR) != 1;
            case SOLICIT, REQUEST, CONFIRM, RENEW, REBIND, RELEASE, DECLINE -> false;
        };
    }
}
