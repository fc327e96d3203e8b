package io.holdfast.config;

/**
 * Which reservations hold for the clients of a subnet.
 *
 * @param global {@code reservations-global}: those that hold everywhere
 * @param inSubnet {@code reservations-in-subnet}: those of the subnet
 * @param outOfPool {@code reservations-out-of-pool}: reserved addresses are in no pool, so that addresses of pools need not be
 *     looked up
 */
public record HostModes(boolean global, boolean inSubnet, boolean outOfPool) {

    public static final HostModes STANDARD = new HostModes(false, true, false);
}
