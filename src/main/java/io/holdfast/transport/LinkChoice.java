package io.holdfast.transport;

import io.holdfast.address.Ipv4Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the configured interfaces ({@code eth0}, {@code eth0/192.0.2.1}, {@code *}) come to on this machine.
 *
 * @param links to listen on, each with only the chosen addresses
 * @param problems by the interface as configured, why it cannot be listened on now
 * @param unknown those of the problems that are names no interface has
 */
public record LinkChoice(List<Link> links, Map<String, String> problems, List<String> unknown) {

    private static final String ALL = "*";

    public LinkChoice {
        links = List.copyOf(links);
        problems = Map.copyOf(problems);
        unknown = List.copyOf(unknown);
    }

    /**
     * Chooses from {@code known}. {@code *} takes every interface that is up, has an address and is not the loopback;
     * naming one asks for it whatever its state.
     */
    public static LinkChoice of(List<String> names, List<Link> known) {
        Map<String, Link> chosen = new LinkedHashMap<>();
        Map<String, String> problems = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            if (name.equals(ALL)) {
                known.stream()
                        .filter(link -> link.up() && !link.loopback())
                        .filter(link -> !link.addresses().isEmpty())
                        .forEach(link -> chosen.put(link.name(), link));
                continue;
            }
            int slash = name.indexOf('/');
            String linkName = slash < 0 ? name : name.substring(0, slash);
            Link link = named(linkName, known);
            if (link == null) {
                unknown.add(linkName);
                problems.put(name, "there is no interface " + linkName + "; there are: " + names(known));
            } else if (slash < 0) {
                choose(chosen, problems, link);
            } else {
                chooseAddress(chosen, problems, link, name, name.substring(slash + 1));
            }
        }
        return new LinkChoice(List.copyOf(chosen.values()), problems, unknown);
    }

    private static void choose(Map<String, Link> chosen, Map<String, String> problems, Link link) {
        if (link.addresses().isEmpty()) {
            problems.put(link.name(), "interface " + link.name() + " has no IPv4 address");
        } else {
            chosen.put(link.name(), link);
        }
    }

    private static void chooseAddress(
            Map<String, Link> chosen, Map<String, String> problems, Link link, String name, String addressText) {
        Ipv4Address address;
        try {
            address = Ipv4Address.parse(addressText);
        } catch (IllegalArgumentException e) {
            problems.put(name, name + ": " + e.getMessage());
            return;
        }
        if (!link.addresses().contains(address)) {
            problems.put(
                    name,
                    "interface " + link.name() + " does not have the address " + address + "; it has: "
                            + (link.addresses().isEmpty() ? "none" : join(link.addresses())));
            return;
        }
        Link before = chosen.get(link.name());
        List<Ipv4Address> addresses = new ArrayList<>(before == null ? List.<Ipv4Address>of() : before.addresses());
        if (!addresses.contains(address)) {
            addresses.add(address);
        }
        chosen.put(link.name(), link.with(addresses));
    }

    private static @Nullable Link named(String name, List<Link> known) {
        return known.stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String names(List<Link> known) {
        return join(known.stream().map(Link::name).toList());
    }

    private static String join(List<?> things) {
        return String.join(", ", things.stream().map(Object::toString).toList());
    }
}
