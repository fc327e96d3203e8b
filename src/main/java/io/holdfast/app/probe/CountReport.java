package io.holdfast.app.probe;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Prints what came of many clients. */
final class CountReport {

    private CountReport() {}

    static void print(Clients<?> kind, List<? extends ProbeClient<?>> clients, long nanos, PrintStream out) {
        List<? extends ProbeClient<?>> bound = in(clients, ProbeClient.State.BOUND);
        Set<Object> addresses = new HashSet<>();
        bound.forEach(client -> addresses.addAll(client.leased()));
        out.printf(
                Locale.ROOT,
                "%d leases of %d different %s in %.1f s: %.0f per second%n",
                bound.size(),
                addresses.size(),
                kind.leases(),
                nanos / 1e9,
                bound.size() / (nanos / 1e9));
        out.printf(
                "%d refused%s, %d without answer, %d messages sent again%n",
                in(clients, ProbeClient.State.REFUSED).size(),
                kind.refusal(),
                in(clients, ProbeClient.State.UNANSWERED).size(),
                clients.stream().mapToInt(client -> client.repeated()).sum());
        if (!bound.isEmpty()) {
            times(kind.offerStep(), bound, client -> client.offerNanos(), out);
            times(kind.leaseStep(), bound, client -> client.ackNanos(), out);
        }
    }

    private static List<? extends ProbeClient<?>> in(List<? extends ProbeClient<?>> clients, ProbeClient.State state) {
        return clients.stream().filter(client -> client.state() == state).toList();
    }

    private static void times(
            String name, List<? extends ProbeClient<?>> clients, ToLongFunction<ProbeClient<?>> time, PrintStream out) {
        long[] sorted = clients.stream().mapToLong(time).sorted().toArray();
        out.printf(
                "%-18s median %s, 95 %% within %s, longest %s%n",
                name,
                ReportLines.millis(sorted[sorted.length / 2]),
                ReportLines.millis(sorted[(int) (sorted.length * 0.95)]),
                ReportLines.millis(sorted[sorted.length - 1]));
    }
}
