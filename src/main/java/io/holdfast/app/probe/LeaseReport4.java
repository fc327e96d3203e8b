package io.holdfast.app.probe;

import static io.holdfast.app.probe.ReportLines.line;
import static io.holdfast.app.probe.ReportLines.millis;
import static io.holdfast.app.probe.ReportLines.option;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.io.PrintStream;
import java.util.Set;

/** Prints what happens to one client of DHCPv4, and its lease. */
final class LeaseReport4 {

    /** Shown in their own lines, or of no interest to people. */
    private static final Set<Integer> SHOWN = Set.of(
            OptionCode4.MESSAGE_TYPE,
            OptionCode4.SERVER_IDENTIFIER,
            OptionCode4.LEASE_TIME,
            OptionCode4.RENEWAL_TIME,
            OptionCode4.REBINDING_TIME,
            OptionCode4.CLIENT_IDENTIFIER);

    private LeaseReport4() {}

    static void sending(ProbeClient4 client, String target, PrintStream out) {
        String again = client.repeating() ? " (again)" : "";
        Message4 offer = client.offer();
        if (client.state() == ProbeClient.State.BOUND) {
            return; // the release, which comes after the lease has been shown
        }
        if (offer == null) {
            out.printf("DISCOVER  as %s to %s%s%n", client.identity().hardware(), target, again);
        } else {
            out.printf("REQUEST   %s%s%n", offer.yourAddress(), again);
        }
    }

    static void answer(ProbeClient4 client, Message4 answer, PrintStream out) throws MalformedPacketException {
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

    static void end(ProbeClient4 client, PrintStream out) {
        ProbePlan plan = client.options().plan();
        switch (client.state()) {
            case BOUND -> {
                try {
                    lease(client, out);
                } catch (MalformedPacketException e) {
                    out.println("the lease cannot be read: " + e.getMessage());
                }
                if (plan.release()) {
                    out.printf("RELEASE   %s%n", client.lease().yourAddress());
                }
            }
            case UNANSWERED ->
                out.printf(
                        "no answer to %s within %s%n",
                        client.offer() == null ? "DISCOVER" : "REQUEST",
                        ReportLines.words(plan.timeout().toMillis() / 1e3));
            case REFUSED, SELECTING, REQUESTING -> {}
        }
    }

    private static void lease(ProbeClient4 client, PrintStream out) throws MalformedPacketException {
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
                option(out, OptionTable.standard4().find(OptionTable.DHCP4, code), code, payload);
            }
        }
        line(out, "took", millis(client.offerNanos() + client.ackNanos()));
    }

    private static void seconds(PrintStream out, String name, Message4 ack, int code) throws MalformedPacketException {
        if (ack.has(code)) {
            line(out, name, ReportLines.seconds(ack.unsignedOption(code, 0)));
        }
    }
}
