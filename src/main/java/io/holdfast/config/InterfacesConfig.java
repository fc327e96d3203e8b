package io.holdfast.config;

import java.util.List;

/**
 * The map {@code interfaces-config}.
 *
 * @param interfaces names, {@code name/address}, or {@code *}
 * @param rawSockets {@code dhcp-socket-type}: raw (packet sockets, for clients without an address) or else udp
 * @param useRouting {@code outbound-interface}: use-routing or else same-as-inbound
 * @param socketRetryWaitMillis {@code service-sockets-retry-wait-time}
 */
public record InterfacesConfig(
        List<String> interfaces,
        boolean rawSockets,
        boolean useRouting,
        boolean redetect,
        boolean requireAllSockets,
        int maxSocketRetries,
        long socketRetryWaitMillis) {

    public InterfacesConfig {
        interfaces = List.copyOf(interfaces);
    }
}
