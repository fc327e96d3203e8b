package io.holdfast.config.compile;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv4Range;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Ipv6Range;
import io.holdfast.address.Protocol;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool4;
import io.holdfast.config.Pool6;
import io.holdfast.config.PoolPolicy;
import io.holdfast.config.Subnet;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.config.SubnetPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes {@code subnet4} and {@code subnet6} into subnets that have inherited everything. */
final class SubnetCompiler {

    private final Protocol protocol;
    private final Section global;
    private final OptionCompiler options;
    private final LeaseTimes times;
    private final BootFieldCompiler boot;
    private final PoolCompiler pools;
    private final PdPoolCompiler pdPools;
    private final Problems problems;
    private final SubnetIds ids;
    private final SubnetPlaces places;
    private final PoolSpaces spaces;

    SubnetCompiler(Protocol protocol, Section global, OptionCompiler options, Problems problems) {
        this.protocol = protocol;
        this.global = global;
        this.options = options;
        this.problems = problems;
        this.times = new LeaseTimes(problems);
        this.boot = new BootFieldCompiler(problems);
        this.pools = new PoolCompiler(protocol, options, problems);
        this.spaces = new PoolSpaces(problems);
        this.pdPools = new PdPoolCompiler(options, spaces, problems);
        this.ids = new SubnetIds(problems);
        this.places = new SubnetPlaces(problems);
    }

    List<Subnet4> compile4() {
        return compile(this::subnet4);
    }

    List<Subnet6> compile6() {
        List<Subnet6> subnets = compile(this::subnet6);
        spaces.check();
        return subnets;
    }

    /** @param one makes a subnet with this id; null when there is a problem */
    private <S extends Subnet> List<S> compile(BiFunction<Section, Integer, @Nullable S> one) {
        List<Section> sections = global.sections(ProtocolTerms.subnets(protocol));
        ids.reserve(sections);
        List<S> subnets = new ArrayList<>();
        for (Section section : sections) {
            S subnet = one.apply(section, ids.of(section));
            if (subnet != null) {
                subnets.add(subnet);
            }
        }
        return subnets;
    }

    private @Nullable Subnet4 subnet4(Section section, int id) {
        Ipv4Prefix prefix = places.prefix(section, Ipv4Prefix::parse);
        if (prefix == null) {
            pools.compile(section, null, null);
            return null;
        }
        Scope scope = new Scope(section, global);
        return new Subnet4(
                id,
                prefix,
                pools.compile(section, prefix, prefix.range()).stream()
                        .map(pool ->
                                new Pool4(pool.id(), (Ipv4Range) pool.range(), pool.options(), PoolPolicy.STANDARD))
                        .toList(),
                times.lifetimes(scope),
                times.teeTimes(scope),
                section.textOrNull("interface"),
                places.relays(section, Ipv4Address::parse),
                scope.flag("authoritative"),
                scope.flag("match-client-id"),
                scope.whole("offer-lifetime"),
                scope.flag("store-extended-info"),
                allocator(scope, "allocator"),
                boot.compile(scope),
                options.compile(section),
                SubnetPolicy.STANDARD);
    }

    private @Nullable Subnet6 subnet6(Section section, int id) {
        Ipv6Prefix prefix = places.prefix(section, Ipv6Prefix::parse);
        List<PdPool6> delegated = pdPools.compile(section);
        if (prefix == null) {
            pools.compile(section, null, null);
            return null;
        }
        Scope scope = new Scope(section, global);
        return new Subnet6(
                id,
                prefix,
                pools.compile(section, prefix, prefix.range()).stream()
                        .peek(spaces::add)
                        .map(pool ->
                                new Pool6(pool.id(), (Ipv6Range) pool.range(), pool.options(), PoolPolicy.STANDARD))
                        .toList(),
                delegated,
                times.preferred(scope),
                times.lifetimes(scope),
                times.teeTimes(scope),
                section.textOrNull("interface"),
                interfaceId(section),
                places.relays(section, Ipv6Address::parse),
                section.flag("rapid-commit"),
                scope.flag("store-extended-info"),
                allocator(scope, "allocator"),
                allocator(scope, "pd-allocator"),
                options.compile(section),
                SubnetPolicy.STANDARD);
    }

    /** The text is the bytes. An interface is for clients on our own link, an interface id for those behind a relay. */
    private byte @Nullable [] interfaceId(Section section) {
        String text = section.textOrNull("interface-id");
        if (text != null && section.textOrNull("interface") != null) {
            problems.error(
                    section.at("interface-id"),
                    section.path("interface-id"),
                    "'interface' and 'interface-id' exclude each other");
        }
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static AllocatorKind allocator(Scope scope, String name) {
        return scope.text(name).equals("random") ? AllocatorKind.RANDOM : AllocatorKind.ITERATIVE;
    }
}
