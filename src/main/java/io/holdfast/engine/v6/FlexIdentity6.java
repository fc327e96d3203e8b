package io.holdfast.engine.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.classify.PacketFacts;
import io.holdfast.config.ServerConfig6;
import io.holdfast.engine.FlexIds;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.OptionCode6;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The identifier that an expression makes of a packet, for reservations and in the place of the DUID; and the IAID of a
 * message's only association of a kind, which can be made not to matter.
 */
final class FlexIdentity6 {

    private static final int DUID_TYPE_BYTES = 2;
    private static final int NO_IAID = 0;

    private final FlexIds ids;

    FlexIdentity6(ServerConfig6 config) {
        ids = new FlexIds(config);
    }

    /**
     * What the client has sent, and is to be told again.
     *
     * @param client whether its DUID is another now
     * @param clientId payload of the client's option 1, if that is another now; absent: there was none
     * @param naIaid of all its IA_NA; absent: left as it is
     * @param pdIaid the same of IA_PD
     */
    record Sent(
            boolean client,
            byte @Nullable [] clientId,
            @Nullable Integer naIaid,
            @Nullable Integer pdIaid) {

        /** The IAID the client knows the association by. */
        int iaid(IaType type, int iaid) {
            Integer sent = type == IaType.NA ? naIaid : pdIaid;
            return sent == null ? iaid : sent;
        }
    }

    /** Evaluated until there is one; then it stays as it was. */
    byte @Nullable [] of(Exchange6 x, int length) {
        if (x.flexId == null) {
            x.flexId = ids.of(x.facts != null ? x.facts : facts(x, x.query().message(), length), x.classes);
        }
        return x.flexId;
    }

    static PacketFacts facts(Exchange6 x, Message6 message, int length) {
        return new PacketFacts.Of6(
                message, x.arrival.interfaceName(), x.arrival.source(), x.arrival.destination(), length);
    }

    /** The message as it is understood; absent when that is as it was sent. */
    @Nullable
    Message6 replace(Exchange6 x, Message6 sent, int length) throws MalformedPacketException {
        if (!ids.replace() && !ids.ignoreIaid()) {
            return null;
        }
        Integer naIaid = ids.ignoreIaid() ? onlyIaid(sent, OptionCode6.IA_NA) : null;
        Integer pdIaid = ids.ignoreIaid() ? onlyIaid(sent, OptionCode6.IA_PD) : null;
        Message6 message = naIaid == null ? sent : withoutIaid(sent, OptionCode6.IA_NA);
        message = pdIaid == null ? message : withoutIaid(message, OptionCode6.IA_PD);
        byte[] id = null;
        if (ids.replace()) {
            x.flexId = ids.of(facts(x, message, length), x.classes);
            id = x.flexId;
        }
        boolean client = id != null && id.length <= Duid.MAX_BYTES - DUID_TYPE_BYTES;
        if (id != null && client) {
            message = message.with(OptionCode6.CLIENT_ID, FlexIds.behindZeros(DUID_TYPE_BYTES, id));
        }
        if (message == sent) {
            return null;
        }
        x.sent = new Sent(client, client ? sent.option(OptionCode6.CLIENT_ID) : null, naIaid, pdIaid);
        return message;
    }

    private static @Nullable Integer onlyIaid(Message6 message, int code) {
        byte[] payload = message.options().count(code) == 1 ? message.option(code) : null;
        return payload == null || payload.length < Integer.BYTES
                ? null
                : ByteBuffer.wrap(payload).getInt();
    }

    private static Message6 withoutIaid(Message6 message, int code) throws MalformedPacketException {
        byte[] payload = message.option(code);
        if (payload == null) {
            return message;
        }
        byte[] changed = Arrays.copyOf(payload, payload.length);
        ByteBuffer.wrap(changed).putInt(NO_IAID);
        return message.with(code, changed);
    }
}
