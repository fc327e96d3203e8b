package io.holdfast.engine.v6;

import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet6;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.ClassSteps;
import io.holdfast.wire.v6.Message6;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Subnet selection alone, for who wants to know what it would do. */
public final class SubnetTrial6 {

    private SubnetTrial6() {}

    /**
     * The subnet the message belongs to; absent when no subnet fits.
     *
     * @param classes names of the classes it is in; its content is not looked at for any
     */
    public static @Nullable Subnet6 select(
            ServerConfig6 config, Message6 message, Arrival arrival, List<String> classes) {
        return new SubnetSelection6(config).find(message, arrival, ClassSteps.named(config, classes));
    }
}
