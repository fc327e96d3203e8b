package io.holdfast.config.compile;

import io.holdfast.address.Protocol;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.OptionSet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Joins the options of encapsulated spaces, configured at one place, to the payload of the options that carry them. */
final class OptionAssembly {

    private static final int MAX_SUB_OPTION_4 = 255;
    private static final int MAX_SUB_OPTION_6 = 65_535;

    private final Map<String, Map<Integer, Entry>> spaces = new LinkedHashMap<>();
    private final Set<String> carried = new HashSet<>();
    private final Protocol protocol;
    private final Problems problems;

    OptionAssembly(Protocol protocol, Problems problems) {
        this.protocol = protocol;
        this.problems = problems;
    }

    private record Entry(Section section, ConfiguredOption option) {}

    void add(Section section, ConfiguredOption option) {
        Map<Integer, Entry> space = spaces.computeIfAbsent(option.space(), s -> new LinkedHashMap<>());
        Entry earlier = space.put(option.code(), new Entry(section, option));
        if (earlier != null) {
            problems.warning(
                    section.at(),
                    section.path(),
                    "replaces the same option at " + earlier.section().at());
        }
    }

    OptionSet options() {
        carried.add(protocol.label());
        List<ConfiguredOption> options = new ArrayList<>();
        for (Entry entry : spaces.getOrDefault(protocol.label(), Map.of()).values()) {
            options.add(joined(entry, List.of(protocol.label())));
        }
        spaces.forEach((space, entries) -> {
            if (!carried.contains(space)) {
                Section first = entries.values().iterator().next().section();
                problems.warning(
                        first.at(),
                        first.path(),
                        "is not sent: no option at this place encapsulates the space '" + space + "'");
            }
        });
        return options.isEmpty() ? OptionSet.EMPTY : new OptionSet(options);
    }

    private ConfiguredOption joined(Entry entry, List<String> outer) {
        ConfiguredOption option = entry.option();
        String space = option.definition() == null ? "" : option.definition().encapsulates();
        Map<Integer, Entry> subs = spaces.get(space);
        if (space.isEmpty() || subs == null || outer.contains(space)) {
            return option;
        }
        carried.add(space);
        List<String> inner = new ArrayList<>(outer);
        inner.add(space);
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.writeBytes(option.payload());
        for (Entry sub : subs.values()) {
            append(payload, sub, joined(sub, inner));
        }
        return new ConfiguredOption(
                option.space(),
                option.code(),
                option.definition(),
                payload.toByteArray(),
                option.alwaysSend(),
                option.neverSend(),
                option.guard());
    }

    private void append(ByteArrayOutputStream payload, Entry sub, ConfiguredOption option) {
        if (option.neverSend()) {
            return;
        }
        int length = option.payload().length;
        int most = protocol == Protocol.DHCP4 ? MAX_SUB_OPTION_4 : MAX_SUB_OPTION_6;
        if (length > most) {
            problems.error(
                    sub.section().at(),
                    sub.section().path(),
                    "is " + length + " bytes long; a sub-option has at most " + most);
            return;
        }
        number(payload, option.code());
        number(payload, length);
        payload.writeBytes(option.payload());
    }

    /** Codes and lengths have one byte in DHCPv4, two in DHCPv6. */
    private void number(ByteArrayOutputStream payload, int number) {
        if (protocol == Protocol.DHCP6) {
            payload.write(number >> 8);
        }
        payload.write(number);
    }
}
