package io.holdfast.config;

import io.holdfast.address.Protocol;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.wire.OptionTable;
import java.util.List;

/**
 * Everything the server does by for one protocol, as used: checked, with inheritance resolved, indexed, immutable, and
 * swapped whole. Made by {@link ConfigCompiler} from a {@link ConfigDocument}.
 */
public sealed interface ServerConfig permits ServerConfig4, ServerConfig6 {

    Protocol protocol();

    ConfigDocument document();

    InterfacesConfig interfaces();

    BackendSettings leaseDatabase();

    /** By ascending id. */
    Subnets<? extends Subnet> subnets();

    /** Configured globally. */
    OptionSet options();

    /** Standard options and the operator's own. */
    OptionTable definitions();

    long declineProbation();

    ReclaimSettings reclaim();

    LaneSettings lanes();

    SanityChecks sanityChecks();

    /** {@code compatibility}: whether options of a wrong length are read as far as they can be. */
    boolean lenientOptionParsing();

    List<LoggerSettings> loggers();

    List<ControlSocketSettings> controlSockets();

    String serverTag();

    int statisticSampleCount();

    long statisticSampleAge();

    SharedNetworks networks();

    ClassTable classes();

    HostPolicy hosts();

    Features features();

    /** Where configuration comes from besides the file. */
    ConfigSources sources();
}
