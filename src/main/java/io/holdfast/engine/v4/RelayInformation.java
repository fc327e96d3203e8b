package io.holdfast.engine.v4;

import io.holdfast.lease.JsonMembers;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a relay said in option 82 that is kept with the lease when {@code store-extended-info} is set.
 *
 * @param json the map {@code relay-agent-info}, in the form Kea writes
 */
record RelayInformation(String json, byte @Nullable [] relayId, byte @Nullable [] remoteId) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Absent when the message has no option 82. */
    static @Nullable RelayInformation in(Message4 message) throws MalformedPacketException {
        byte[] all = message.option(OptionCode4.RELAY_AGENT_INFORMATION);
        if (all == null) {
            return null;
        }
        byte[] relayId = message.relayAgentOption(OptionCode4.RelayAgent.RELAY_ID);
        byte[] remoteId = message.relayAgentOption(OptionCode4.RelayAgent.REMOTE_ID);
        StringBuilder json = new StringBuilder("{ ");
        appendId(json, "relay-id", relayId);
        appendId(json, "remote-id", remoteId);
        json.append("\"sub-options\": \"")
                .append(all.length == 0 ? "" : "0x" + HEX.formatHex(all))
                .append("\" }");
        return new RelayInformation(json.toString(), relayId, remoteId);
    }

    private static void appendId(StringBuilder json, String name, byte @Nullable [] id) {
        if (id != null && id.length > 0) {
            json.append('"')
                    .append(name)
                    .append("\": \"")
                    .append(HEX.formatHex(id))
                    .append("\", ");
        }
    }

    /** A lease's user context with this in it, and everything else it held. */
    String putInto(@Nullable String userContext) {
        String isc = userContext == null ? null : JsonMembers.member(userContext, "ISC");
        String inner = JsonMembers.with(isc, "relay-agent-info", json);
        return JsonMembers.with(userContext, "ISC", inner);
    }
}
