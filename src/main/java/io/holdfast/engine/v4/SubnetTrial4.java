package io.holdfast.engine.v4;

import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.ClassSteps;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Subnet selection alone, for who wants to know what it would do. */
public final class SubnetTrial4 {

    private SubnetTrial4() {}

    /**
     * The subnet the message belongs to; absent when no subnet fits.
     *
     * @param classes names of the classes it is in; its content is not looked at for any
     */
    public static @Nullable Subnet4 select(
            ServerConfig4 config, Message4 message, Arrival arrival, List<String> classes)
            throws MalformedPacketException {
        ServedSubnet served = new SubnetSelection(config).select(message, arrival, ClassSteps.named(config, classes));
        return served == null ? null : served.subnet();
    }
}
