package io.holdfast.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a reservation.
 *
 * @param payload what is sent; absent when it has to be made of {@code formatted}
 * @param formatted the data as text, as the option's definition reads it; absent when there was none: then there is a payload
 * @param classes the names of the classes it is for; for everybody when empty
 * @param userContext a JSON object as text
 */
public record HostOption(
        String space,
        int code,
        byte @Nullable [] payload,
        @Nullable String formatted,
        boolean alwaysSend,
        boolean neverSend,
        List<String> classes,
        @Nullable String userContext) {

    public HostOption {
        classes = List.copyOf(classes);
    }
}
