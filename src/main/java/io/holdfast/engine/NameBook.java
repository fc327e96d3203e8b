package io.holdfast.engine;

import io.holdfast.config.NamePolicy;
import io.holdfast.config.Pool;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules for names of all subnets and pools, made ready once per configuration. */
public final class NameBook {

    private final Map<NamePolicy, NameRules> byPolicy = new HashMap<>();

    public NameBook(ServerConfig config) {
        for (Subnet subnet : config.subnets()) {
            add(subnet.policy().names());
            for (Pool pool : pools(subnet)) {
                NamePolicy its = pool.policy().names();
                if (its != null) {
                    add(its);
                }
            }
        }
    }

    private void add(NamePolicy policy) {
        byPolicy.computeIfAbsent(policy, NameRules::new);
    }

    private static List<? extends Pool> pools(Subnet subnet) {
        return switch (subnet) {
            case Subnet4 four -> four.pools();
            case Subnet6 six -> six.pools();
        };
    }

    /**
     * For clients with an address of a subnet of this configuration.
     *
     * @param pool that has the address; absent when none has
     */
    public NameRules of(Subnet subnet, @Nullable Pool pool) {
        NamePolicy its = pool == null ? null : pool.policy().names();
        NameRules rules = byPolicy.get(its == null ? subnet.policy().names() : its);
        if (rules == null) {
            throw new IllegalStateException(
                    "subnet " + Integer.toUnsignedString(subnet.id()) + " is of another configuration");
        }
        return rules;
    }
}
