package io.holdfast.control;

import io.holdfast.address.Protocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of the protocols that are configured, DHCPv4 first; none before the configuration has been read. */
@FunctionalInterface
public interface Services {

    Map<Protocol, CommandRegistry> configured();

    /** Of the service with this name, {@code dhcp4}; of the first when none is named; absent when there is no such. */
    default @Nullable CommandRegistry named(String service) {
        return configured().entrySet().stream()
                .filter(each -> service.isEmpty() || each.getKey().label().equals(service))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
