package io.holdfast.engine.v6;

import io.holdfast.lease.JsonMembers;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Options6;
import io.holdfast.wire.v6.Relay6;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What the relays said, as it is kept with the lease when {@code store-extended-info} is set: Kea's list {@code relay-info}. */
record RelayInfo(String json) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Absent when the client sent the message itself. */
    static @Nullable RelayInfo in(Message6 message) {
        if (message.relays().isEmpty()) {
            return null;
        }
        StringBuilder json = new StringBuilder("[ ");
        for (Relay6 relay : message.relays()) {
            json.append(json.length() > 2 ? ", " : "");
            append(json, relay);
        }
        return new RelayInfo(json.append(" ]").toString());
    }

    private static void append(StringBuilder json, Relay6 relay) {
        json.append("{ \"hop\": ").append(relay.hopCount());
        json.append(", \"link\": \"").append(relay.linkAddress()).append('"');
        byte[] options = withoutMessage(relay.options());
        if (options.length > 0) {
            json.append(", \"options\": \"0x").append(HEX.formatHex(options)).append('"');
        }
        json.append(", \"peer\": \"").append(relay.peerAddress()).append('"');
        appendId(json, "relay-id", relay.options().payload(OptionCode6.RELAY_ID));
        appendId(json, "remote-id", relay.remoteId());
        json.append(" }");
    }

    private static void appendId(StringBuilder json, String name, byte @Nullable [] id) {
        if (id != null && id.length > 0) {
            json.append(", \"")
                    .append(name)
                    .append("\": \"")
                    .append(HEX.formatHex(id))
                    .append('"');
        }
    }

    private static byte[] withoutMessage(Options6 options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < options.size(); i++) {
            int code = options.codeAt(i);
            if (code != OptionCode6.RELAY_MSG) {
                byte[] payload = options.payloadAt(i);
                out.write(code >>> 8);
                out.write(code);
                out.write(payload.length >>> 8);
                out.write(payload.length);
                out.writeBytes(payload);
            }
        }
        return out.toByteArray();
    }

    /** A lease's user context with this in it, and everything else it held. */
    String putInto(@Nullable String userContext) {
        String isc = userContext == null ? null : JsonMembers.member(userContext, "ISC");
        return JsonMembers.with(userContext, "ISC", JsonMembers.with(isc, "relay-info", json));
    }
}
