package io.holdfast.app.probe;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.OptionText;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;

/** Prints what happens to one client, and its lease. */
final class LeaseReport {

    /** Shown in their own lines, or of no interest to people. */
    private static final Set<Integer> SHOWN = Set.of(
            OptionCode4.MESSAGE_TYPE,
            OptionCode4.SERVER_IDENTIFIER,
            OptionCode4.LEASE_TIME,
            OptionCode4.RENEWAL_TIME,
            OptionCode4.REBINDING_TIME,
            OptionCode4.CLIENT_IDENTIFIER);

    private LeaseReport() {}

    static void sending(ProbeClient client, String target, PrintStream out) {
        String again = client.repeating() ? " (again)" : "";
        Message4 offer = client.offer();
        if (offer == null) {
            out.printf("DISCOVER  as %s to %s%s%n", client.identity().hardware(), target, again);
        } else {
            out.printf("REQUEST   %s%s%n", offer.yourAddress(), again);
        }
    }

    static void answer(ProbeClient client, Message4 answer, PrintStream out) throws MalformedPacketException {
        Ipv4Address server = answer.addressOption(OptionCode4.SERVER_IDENTIFIER);
        String from = server == null ? "" : " from server " + server;
        switch (client.state()) {
            case REQUESTING ->
                out.printf("OFFER     %s%s after %s%n", answer.yourAddress(), from, millis(client.offerNanos()));
            case BOUND ->
                out.printf("ACK       %s%s after %s%n", answer.yourAddress(), from, millis(client.ackNanos()));
            case REFUSED -> {
                String why = answer.textOption(OptionCode4.MESSAGE);
                out.printf("NAK      %s after %s%s%n", from, millis(client.ackNanos()), why == null ? "" : ": " + why);
            }
            case SELECTING, UNANSWERED -> {}
        }
    }

    static void end(ProbeClient client, ProbeOptions options, PrintStream out) {
        switch (client.state()) {
            case BOUND -> {
                try {
                    lease(client, out);
                } catch (MalformedPacketException e) {
                    out.println("the lease cannot be read: " + e.getMessage());
                }
                if (options.release()) {
                    out.printf("RELEASE   %s%n", client.lease().yourAddress());
                }
            }
            case UNANSWERED ->
                out.printf(
                        "no answer to %s within %s%n",
                        client.offer() == null ? "DISCOVER" : "REQUEST",
                        words(options.timeout().toMillis() / 1e3));
            case REFUSED, SELECTING, REQUESTING -> {}
        }
    }

    private static void lease(ProbeClient client, PrintStream out) throws MalformedPacketException {
        Message4 ack = client.lease();
        out.println();
        line(out, "address", ack.yourAddress());
        line(out, "server", String.valueOf(ack.addressOption(OptionCode4.SERVER_IDENTIFIER)));
        seconds(out, "lifetime", ack, OptionCode4.LEASE_TIME);
        seconds(out, "renew after (T1)", ack, OptionCode4.RENEWAL_TIME);
        seconds(out, "rebind after (T2)", ack, OptionCode4.REBINDING_TIME);
        if (!ack.serverAddress().isUnspecified()) {
            line(out, "next server", ack.serverAddress());
        }
        if (!ack.serverName().isEmpty()) {
            line(out, "server name", ack.serverName());
        }
        if (!ack.bootFile().isEmpty()) {
            line(out, "boot file", ack.bootFile());
        }
        for (int code : ack.optionCodes()) {
            byte[] payload = ack.option(code);
            if (!SHOWN.contains(code) && payload != null) {
                option(out, code, payload);
            }
        }
        line(out, "took", millis(client.offerNanos() + client.ackNanos()));
    }

    private static void option(PrintStream out, int code, byte[] payload) {
        OptionDefinition definition = OptionTable.standard4().find(OptionTable.DHCP4, code);
        try {
            line(
                    out,
                    definition == null ? "option " + code : definition.name(),
                    definition == null ? HexText.format(payload) : OptionText.decode(definition, payload));
        } catch (MalformedPacketException e) {
            line(out, "option " + code, HexText.format(payload) + " (" + e.getMessage() + ")");
        }
    }

    private static void seconds(PrintStream out, String name, Message4 ack, int code) throws MalformedPacketException {
        if (ack.has(code)) {
            long seconds = ack.unsignedOption(code, 0);
            line(out, name, seconds == 0xffff_ffffL ? "for ever" : seconds + " s");
        }
    }

    private static void line(PrintStream out, String name, Object value) {
        out.printf("  %-22s %s%n", name, value);
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    private static String words(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
