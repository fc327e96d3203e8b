package io.holdfast.config.compile.network;

import io.holdfast.address.Protocol;
import io.holdfast.config.SharedNetworks;
import io.holdfast.config.Subnet;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.config.Subnets;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.compile.policy.PolicyCompiler;
import java.util.List;

/** Makes all shared networks and all subnets of a protocol. */
public final class LinkCompiler {

    private final NetworkCompiler networks;
    private final SubnetCompiler subnets;

    public LinkCompiler(
            Protocol protocol,
            Section global,
            OptionCompiler options,
            ClassLists classes,
            KnownSubnets known,
            Problems problems) {
        PolicyCompiler policies = new PolicyCompiler(classes, problems);
        SubnetPlaces places = new SubnetPlaces(problems);
        networks = new NetworkCompiler(protocol, global, options, policies, places, problems);
        subnets = new SubnetCompiler(protocol, options, policies, places, known, problems);
    }

    /** @param placed the same subnets with the places where they are written */
    public record Links<S extends Subnet>(
            Subnets<S> subnets, SharedNetworks networks, List<SubnetCompiler.Placed<S>> placed) {}

    public Links<Subnet4> compile4() {
        return links(subnets.compile4(networks.homes()));
    }

    public Links<Subnet6> compile6() {
        return links(subnets.compile6(networks.homes()));
    }

    private <S extends Subnet> Links<S> links(List<SubnetCompiler.Placed<S>> placed) {
        return new Links<>(
                new Subnets<>(placed.stream().map(SubnetCompiler.Placed::subnet).toList()),
                networks.networks(placed),
                placed);
    }
}
