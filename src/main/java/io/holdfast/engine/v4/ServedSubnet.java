package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.PoolSet;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.Pool4;
import io.holdfast.config.Subnet4;
import io.holdfast.engine.OptionLayer;
import io.holdfast.wire.v4.OptionCode4;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subnet with what its replies are made of.
 *
 * @param poolLayers for each pool of the subnet, the levels of its options from the closest to the global one
 * @param subnetLayers the same for addresses in no pool
 * @param ipv6Only whether clients that can do without IPv4 are told to (RFC 8925)
 */
record ServedSubnet(
        Subnet4 subnet,
        PoolSet pools,
        List<List<OptionLayer>> poolLayers,
        List<OptionLayer> subnetLayers,
        byte[] mask,
        byte[] serverName,
        byte[] bootFile,
        boolean ipv6Only) {

    private static final int NAME_BYTES = 63;
    private static final int FILE_BYTES = 127;

    static ServedSubnet of(Subnet4 subnet, OptionLayer global) {
        List<OptionLayer> layers = List.of(OptionLayer.of(subnet.options()), global);
        List<List<OptionLayer>> pools = new ArrayList<>();
        for (Pool4 pool : subnet.pools()) {
            List<OptionLayer> own = new ArrayList<>(layers);
            own.addFirst(OptionLayer.of(pool.options()));
            pools.add(List.copyOf(own));
        }
        ConfiguredOption ipv6Only = subnet.options().find(OptionCode4.IPV6_ONLY_PREFERRED);
        return new ServedSubnet(
                subnet,
                PoolSet.of(subnet.id()),
                List.copyOf(pools),
                layers,
                subnet.prefix().mask().toBytes(),
                field(subnet.boot().serverHostname(), NAME_BYTES),
                field(subnet.boot().bootFileName(), FILE_BYTES),
                ipv6Only != null && !ipv6Only.neverSend());
    }

    /** The levels of options for a client with this address, the closest first. */
    List<OptionLayer> layers(Ipv4Address address) {
        List<Pool4> pools = subnet.pools();
        for (int i = 0; i < pools.size(); i++) {
            if (pools.get(i).range().contains(address)) {
                return poolLayers.get(i);
            }
        }
        return subnetLayers;
    }

    /** Whether any pool has the address, whomever that is for. */
    boolean inPool(Ipv4Address address) {
        return subnet.poolOf(address) != null;
    }

    /** Whether a pool for clients of these classes has the address. */
    boolean inPool(Ipv4Address address, ClientClasses classes) {
        Pool4 pool = subnet.poolOf(address);
        return pool != null && pool.policy().guard().allows(classes);
    }

    /** Two are the same when they are of one subnet. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServedSubnet that && subnet.id() == that.subnet.id();
    }

    @Override
    public int hashCode() {
        return subnet.id();
    }

    private static byte[] field(String text, int most) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > most) {
            throw new IllegalArgumentException("'" + text + "' is longer than the " + most + " bytes of its field");
        }
        return bytes;
    }
}
