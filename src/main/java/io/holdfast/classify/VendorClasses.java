package io.holdfast.classify;

import io.holdfast.address.Protocol;
import io.holdfast.classify.option.VendorClassOption;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v6.OptionCode6;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** VENDOR_CLASS_x: what a client says its vendor is, in option 60 of DHCPv4 and every option 16 of DHCPv6. */
final class VendorClasses {

    /** CableLabs' devices say what they are in any of their class data (Data Over Cable, CL-SP-MULPIv3.0). */
    private static final List<String> CABLE_DEVICES = List.of("docsis3.0", "eRouter1.0");

    private final ClassNames names;

    VendorClasses(ClassNames names) {
        this.names = names;
    }

    void find(PacketFacts packet, ClientClasses classes) {
        if (!names.haveVendors()) {
            return;
        }
        switch (packet) {
            case PacketFacts.Of4 four -> {
                byte[] vendor = four.message().option(OptionCode4.VENDOR_CLASS);
                if (vendor != null) {
                    add(vendor, classes);
                }
            }
            case PacketFacts.Of6 six -> {
                for (byte[] payload : six.message().options().payloads(OptionCode6.VENDOR_CLASS)) {
                    VendorClassOption option = VendorClassOption.read(Protocol.DHCP6, payload);
                    if (option != null && !option.data().isEmpty()) {
                        add(vendor(option.data()).getBytes(StandardCharsets.ISO_8859_1), classes);
                    }
                }
            }
        }
    }

    private static String vendor(List<String> data) {
        for (String device : CABLE_DEVICES) {
            if (data.contains(device)) {
                return device;
            }
        }
        return data.getFirst();
    }

    /** Zero bytes at the end of a text do not belong to it (RFC 2132 §2). */
    private void add(byte[] vendor, ClientClasses classes) {
        int length = vendor.length;
        while (length > 0 && vendor[length - 1] == 0) {
            length--;
        }
        Integer id = names.find(ClassNames.VENDOR_PREFIX + new String(vendor, 0, length, StandardCharsets.UTF_8));
        if (id != null) {
            classes.add(id);
        }
    }
}
