package io.holdfast.engine.v4;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.SubOptions;
import io.holdfast.engine.OptionLevels;
import io.holdfast.engine.VendorReply;
import io.holdfast.wire.PacketWriter;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.VendorBlocks4;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Options 124 and 125 of a reply (RFC 3925). */
final class VendorOptions4 {

    /** Which options its devices want. */
    private static final int CABLE_LABS_REQUEST_LIST = 1;

    private static final int MOST_IN_BLOCK = 255;

    private VendorOptions4() {}

    /** Vendor classes, one of each vendor, the closest first. */
    static void addClasses(OptionAssembly options, ConfiguredOption first, OptionLevels levels, ClientClasses classes) {
        options.add(OptionCode4.VENDOR_CLASSES, first.payload());
        Set<Long> vendors = new HashSet<>();
        vendors.add(VendorBlocks4.enterprise(first.payload()));
        for (ConfiguredOption other : levels.all(OptionCode4.VENDOR_CLASSES, classes)) {
            if (vendors.add(VendorBlocks4.enterprise(other.payload()))) {
                options.add(OptionCode4.VENDOR_CLASSES, other.payload());
            }
        }
    }

    /** @param asked whether option 125 itself is to be sent where it is configured */
    static void add(
            OptionAssembly options, Message4 request, OptionLevels levels, ClientClasses classes, boolean asked) {
        VendorReply reply = new VendorReply();
        if (asked) {
            for (ConfiguredOption option : levels.all(OptionCode4.VENDOR_OPTIONS, classes)) {
                VendorBlocks4.of(option.payload()).forEach((vendor, data) -> reply.give(vendor, parts(data)));
            }
        }
        if (levels.hasVendors()) {
            learn(reply, request);
            reply.addConfigured(levels, classes);
        }
        reply.parts().forEach((vendor, parts) -> write(options, vendor, parts));
    }

    private static void learn(VendorReply reply, Message4 request) {
        byte[] theirClasses = request.option(OptionCode4.VENDOR_CLASSES);
        if (theirClasses != null) {
            VendorBlocks4.of(theirClasses).keySet().forEach(reply::name);
        }
        byte[] theirOptions = request.option(OptionCode4.VENDOR_OPTIONS);
        Map<Long, byte[]> blocks = theirOptions == null ? null : VendorBlocks4.whole(theirOptions);
        if (blocks != null) {
            blocks.forEach((vendor, data) -> {
                reply.name(vendor);
                request(reply, vendor, parts(data).get(CABLE_LABS_REQUEST_LIST));
            });
        }
    }

    private static void request(VendorReply reply, long vendor, byte @Nullable [] list) {
        if (list != null && vendor == VendorReply.CABLE_LABS) {
            for (byte code : list) {
                reply.request(vendor, code & 0xff);
            }
        }
    }

    private static SortedMap<Integer, byte[]> parts(byte[] data) {
        SortedMap<Integer, byte[]> parts = SubOptions.read(Protocol.DHCP4, data);
        return parts == null ? new TreeMap<>() : parts;
    }

    /** One option for each vendor; a second one for what does not fit into 255 bytes. */
    private static void write(OptionAssembly options, long vendor, SortedMap<Integer, byte[]> parts) {
        PacketWriter block = new PacketWriter(64);
        for (Map.Entry<Integer, byte[]> part : parts.entrySet()) {
            byte[] payload = part.getValue();
            if (block.position() + 2 + payload.length > MOST_IN_BLOCK) {
                options.add(OptionCode4.VENDOR_OPTIONS, VendorBlocks4.block(vendor, block.toBytes()));
                block.clear();
            }
            block.u8(part.getKey()).u8(payload.length).bytes(payload);
        }
        options.add(OptionCode4.VENDOR_OPTIONS, VendorBlocks4.block(vendor, block.toBytes()));
    }
}
