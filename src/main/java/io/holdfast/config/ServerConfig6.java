package io.holdfast.config;

import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.wire.OptionTable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of DHCPv6.
 *
 * @param preferred and the fields after it are the global values, for packets that belong to no subnet; absent: five
 *     eighths of the valid lifetime that is granted
 * @param relaySuppliedOptions codes of the options that a relay may supply for a client (RFC 6422)
 * @param macSources in the order in which they are tried
 * @param dataDirectory where the server's DUID is kept; absent for the state directory
 */
public record ServerConfig6(
        ConfigDocument document,
        InterfacesConfig interfaces,
        BackendSettings leaseDatabase,
        Subnets<Subnet6> subnets,
        OptionSet options,
        OptionTable definitions,
        @Nullable Lifetimes preferred,
        Lifetimes valid,
        TeeTimes teeTimes,
        ServerIdSettings serverId,
        Set<Integer> relaySuppliedOptions,
        List<MacSource> macSources,
        @Nullable String dataDirectory,
        boolean allowAddressRegistration,
        long declineProbation,
        ReclaimSettings reclaim,
        LaneSettings lanes,
        SanityChecks sanityChecks,
        boolean lenientOptionParsing,
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

    public ServerConfig6 {
        relaySuppliedOptions = Set.copyOf(relaySuppliedOptions);
        macSources = List.copyOf(macSources);
        loggers = List.copyOf(loggers);
        controlSockets = List.copyOf(controlSockets);
    }

    @Override
    public Protocol protocol() {
        return Protocol.DHCP6;
    }

    /** The subnet with this id; absent when there is none. */
    public @Nullable Subnet6 subnet(int id) {
        return subnets.withId(id);
    }

    /** The subnet whose prefix holds the address, the longest prefix if several do; absent when none does. */
    public @Nullable Subnet6 subnetOf(Ipv6Address address) {
        return subnets.containing(address);
    }

    /** The subnets whose {@code relay} lists the address, by ascending id. */
    public List<Subnet6> subnetsOfRelay(Ipv6Address relay) {
        return subnets.ofRelay(relay);
    }

    /** The subnets whose {@code interface} has this name, by ascending id. */
    public List<Subnet6> subnetsOfInterface(String name) {
        return subnets.ofInterface(name);
    }

    /** The subnets whose {@code interface-id} has these bytes, by ascending id. */
    public List<Subnet6> subnetsOfInterfaceId(byte[] interfaceId) {
        return subnets.ofInterfaceId(interfaceId);
    }
}
