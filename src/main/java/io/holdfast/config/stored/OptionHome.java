package io.holdfast.config.stored;

import io.holdfast.address.IpAddress;

/** To what an option belongs. Those of classes are changed with their class. */
public sealed interface OptionHome {

    /** @param tag of the one server it is for; {@code all} */
    record OfServer(String tag) implements OptionHome {}

    record OfSubnet(long id) implements OptionHome {}

    record OfNetwork(String name) implements OptionHome {}

    record OfPool(IpAddress first, IpAddress last) implements OptionHome {}

    record OfPdPool(IpAddress prefix, int prefixLength) implements OptionHome {}
}
