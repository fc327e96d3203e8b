package io.holdfast.engine;

import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ConfiguredOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options of vendors in one reply (RFC 3925 section 4, RFC 8415 section 21.17), by enterprise number: for the vendors
 * that the client names, and for those that the configuration gives it an option of; of their options those that the client
 * asks for (CableLabs has a way to), and those to be sent always. Each from the closest level that has it.
 */
public final class VendorReply {

    /** CableLabs, whose devices list the options they want in option 1. */
    public static final long CABLE_LABS = 4491;

    private static final CodeSet NOTHING = new CodeSet();

    private final SortedMap<Long, CodeSet> named = new TreeMap<>();
    private final Map<Long, SortedMap<Integer, byte[]>> parts = new LinkedHashMap<>();

    /** The client belongs to this vendor. */
    public void name(long enterprise) {
        named.computeIfAbsent(enterprise, _ -> new CodeSet());
    }

    /** The client wants this option of this vendor. */
    public void request(long enterprise, int code) {
        named.computeIfAbsent(enterprise, _ -> new CodeSet()).add(code);
    }

    /** An option of the vendor is in the reply, with these sub-options; of two for the same vendor, the first. */
    public void give(long enterprise, SortedMap<Integer, byte[]> subOptions) {
        name(enterprise);
        parts.putIfAbsent(enterprise, new TreeMap<>(subOptions));
    }

    /** Adds what is configured. */
    public void addConfigured(OptionLevels levels, ClientClasses classes) {
        for (Map.Entry<Long, CodeSet> vendor : named.entrySet()) {
            addConfigured(levels.vendor(vendor.getKey()), vendor.getKey(), vendor.getValue(), classes);
        }
    }

    private void addConfigured(OptionLevels levels, long enterprise, CodeSet requested, ClientClasses classes) {
        CodeSet sent = levels.sent(requested, NOTHING);
        for (int code = sent.next(0); code >= 0; code = sent.next(code + 1)) {
            ConfiguredOption option = levels.find(code, classes);
            if (option != null) {
                parts.computeIfAbsent(enterprise, _ -> new TreeMap<>()).putIfAbsent(code, option.payload());
            }
        }
    }

    /** Sub-options by code of each vendor that gets an option, in the order in which they are sent. */
    public Map<Long, SortedMap<Integer, byte[]>> parts() {
        return parts;
    }
}
