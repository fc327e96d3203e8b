package io.holdfast.app.probe;

import static io.holdfast.app.probe.ReportLines.line;
import static io.holdfast.app.probe.ReportLines.millis;
import static io.holdfast.app.probe.ReportLines.option;
import static io.holdfast.app.probe.ReportLines.seconds;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Status6;
import java.io.PrintStream;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints what happens to one client of DHCPv6, and its lease. */
final class LeaseReport6 {

    /** Shown in their own lines, or of no interest to people. */
    private static final Set<Integer> SHOWN = Set.of(
            OptionCode6.CLIENT_ID,
            OptionCode6.SERVER_ID,
            OptionCode6.IA_NA,
            OptionCode6.IA_PD,
            OptionCode6.STATUS_CODE,
            OptionCode6.RAPID_COMMIT);

    private LeaseReport6() {}

    static void sending(ProbeClient6 client, String target, PrintStream out) {
        MessageType6 type = client.sending();
        Offered6 given = client.last();
        if (type != null) {
            out.printf(
                    "%-9s %s%s%n",
                    type.text(),
                    given == null ? "as " + client.duid() + " to " + target : leases(given),
                    client.repeating() ? " (again)" : "");
        }
    }

    static void answer(ProbeClient6 client, Message6 answer, PrintStream out) throws MalformedPacketException {
        MessageType6 type = answer.type();
        Offered6 given = client.last();
        Status6 status = answer.status();
        String leases = given == null ? "" : leases(given);
        out.printf(
                "%-9s %sfrom server %s after %s%s%n",
                type == null ? "?" : type.text(),
                leases.isEmpty() ? "" : leases + " ",
                answer.serverId(),
                millis(client.lastNanos()),
                client.refusal() != null
                        ? ": " + client.refusal()
                        : status == null ? "" : ": " + Offered6.words(status));
    }

    static void end(ProbeClient6 client, PrintStream out) {
        Offered6 lease = client.lease();
        if (lease != null) {
            try {
                lease(client, lease, out);
            } catch (MalformedPacketException e) {
                out.println("the lease cannot be read: " + e.getMessage());
            }
        }
        MessageType6 unanswered = client.unanswered();
        if (unanswered != null) {
            out.printf(
                    "no answer to %s within %s%n",
                    unanswered.text(),
                    ReportLines.words(client.options().plan().timeout().toMillis() / 1e3));
        }
    }

    private static String leases(Offered6 given) {
        return given.leases().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static void lease(ProbeClient6 client, Offered6 given, PrintStream out) throws MalformedPacketException {
        Message6 reply = given.message();
        out.println();
        for (Ia6 ia : given.ias()) {
            association(ia, out);
        }
        line(out, "server", String.valueOf(reply.serverId()));
        for (int i = 0; i < reply.options().size(); i++) {
            int code = reply.options().codeAt(i);
            byte[] payload = reply.option(code);
            if (!SHOWN.contains(code) && payload != null) {
                option(out, OptionTable.standard6().find(OptionTable.DHCP6, code), code, payload);
            }
        }
        line(out, "took", millis(client.offerNanos() + client.ackNanos()));
    }

    private static void association(Ia6 ia, PrintStream out) throws MalformedPacketException {
        for (IaLease6 lease : Offered6.given(ia)) {
            boolean address = ia.type() == IaType.NA;
            line(out, address ? "address" : "prefix", address ? lease.address() : lease.prefix());
            Ipv6Prefix excluded = address ? null : lease.excluded();
            if (excluded != null) {
                line(out, "without", excluded);
            }
            line(out, "lifetime", seconds(lease.validLifetime()));
            line(out, "preferred lifetime", seconds(lease.preferredLifetime()));
        }
        line(out, "renew after (T1)", seconds(ia.t1()));
        line(out, "rebind after (T2)", seconds(ia.t2()));
    }
}
