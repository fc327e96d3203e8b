package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.OptionSet;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.DropReason;
import io.holdfast.wire.v4.OptionCode4;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which messages we serve at all: by type, by server identifier, by the rules of RFC 2131 table 5. */
final class Admission {

    private final boolean ignoreServerIdentifier;
    /** Server identifiers set by option 54, of any class, network or subnet, or globally. */
    private final Set<Ipv4Address> configuredIds = new HashSet<>();

    Admission(ServerConfig4 config) {
        ignoreServerIdentifier = config.compatibility().ignoreServerIdentifier();
        addConfigured(config.options());
        for (Subnet4 subnet : config.subnets()) {
            addConfigured(subnet.options());
        }
        config.networks().all().forEach(network -> addConfigured(network.options()));
        config.classes().all().forEach(each -> addConfigured(each.options()));
    }

    private void addConfigured(OptionSet options) {
        ConfiguredOption option = options.find(OptionCode4.SERVER_IDENTIFIER);
        if (option != null && option.payload().length == Ipv4Address.BYTES) {
            configuredIds.add(Ipv4Address.of(option.payload()));
        }
    }

    /** Why not; absent when the message is for us. */
    @Nullable
    DropReason refuse(Query4 query, Arrival arrival) {
        if (query.duty() == Duty.INFORM
                && !query.relayed()
                && query.ciaddr() == null
                && arrival.source().isUnspecified()) {
            return DropReason.RFC_VIOLATION;
        }
        if (query.serverId() == null) {
            return null;
        }
        if (!isOurs(query.serverId(), query, arrival)) {
            return DropReason.OTHER_SERVER;
        }
        return query.duty() == Duty.DISCOVER ? DropReason.RFC_VIOLATION : null;
    }

    private boolean isOurs(Ipv4Address id, Query4 query, Arrival arrival) {
        return id.equals(query.serverIdOverride())
                || ignoreServerIdentifier
                || arrival.localAddresses().contains(id)
                || id.equals(arrival.destination())
                || configuredIds.contains(id);
    }
}
