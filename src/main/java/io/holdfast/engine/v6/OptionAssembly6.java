package io.holdfast.engine.v6;

import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.ServerConfig6;
import io.holdfast.engine.CodeSet;
import io.holdfast.engine.OptionLevels;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Options6;
import io.holdfast.wire.v6.Relay6;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is configured, and what the relays supply, in one reply: options that the client asks for or that are to be sent
 * always, from the closest level that has them, and not when any level says never. The preference, our address and the
 * like are sent when they are configured, since no client may ask for them (RFC 8415 §21.7).
 */
final class OptionAssembly6 {

    /** What no configuration may put into a reply: it is made by the server, or belongs to relays or to clients. */
    private static final CodeSet RESERVED = new CodeSet()
            .add(OptionCode6.CLIENT_ID)
            .add(OptionCode6.SERVER_ID)
            .add(OptionCode6.IA_NA)
            .add(OptionCode6.IA_TA)
            .add(OptionCode6.IAADDR)
            .add(OptionCode6.OPTION_REQUEST)
            .add(OptionCode6.ELAPSED_TIME)
            .add(OptionCode6.RELAY_MSG)
            .add(OptionCode6.STATUS_CODE)
            .add(OptionCode6.RAPID_COMMIT)
            .add(OptionCode6.INTERFACE_ID)
            .add(OptionCode6.IA_PD)
            .add(OptionCode6.IAPREFIX)
            .add(OptionCode6.CLIENT_FQDN)
            .add(OptionCode6.RELAY_SUPPLIED_OPTIONS)
            .add(OptionCode6.PD_EXCLUDE)
            .add(OptionCode6.RELAY_SOURCE_PORT);

    private static final byte[] EMPTY = {};

    private final Set<Integer> relaySupplied;
    private final boolean registration;

    OptionAssembly6(ServerConfig6 config) {
        relaySupplied = config.relaySuppliedOptions();
        registration = config.allowAddressRegistration();
    }

    /** Adds all options that are not the server's own. */
    void addTo(OptionList6 reply, Exchange6 x, MessageType6 type, OptionLevels levels) {
        Message6 message = x.query().message();
        CodeSet sent = levels.sent(wanted(x, type), reserved(type));
        for (int code = sent.next(0); code >= 0; code = sent.next(code + 1)) {
            ConfiguredOption option = levels.find(code, x.classes);
            if (option == null) {
                sent.remove(code);
            } else if (code != OptionCode6.VENDOR_OPTS) {
                add(reply, option, levels, x.classes);
            }
        }
        boolean vendorOptions = sent.contains(OptionCode6.VENDOR_OPTS);
        boolean vendors = x.served != null && levels.hasVendors() && !levels.forbids(OptionCode6.VENDOR_OPTS);
        if (vendorOptions || vendors) {
            VendorOptions6.add(reply::add, message, levels, x.classes, vendorOptions);
        }
        // RFC 9686 §4.1: that we take registrations is told to those who ask.
        if (registration
                && x.served != null
                && !sent.contains(OptionCode6.ADDR_REG_ENABLE)
                && message.requests(OptionCode6.ADDR_REG_ENABLE)) {
            sent.add(OptionCode6.ADDR_REG_ENABLE);
            reply.add(OptionCode6.ADDR_REG_ENABLE, EMPTY);
        }
        addSupplied(reply, message, sent);
    }

    private static void add(OptionList6 reply, ConfiguredOption option, OptionLevels levels, ClientClasses classes) {
        switch (option.code()) {
            case OptionCode6.NTP_SERVER ->
                timeSources(option.payload()).forEach(source -> reply.add(OptionCode6.NTP_SERVER, source));
            case OptionCode6.VENDOR_CLASS -> VendorOptions6.addClasses(reply::add, option, levels, classes);
            default -> reply.add(option.code(), option.payload());
        }
    }

    /** Each for an option of its own (RFC 5908 §4); what is no list of time sources stays whole, as it was configured. */
    private static List<byte[]> timeSources(byte[] payload) {
        List<byte[]> sources = new ArrayList<>(2);
        try {
            PacketReader in = new PacketReader(payload, 0, payload.length);
            while (in.remaining() > 0) {
                int from = in.position();
                in.skip(2, "type of a time source");
                in.skip(in.u16("length of a time source"), "time source");
                sources.add(Arrays.copyOfRange(payload, from, in.position()));
            }
            return sources;
        } catch (MalformedPacketException _) {
            return List.of(payload);
        }
    }

    private static CodeSet wanted(Exchange6 x, MessageType6 type) {
        CodeSet wanted = new CodeSet().add(OptionCode6.UNICAST);
        if (type == MessageType6.ADVERTISE) {
            wanted.add(OptionCode6.PREFERENCE);
        }
        for (int code : x.query().requested()) {
            wanted.add(code);
        }
        return wanted;
    }

    /** RFC 8415, appendix B: a preference only says which server's offer to take. */
    private static CodeSet reserved(MessageType6 type) {
        CodeSet reserved = new CodeSet().addAll(RESERVED);
        return type == MessageType6.ADVERTISE ? reserved : reserved.add(OptionCode6.PREFERENCE);
    }

    /** RFC 6422 §6: from the client on, what is not there already, as far as we let relays do it. */
    private void addSupplied(OptionList6 reply, Message6 message, CodeSet sent) {
        for (Relay6 relay : message.relays().reversed()) {
            Options6 supplied = supplied(relay);
            for (int i = 0; supplied != null && i < supplied.size(); i++) {
                int code = supplied.codeAt(i);
                if (relaySupplied.contains(code) && !sent.contains(code) && !RESERVED.contains(code)) {
                    sent.add(code);
                    reply.add(code, supplied.payloadAt(i));
                }
            }
        }
    }

    /** A list that cannot be read supplies nothing: the fault is the relay's, and the client needs its lease. */
    private static @Nullable Options6 supplied(Relay6 relay) {
        try {
            return relay.suppliedOptions();
        } catch (MalformedPacketException _) {
            return null;
        }
    }
}
