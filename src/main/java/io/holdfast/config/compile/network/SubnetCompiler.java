package io.holdfast.config.compile.network;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv4Range;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Ipv6Range;
import io.holdfast.address.Protocol;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool4;
import io.holdfast.config.Pool6;
import io.holdfast.config.Subnet;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.compile.policy.AllocatorCompiler;
import io.holdfast.config.compile.policy.BootFieldCompiler;
import io.holdfast.config.compile.policy.LeaseTimes;
import io.holdfast.config.compile.policy.PolicyCompiler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes {@code subnet4} and {@code subnet6}, wherever they are written, into subnets that have inherited everything. */
public final class SubnetCompiler {

    private final OptionCompiler options;
    private final PolicyCompiler policies;
    private final LeaseTimes times;
    private final BootFieldCompiler boot;
    private final AllocatorCompiler allocators;
    private final PoolCompiler pools;
    private final PdPoolCompiler pdPools;
    private final Problems problems;
    private final SubnetIds ids;
    private final SubnetPlaces places;
    private final PoolSpaces spaces;
    private final KnownSubnets known;

    SubnetCompiler(
            Protocol protocol,
            OptionCompiler options,
            PolicyCompiler policies,
            SubnetPlaces places,
            KnownSubnets known,
            Problems problems) {
        this.options = options;
        this.known = known;
        this.policies = policies;
        this.places = places;
        this.problems = problems;
        this.times = new LeaseTimes(problems);
        this.boot = new BootFieldCompiler(problems);
        this.allocators = new AllocatorCompiler(protocol, problems);
        this.pools = new PoolCompiler(protocol, options, policies, problems);
        this.spaces = new PoolSpaces(problems);
        this.pdPools = new PdPoolCompiler(options, policies, spaces, problems);
        this.ids = new SubnetIds(problems);
    }

    /** A subnet and where it is written. */
    public record Placed<S extends Subnet>(Home home, S subnet) {}

    List<Placed<Subnet4>> compile4(List<Home> homes) {
        return compile(homes, this::subnet4);
    }

    List<Placed<Subnet6>> compile6(List<Home> homes) {
        List<Placed<Subnet6>> subnets = compile(homes, this::subnet6);
        spaces.check();
        return subnets;
    }

    /** @param one makes a subnet with this id; null when there is a problem */
    private <S extends Subnet> List<Placed<S>> compile(List<Home> homes, BiFunction<Home, Integer, @Nullable S> one) {
        ids.reserve(homes.stream().map(Home::subnet).toList());
        List<Placed<S>> subnets = new ArrayList<>();
        for (Home home : homes) {
            S subnet = one.apply(home, ids.of(home.subnet()));
            if (subnet != null) {
                subnets.add(new Placed<>(home, subnet));
            }
        }
        return subnets;
    }

    private @Nullable Subnet4 subnet4(Home home, int id) {
        Section section = home.subnet();
        if (known.find(home) instanceof Subnet4 same && same.id() == id) {
            places.claim(section, same.prefix());
            return same;
        }
        Scope scope = home.scope();
        Ipv4Prefix prefix = places.prefix(section, Ipv4Prefix::parse);
        if (prefix == null) {
            pools.compile(scope, null, null);
            return null;
        }
        return new Subnet4(
                id,
                prefix,
                pools.compile(scope, prefix, prefix.range()).stream()
                        .map(pool -> new Pool4(pool.id(), (Ipv4Range) pool.range(), pool.options(), pool.policy()))
                        .toList(),
                times.lifetimes(scope),
                times.teeTimes(scope),
                home.linkText("interface"),
                places.relays(home, Ipv4Address.class, Ipv4Address::parse),
                scope.flag("authoritative"),
                scope.flag("match-client-id"),
                scope.whole("offer-lifetime"),
                scope.flag("store-extended-info"),
                allocators.addresses(scope),
                boot.compile(scope),
                options.compile(section),
                policies.subnet(home.networkName(), scope));
    }

    private @Nullable Subnet6 subnet6(Home home, int id) {
        Section section = home.subnet();
        if (known.find(home) instanceof Subnet6 same && same.id() == id) {
            places.claim(section, same.prefix());
            spaces.add(section, same);
            return same;
        }
        Scope scope = home.scope();
        Ipv6Prefix prefix = places.prefix(section, Ipv6Prefix::parse);
        List<PdPool6> delegated = pdPools.compile(section);
        if (prefix == null) {
            pools.compile(scope, null, null);
            return null;
        }
        return new Subnet6(
                id,
                prefix,
                pools.compile(scope, prefix, prefix.range()).stream()
                        .peek(spaces::add)
                        .map(pool -> new Pool6(pool.id(), (Ipv6Range) pool.range(), pool.options(), pool.policy()))
                        .toList(),
                delegated,
                times.preferred(scope),
                times.lifetimes(scope),
                times.teeTimes(scope),
                home.linkText("interface"),
                interfaceId(home),
                places.relays(home, Ipv6Address.class, Ipv6Address::parse),
                home.link().flag("rapid-commit"),
                scope.flag("store-extended-info"),
                allocators.addresses(scope),
                allocators.prefixes(scope),
                options.compile(section),
                policies.subnet(home.networkName(), scope));
    }

    /** The text is the bytes. An interface is for clients on our own link, an interface id for those behind a relay. */
    private byte @Nullable [] interfaceId(Home home) {
        Section section = home.subnet();
        if (section.textOrNull("interface-id") != null && section.textOrNull("interface") != null) {
            SubnetPlaces.bothLinks(section, problems);
        }
        String text = home.linkText("interface-id");
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
