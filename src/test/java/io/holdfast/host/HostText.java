package io.holdfast.host;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All of a reservation but its number as text, so that two can be compared and differences be read. */
public final class HostText {

    private HostText() {}

    public static String of(Reservation r) {
        return String.join(
                " | ",
                r.identifier() + " in " + r.subnetId(),
                String.valueOf(r.address()),
                r.leases().toString(),
                r.hostname(),
                r.classes().toString(),
                r.options().stream().map(HostText::of).toList().toString(),
                String.valueOf(r.nextServer()),
                r.serverHostname(),
                r.bootFileName(),
                String.valueOf(r.userContext()));
    }

    public static List<String> of(List<Reservation> reservations) {
        return reservations.stream().map(HostText::of).toList();
    }

    private static String of(HostOption option) {
        return String.join(
                ":",
                Arrays.asList(
                        option.space() + "." + option.code(),
                        payload(option.payload()),
                        String.valueOf(option.formatted()),
                        option.alwaysSend() ? "always" : "",
                        option.neverSend() ? "never" : "",
                        option.classes().toString(),
                        String.valueOf(option.userContext())));
    }

    private static String payload(byte @Nullable [] payload) {
        return payload == null ? "-" : HexFormat.of().formatHex(payload);
    }
}
