package io.holdfast.engine.v6;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.SubOptions;
import io.holdfast.engine.OptionLevels;
import io.holdfast.engine.VendorReply;
import io.holdfast.wire.PacketWriter;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.OptionCode6;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Options 16 and 17 of a reply (RFC 8415 §21.16, §21.17): the number of a vendor, then data. */
final class VendorOptions6 {

    /** Which options CableLabs' devices want. */
    private static final int CABLE_LABS_REQUEST_LIST = 1;

    private static final int NUMBER_BYTES = 4;

    private VendorOptions6() {}

    /** Vendor classes, one of each vendor, the closest first. */
    static void addClasses(
            BiConsumer<Integer, byte[]> reply, ConfiguredOption first, OptionLevels levels, ClientClasses classes) {
        reply.accept(OptionCode6.VENDOR_CLASS, first.payload());
        Set<Long> vendors = new HashSet<>();
        vendors.add(enterprise(first.payload()));
        for (ConfiguredOption other : levels.all(OptionCode6.VENDOR_CLASS, classes)) {
            if (vendors.add(enterprise(other.payload()))) {
                reply.accept(OptionCode6.VENDOR_CLASS, other.payload());
            }
        }
    }

    /** @param asked whether option 17 itself is to be sent where it is configured */
    static void add(
            BiConsumer<Integer, byte[]> options,
            Message6 request,
            OptionLevels levels,
            ClientClasses classes,
            boolean asked) {
        VendorReply reply = new VendorReply();
        if (asked) {
            for (ConfiguredOption option : levels.all(OptionCode6.VENDOR_OPTS, classes)) {
                reply.give(enterprise(option.payload()), parts(option.payload()));
            }
        }
        if (levels.hasVendors()) {
            learn(reply, request);
            reply.addConfigured(levels, classes);
        }
        reply.parts().forEach((vendor, parts) -> {
            byte[] data = SubOptions.bytes(Protocol.DHCP6, parts);
            PacketWriter payload = new PacketWriter(NUMBER_BYTES + data.length);
            options.accept(
                    OptionCode6.VENDOR_OPTS,
                    payload.i32(vendor.intValue()).bytes(data).toBytes());
        });
    }

    private static void learn(VendorReply reply, Message6 request) {
        for (byte[] theirs : request.options().payloads(OptionCode6.VENDOR_CLASS)) {
            if (theirs.length >= NUMBER_BYTES) {
                reply.name(enterprise(theirs));
            }
        }
        for (byte[] theirs : request.options().payloads(OptionCode6.VENDOR_OPTS)) {
            if (theirs.length >= NUMBER_BYTES) {
                reply.name(enterprise(theirs));
                request(reply, enterprise(theirs), parts(theirs).get(CABLE_LABS_REQUEST_LIST));
            }
        }
    }

    private static void request(VendorReply reply, long vendor, byte @Nullable [] list) {
        if (list != null && vendor == VendorReply.CABLE_LABS && list.length % 2 == 0) {
            for (int i = 0; i < list.length; i += 2) {
                reply.request(vendor, (list[i] & 0xff) << 8 | list[i + 1] & 0xff);
            }
        }
    }

    private static long enterprise(byte[] payload) {
        long number = 0;
        for (int i = 0; i < NUMBER_BYTES && i < payload.length; i++) {
            number = number << 8 | payload[i] & 0xff;
        }
        return number;
    }

    private static SortedMap<Integer, byte[]> parts(byte[] payload) {
        byte[] data = Arrays.copyOfRange(payload, Math.min(NUMBER_BYTES, payload.length), payload.length);
        SortedMap<Integer, byte[]> parts = SubOptions.read(Protocol.DHCP6, data);
        return parts == null ? new TreeMap<>() : parts;
    }
}
