package io.holdfast.control.remote;

import io.holdfast.address.AddressRange;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Protocol;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.RefusedException;
import java.util.List;

/** In what an option can be, besides a server's global ones and classes. */
enum OptionPlace {
    SUBNET("subnet", "subnets", "a subnet", "One subnet with its id.") {
        @Override
        Named named(Arguments arguments, Protocol protocol) {
            long id = RemoteSubnets.id(arguments);
            return new Named("subnet " + id, new OptionHome.OfSubnet(id));
        }
    },
    NETWORK("network", "shared-networks", "a shared network", "One shared network with its name.") {
        @Override
        Named named(Arguments arguments, Protocol protocol) {
            String name = RemoteNetworks.name(arguments);
            return new Named("shared network " + name, new OptionHome.OfNetwork(name));
        }
    },
    POOL("pool", "pools", "a pool", "One pool with its first and last address, or prefix, as pool.") {
        @Override
        Named named(Arguments arguments, Protocol protocol) {
            String text = Items.named(arguments, list(), POOL_ITEM).text("pool");
            try {
                AddressRange range = Pools.range(protocol, text);
                return new Named(
                        "pool " + range.first() + "-" + range.last(),
                        new OptionHome.OfPool(range.first(), range.last()));
            } catch (IllegalArgumentException e) {
                throw new RefusedException(String.valueOf(e.getMessage()));
            }
        }
    },
    PD_POOL("pd-pool", "pd-pools", "a pool of prefixes", "One pool of prefixes with its prefix and prefix-len.") {
        @Override
        Named named(Arguments arguments, Protocol protocol) {
            Arguments item = Items.named(arguments, list(), PD_POOL_ITEM);
            if (item.has("prefix-len") == item.has("length")) {
                throw new RefusedException("a pool of prefixes must have its length as 'prefix-len'");
            }
            try {
                Ipv6Prefix prefix = Ipv6Prefix.parse(
                        item.text("prefix") + "/" + item.integer("prefix-len", item.integer("length", 0)));
                return new Named(
                        "pool of prefixes " + prefix, new OptionHome.OfPdPool(prefix.network(), prefix.length()));
            } catch (IllegalArgumentException e) {
                throw new RefusedException(String.valueOf(e.getMessage()));
            }
        }
    };

    private static final List<Argument> POOL_ITEM =
            List.of(Argument.required("pool", Argument.Kind.TEXT, "As in the configuration."));

    /** An example in Kea's manual writes {@code length}. */
    private static final List<Argument> PD_POOL_ITEM = List.of(
            Argument.required("prefix", Argument.Kind.TEXT, "Its prefix without the length."),
            Argument.optional("prefix-len", Argument.Kind.INTEGER, "The length of its prefix."),
            Argument.optional("length", Argument.Kind.INTEGER, "The same as prefix-len."));

    private final String family;
    private final String list;
    private final String words;
    private final String meaning;

    OptionPlace(String family, String list, String words, String meaning) {
        this.family = family;
        this.list = list;
        this.words = words;
        this.meaning = meaning;
    }

    static List<OptionPlace> of(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> List.of(SUBNET, NETWORK, POOL);
            case DHCP6 -> List.of(SUBNET, NETWORK, POOL, PD_POOL);
        };
    }

    /** As in the names of commands. */
    String family() {
        return family;
    }

    /** The argument that names it. */
    String list() {
        return list;
    }

    /** With its article. */
    String words() {
        return words;
    }

    String meaning() {
        return meaning;
    }

    /** @throws RefusedException when it is not named rightly */
    abstract Named named(Arguments arguments, Protocol protocol);

    /** One that a command names; it need not be there. */
    record Named(String words, OptionHome home) {}
}
