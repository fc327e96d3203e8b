package io.holdfast.config;

import io.holdfast.address.Protocol;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the options of one place: those of encapsulated spaces go into the payload of the options that carry them, those of
 * vendors are kept by enterprise number.
 */
public final class OptionJoining {

    private static final String VENDOR = "vendor-";
    private static final int MAX_SUB_OPTION_4 = 255;
    /** All of a vendor's have 255 bytes, with their code and length (RFC 3925 section 4). */
    private static final int MAX_VENDOR_OPTION_4 = 253;

    private static final int MAX_SUB_OPTION_6 = 65_535;

    private final Protocol protocol;
    private final BiConsumer<ConfiguredOption, String> problems;
    private final Map<String, List<ConfiguredOption>> spaces = new LinkedHashMap<>();
    private final Set<String> carried = new HashSet<>();

    /** @param problems takes what is wrong with an option, in words that follow its name */
    public OptionJoining(Protocol protocol, BiConsumer<ConfiguredOption, String> problems) {
        this.protocol = protocol;
        this.problems = problems;
    }

    /** The enterprise number of a space called {@code vendor-} and a number from 1 to 4294967295; absent for others. */
    public static @Nullable Long enterprise(String space) {
        if (!space.startsWith(VENDOR) || space.length() > VENDOR.length() + 10) {
            return null;
        }
        try {
            long number = Long.parseLong(space, VENDOR.length(), space.length(), 10);
            return number >= 1 && number <= 0xffff_ffffL ? number : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    public void add(ConfiguredOption option) {
        spaces.computeIfAbsent(option.space(), _ -> new ArrayList<>()).add(option);
    }

    public OptionSet join() {
        List<ConfiguredOption> own = joined(protocol.label());
        SortedMap<Long, OptionSet> vendors = new TreeMap<>();
        for (String space : List.copyOf(spaces.keySet())) {
            Long enterprise = enterprise(space);
            if (enterprise != null) {
                vendors.put(enterprise, new OptionSet(joined(space)));
            }
        }
        return own.isEmpty() && vendors.isEmpty() ? OptionSet.EMPTY : new OptionSet(own, vendors);
    }

    /** After {@link #join}: the first option of each space that nothing carries. */
    public List<ConfiguredOption> uncarried() {
        List<ConfiguredOption> first = new ArrayList<>();
        spaces.forEach((space, options) -> {
            if (!carried.contains(space)) {
                first.add(options.getFirst());
            }
        });
        return first;
    }

    private List<ConfiguredOption> joined(String space) {
        carried.add(space);
        List<ConfiguredOption> joined = new ArrayList<>();
        for (ConfiguredOption option : spaces.getOrDefault(space, List.of())) {
            ConfiguredOption whole = joined(option, List.of(space));
            if (space.equals(protocol.label()) || fits(option, whole.payload().length)) {
                joined.add(whole);
            }
        }
        return joined;
    }

    private ConfiguredOption joined(ConfiguredOption option, List<String> outer) {
        OptionDefinition definition = option.definition();
        String space = definition == null ? "" : definition.encapsulates();
        if (definition == null || space.isEmpty() || outer.contains(space) || !spaces.containsKey(space)) {
            return option;
        }
        SortedMap<Integer, byte[]> parts =
                definition.type() == OptionType.EMPTY ? SubOptions.read(protocol, option.payload()) : null;
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        if (parts == null) {
            payload.writeBytes(option.payload());
            parts = new TreeMap<>();
        }
        collect(space, outer, parts);
        SubOptions.write(protocol, parts, payload);
        return option.withPayload(payload.toByteArray());
    }

    /** The first of each code counts, as Kea has it; what is never to be sent is not. */
    private void collect(String space, List<String> outer, SortedMap<Integer, byte[]> parts) {
        carried.add(space);
        List<String> inner = new ArrayList<>(outer);
        inner.add(space);
        for (ConfiguredOption sub : spaces.getOrDefault(space, List.of())) {
            byte[] payload = joined(sub, inner).payload();
            if (fits(sub, payload.length) && !sub.neverSend()) {
                parts.putIfAbsent(sub.code(), payload);
            }
        }
    }

    private boolean fits(ConfiguredOption sub, int length) {
        int most = protocol == Protocol.DHCP6
                ? MAX_SUB_OPTION_6
                : enterprise(sub.space()) == null ? MAX_SUB_OPTION_4 : MAX_VENDOR_OPTION_4;
        if (length > most) {
            problems.accept(sub, "is " + length + " bytes long; a sub-option has at most " + most);
        }
        return length <= most;
    }
}
