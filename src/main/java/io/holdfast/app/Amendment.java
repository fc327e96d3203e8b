package io.holdfast.app;

import io.holdfast.config.ServerConfig;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which changes of a configuration leave databases, sockets, lanes and timers as they are, so that they cost no pause. */
final class Amendment {

    /** Used packet by packet. What is not named here is put in effect with everything that is open. */
    private static final Set<String> FREE = Set.of(
            "subnet4",
            "subnet6",
            "shared-networks",
            "client-classes",
            "reservations",
            "option-def",
            "option-data",
            "valid-lifetime",
            "min-valid-lifetime",
            "max-valid-lifetime",
            "preferred-lifetime",
            "min-preferred-lifetime",
            "max-preferred-lifetime",
            "offer-lifetime",
            "renew-timer",
            "rebind-timer",
            "calculate-tee-times",
            "t1-percent",
            "t2-percent",
            "cache-threshold",
            "cache-max-age",
            "next-server",
            "server-hostname",
            "boot-file-name",
            "authoritative",
            "match-client-id",
            "echo-client-id",
            "decline-probation-period",
            "store-extended-info",
            "user-context",
            "comment");

    private Amendment() {}

    static boolean suffices(ServerConfig former, ServerConfig next) {
        Map<String, @Nullable Object> old = former.document().members();
        Map<String, @Nullable Object> now = next.document().members();
        Set<String> keys = new HashSet<>(old.keySet());
        keys.addAll(now.keySet());
        return keys.stream()
                .filter(key -> !FREE.contains(key))
                .allMatch(key -> Objects.equals(old.get(key), now.get(key)));
    }
}
