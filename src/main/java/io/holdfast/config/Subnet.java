package io.holdfast.config;

import io.holdfast.address.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What subnets of both protocols have, and are found by. */
public sealed interface Subnet permits Subnet4, Subnet6 {

    /** 1 to 4294967294, as an unsigned int. */
    int id();

    /** The first address of its prefix. */
    IpAddress network();

    int prefixLength();

    boolean contains(IpAddress address);

    /** Clients on this local interface belong here; its own, or that of its shared network. */
    @Nullable
    String interfaceName();

    /** Clients behind these relays belong here; its own, or those of its shared network. */
    List<? extends IpAddress> relayAddresses();

    SubnetPolicy policy();

    /** Of the subnet itself, without those inherited. */
    OptionSet options();
}
