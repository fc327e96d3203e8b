package io.holdfast.config.compile.network;

import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import org.jspecify.annotations.Nullable;

/**
 * Where a subnet is written.
 *
 * @param network the shared network around it; absent when it stands alone
 */
public record Home(Section subnet, @Nullable NetworkHead network, Section global) {

    /** All that its values are inherited from. */
    Scope scope() {
        return network == null ? new Scope(subnet, global) : new Scope(subnet, network.section(), global);
    }

    /** What its link can say: the global map has no interface and no relays. */
    Scope link() {
        return network == null ? new Scope(subnet) : new Scope(subnet, network.section());
    }

    /** The text that the link says, the subnet's own before its network's; absent when there is none. */
    @Nullable
    String linkText(String name) {
        return link().textOrigin(name).textOrNull(name);
    }

    @Nullable
    String networkName() {
        return network == null ? null : network.name();
    }
}
