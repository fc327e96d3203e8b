package io.holdfast.config;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.wire.OptionTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of DHCPv4.
 *
 * @param lifetimes and the fields after it are the global values, for packets that belong to no subnet
 * @param stashAgentOptions whether a client that renews without its relay is treated by what the relay last said
 */
public record ServerConfig4(
        ConfigDocument document,
        InterfacesConfig interfaces,
        BackendSettings leaseDatabase,
        Subnets<Subnet4> subnets,
        OptionSet options,
        OptionTable definitions,
        Lifetimes lifetimes,
        TeeTimes teeTimes,
        BootFields boot,
        boolean authoritative,
        boolean echoClientId,
        boolean stashAgentOptions,
        long declineProbation,
        ReclaimSettings reclaim,
        LaneSettings lanes,
        SanityChecks sanityChecks,
        Compatibility compatibility,
        List<LoggerSettings> loggers,
        List<ControlSocketSettings> controlSockets,
        String serverTag,
        int statisticSampleCount,
        long statisticSampleAge,
        SharedNetworks networks,
        ClassTable classes,
        HostPolicy hosts,
        Features features,
        ConfigSources sources)
        implements ServerConfig {

    /** The map {@code compatibility}. */
    public record Compatibility(
            boolean lenientOptionParsing,
            boolean ignoreServerIdentifier,
            boolean ignoreRaiLinkSelection,
            boolean excludeFirstLast24) {}

    public ServerConfig4 {
        loggers = List.copyOf(loggers);
        controlSockets = List.copyOf(controlSockets);
    }

    @Override
    public Protocol protocol() {
        return Protocol.DHCP4;
    }

    @Override
    public boolean lenientOptionParsing() {
        return compatibility.lenientOptionParsing();
    }

    /** The subnet with this id; absent when there is none. */
    public @Nullable Subnet4 subnet(int id) {
        return subnets.withId(id);
    }

    /** The subnet whose prefix holds the address, the longest prefix if several do; absent when none does. */
    public @Nullable Subnet4 subnetOf(Ipv4Address address) {
        return subnets.containing(address);
    }

    /** The subnets whose {@code relay} lists the address, by ascending id. */
    public List<Subnet4> subnetsOfRelay(Ipv4Address relay) {
        return subnets.ofRelay(relay);
    }

    /** The subnets whose {@code interface} has this name, by ascending id. */
    public List<Subnet4> subnetsOfInterface(String name) {
        return subnets.ofInterface(name);
    }

    /** Whether {@code exclude-first-last-24} keeps addresses that end in .0 and .255 from being chosen for clients in the subnet. */
    public boolean sparesEdges(Subnet4 subnet) {
        return compatibility.excludeFirstLast24() && subnet.prefix().length() <= 24;
    }
}
