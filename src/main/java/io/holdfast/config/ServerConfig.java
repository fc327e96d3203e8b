package io.holdfast.config;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.OptionTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the server does by, as used: checked, with inheritance resolved, indexed, immutable, and swapped whole. Made
 * by {@link ConfigCompiler} from a {@link ConfigDocument}.
 *
 * @param subnets by ascending id
 * @param options configured globally
 * @param definitions standard options and the operator's own
 * @param lifetimes and the fields after it are the global values, for packets that belong to no subnet
 */
public record ServerConfig(
        ConfigDocument document,
        InterfacesConfig interfaces,
        BackendSettings leaseDatabase,
        List<Subnet4> subnets,
        OptionSet options,
        OptionTable definitions,
        Lifetimes lifetimes,
        TeeTimes teeTimes,
        BootFields boot,
        boolean authoritative,
        boolean echoClientId,
        long declineProbation,
        ReclaimSettings reclaim,
        LaneSettings lanes,
        SanityChecks sanityChecks,
        Compatibility compatibility,
        List<LoggerSettings> loggers,
        List<ControlSocketSettings> controlSockets,
        String serverTag,
        int statisticSampleCount,
        long statisticSampleAge) {

    /** The map {@code compatibility}. */
    public record Compatibility(
            boolean lenientOptionParsing,
            boolean ignoreServerIdentifier,
            boolean ignoreRaiLinkSelection,
            boolean excludeFirstLast24) {}

    public ServerConfig {
        subnets = List.copyOf(subnets);
        loggers = List.copyOf(loggers);
        controlSockets = List.copyOf(controlSockets);
    }

    /** The subnet with this id; absent when there is none. */
    public @Nullable Subnet4 subnet(int id) {
        for (Subnet4 subnet : subnets) {
            if (subnet.id() == id) {
                return subnet;
            }
        }
        return null;
    }

    /** The subnet whose prefix holds the address, the longest prefix if several do; absent when none does. */
    public @Nullable Subnet4 subnetOf(Ipv4Address address) {
        Subnet4 best = null;
        for (Subnet4 subnet : subnets) {
            if (subnet.prefix().contains(address)
                    && (best == null || subnet.prefix().length() > best.prefix().length())) {
                best = subnet;
            }
        }
        return best;
    }
}
