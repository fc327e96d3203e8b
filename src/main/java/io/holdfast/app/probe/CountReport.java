package io.holdfast.app.probe;

import io.holdfast.address.Ipv4Address;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Prints what came of many clients. */
final class CountReport {

    private CountReport() {}

    static void print(List<ProbeClient> clients, long nanos, PrintStream out) {
        List<ProbeClient> bound = in(clients, ProbeClient.State.BOUND);
        Set<Ipv4Address> addresses = new HashSet<>();
        bound.forEach(client -> addresses.add(client.lease().yourAddress()));
        out.printf(
                Locale.ROOT,
                "%d leases of %d different addresses in %.1f s: %.0f per second%n",
                bound.size(),
                addresses.size(),
                nanos / 1e9,
                bound.size() / (nanos / 1e9));
        int repeats = clients.stream()
                .mapToInt(client -> client.messagesSent() - (client.offer() == null ? 1 : 2))
                .sum();
        out.printf(
                "%d refused by NAK, %d without answer, %d messages sent again%n",
                in(clients, ProbeClient.State.REFUSED).size(),
                in(clients, ProbeClient.State.UNANSWERED).size(),
                Math.max(0, repeats));
        if (!bound.isEmpty()) {
            times("DISCOVER to OFFER", bound, ProbeClient::offerNanos, out);
            times("REQUEST to ACK", bound, ProbeClient::ackNanos, out);
        }
    }

    private static List<ProbeClient> in(List<ProbeClient> clients, ProbeClient.State state) {
        return clients.stream().filter(client -> client.state() == state).toList();
    }

    private static void times(
            String name, List<ProbeClient> clients, ToLongFunction<ProbeClient> time, PrintStream out) {
        long[] sorted = clients.stream().mapToLong(time).sorted().toArray();
        out.printf(
                "%-18s median %s, 95 %% within %s, longest %s%n",
                name,
                LeaseReport.millis(sorted[sorted.length / 2]),
                LeaseReport.millis(sorted[(int) (sorted.length * 0.95)]),
                LeaseReport.millis(sorted[sorted.length - 1]));
    }
}
