package io.holdfast.engine.v6;

import io.holdfast.address.HexText;
import io.holdfast.address.IaType;
import io.holdfast.kea.Told;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Options6;
import io.holdfast.wire.v6.Relay6;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer as names and values: fields, options, and what is inside of identity associations. Of a status, only the
 * number: everybody has words of their own.
 */
final class KeaFields6 {

    private final Map<String, String> fields = new TreeMap<>();

    private KeaFields6() {}

    static Map<String, String> of(byte @Nullable [] data) {
        if (data == null) {
            return Told.SILENCE;
        }
        try {
            KeaFields6 all = new KeaFields6();
            all.message(Message6.read(data, data.length));
            return all.fields;
        } catch (MalformedPacketException e) {
            throw new AssertionError("an answer that cannot be read: " + HexText.format(data), e);
        }
    }

    private void message(Message6 message) throws MalformedPacketException {
        for (int i = 0; i < message.relays().size(); i++) {
            Relay6 relay = message.relays().get(i);
            put(
                    "relay " + i,
                    relay.type().text() + " " + relay.hopCount() + " " + relay.linkAddress() + " "
                            + relay.peerAddress());
            options("relay " + i + " ", relay.options(), OptionCode6.RELAY_MSG);
        }
        MessageType6 type = message.type();
        put("answer", type == null ? "type " + message.typeNumber() : type.text());
        put("transaction", Integer.toHexString(message.transactionId()));
        options("", message.options(), OptionCode6.IA_NA, OptionCode6.IA_PD);
        for (Ia6 ia : message.ias()) {
            association(ia);
        }
    }

    private void association(Ia6 ia) throws MalformedPacketException {
        String name = ia.type().text() + " " + Integer.toUnsignedString(ia.iaid());
        put(name, "T1 " + ia.t1() + " T2 " + ia.t2());
        options(name + " ", ia.options(), OptionCode6.IAADDR, OptionCode6.IAPREFIX);
        for (int i = 0; i < ia.leases().size(); i++) {
            IaLease6 lease = ia.leases().get(i);
            String length = ia.type() == IaType.PD ? "/" + lease.length() : "";
            put(
                    name + "." + i,
                    lease.address() + length + " " + lease.preferredLifetime() + " " + lease.validLifetime());
            options(name + "." + i + " ", lease.options());
        }
    }

    private void options(String place, Options6 options, int... except) throws MalformedPacketException {
        for (int i = 0; i < options.size(); i++) {
            int code = options.codeAt(i);
            byte[] payload = options.payloadAt(i);
            if (code == OptionCode6.STATUS_CODE && payload.length >= 2) {
                put(place + "status", String.valueOf((payload[0] & 0xff) << 8 | payload[1] & 0xff));
            } else if (Arrays.stream(except).noneMatch(each -> each == code)) {
                put(place + "option " + code, HexText.format(payload));
            }
        }
    }

    /** Several of one name stand beside each other. */
    private void put(String name, String value) {
        fields.merge(name, value, (before, more) -> before + " | " + more);
    }
}
