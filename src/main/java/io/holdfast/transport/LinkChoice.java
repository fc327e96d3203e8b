package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the configured interfaces ({@code eth0}, {@code eth0/192.0.2.1}, {@code eth0/2001:db8::1}, {@code *}) come to on
 * this machine.
 *
 * <pre>
 *                  DHCPv4                DHCPv6
 *  eth0            all its addresses     its link-local addresses, and with them the groups of servers
 *  eth0/address    only that one         that one besides the link-local ones
 *  lo              all its addresses     ::1
 *  *               as named, each that is up, has such addresses and is not the loopback
 * </pre>
 *
 * @param links to listen on, each with only the chosen addresses of the protocol, in IPv6 the link-local ones first
 * @param problems by the interface as configured, why it cannot be listened on now
 * @param unknown those of the problems that are names no interface has
 */
public record LinkChoice(List<Link> links, Map<String, String> problems, List<String> unknown) {

    private static final String ALL = "*";
    private static final Ipv6Address LOOPBACK = new Ipv6Address(0, 1);

    public LinkChoice {
        links = List.copyOf(links);
        problems = Map.copyOf(problems);
        unknown = List.copyOf(unknown);
    }

    /** Chooses from {@code known}. Naming an interface asks for it whatever its state. */
    public static LinkChoice of(Protocol protocol, List<String> names, List<Link> known) {
        Choosing choosing = new Choosing(protocol, known);
        names.forEach(choosing::take);
        return new LinkChoice(choosing.links(), choosing.problems, choosing.unknown);
    }

    private static final class Choosing {

        private final Protocol protocol;
        private final List<Link> known;
        private final Map<String, SequencedSet<IpAddress>> chosen = new LinkedHashMap<>();
        private final Map<String, String> problems = new TreeMap<>();
        private final List<String> unknown = new ArrayList<>();

        Choosing(Protocol protocol, List<Link> known) {
            this.protocol = protocol;
            this.known = known;
        }

        void take(String name) {
            if (name.equals(ALL)) {
                known.stream().filter(link -> link.up() && !link.loopback()).forEach(link -> choose(link, whole(link)));
                return;
            }
            int slash = name.indexOf('/');
            String linkName = slash < 0 ? name : name.substring(0, slash);
            Link link = named(linkName);
            if (link == null) {
                unknown.add(linkName);
                problems.put(name, "there is no interface " + linkName + "; there are: " + names(known));
            } else if (slash >= 0) {
                takeAddress(link, name, name.substring(slash + 1));
            } else if (whole(link).isEmpty()) {
                problems.put(name, without(link));
            } else {
                choose(link, whole(link));
            }
        }

        private void takeAddress(Link link, String name, String text) {
            if (protocol == Protocol.DHCP6) {
                choose(link, linkLocal(link));
            }
            IpAddress address;
            try {
                address = protocol == Protocol.DHCP4 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
            } catch (IllegalArgumentException e) {
                problems.put(name, name + ": " + e.getMessage());
                return;
            }
            List<? extends IpAddress> has = link.addresses(protocol);
            if (has.contains(address)) {
                chosen.computeIfAbsent(link.name(), n -> new LinkedHashSet<>()).add(address);
            } else {
                problems.put(
                        name,
                        "interface " + link.name() + " does not have the address " + address + "; it has: "
                                + (has.isEmpty() ? "none" : join(has)) + stillChecked());
            }
        }

        /** These before what was chosen one by one. */
        private void choose(Link link, List<? extends IpAddress> addresses) {
            if (!addresses.isEmpty()) {
                SequencedSet<IpAddress> all = new LinkedHashSet<>(addresses);
                all.addAll(chosen.getOrDefault(link.name(), new LinkedHashSet<>()));
                chosen.put(link.name(), all);
            }
        }

        /** What an interface is listened on by that is named without an address. */
        private List<? extends IpAddress> whole(Link link) {
            return switch (protocol) {
                case DHCP4 -> link.addresses();
                case DHCP6 ->
                    link.loopback()
                            ? link.addresses6().stream()
                                    .filter(LOOPBACK::equals)
                                    .toList()
                            : linkLocal(link);
            };
        }

        private static List<Ipv6Address> linkLocal(Link link) {
            return link.addresses6().stream().filter(Ipv6Address::isLinkLocal).toList();
        }

        private String without(Link link) {
            if (protocol == Protocol.DHCP4) {
                return "interface " + link.name() + " has no IPv4 address";
            }
            // IPv6 takes the addresses away from an interface that goes down.
            return "interface " + link.name()
                    + (link.up() ? " has no IPv6 link-local address" + stillChecked() : " is down");
        }

        private String stillChecked() {
            return protocol == Protocol.DHCP4 ? "" : " (one that is still being checked for duplicates does not count)";
        }

        List<Link> links() {
            List<Link> links = new ArrayList<>();
            chosen.forEach((name, addresses) -> {
                Link link = named(name);
                if (link != null) {
                    links.add(link.with(protocol, List.copyOf(addresses)));
                }
            });
            return links;
        }

        private @Nullable Link named(String name) {
            return known.stream()
                    .filter(link -> link.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static String names(List<Link> known) {
        return join(known.stream().map(Link::name).toList());
    }

    private static String join(List<?> things) {
        return String.join(", ", things.stream().map(Object::toString).toList());
    }
}
