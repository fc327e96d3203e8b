package io.holdfast.config;

import io.holdfast.classify.ClassGuard;
import io.holdfast.wire.OptionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code option-data}, ready to send.
 *
 * @param space the protocol's own, a vendor's ({@code vendor-4491}), or one that another option encapsulates
 * @param definition absent when the code is unknown and the data were given as hexadecimal
 * @param payload with the sub-options of the space it encapsulates, if any are configured at the same place
 * @param guard whom it is for
 */
public record ConfiguredOption(
        String space,
        int code,
        @Nullable OptionDefinition definition,
        byte[] payload,
        boolean alwaysSend,
        boolean neverSend,
        ClassGuard guard) {

    ConfiguredOption withPayload(byte[] joined) {
        return new ConfiguredOption(space, code, definition, joined, alwaysSend, neverSend, guard);
    }
}
