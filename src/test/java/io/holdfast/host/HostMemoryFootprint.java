package io.holdfast.host;

import io.holdfast.host.HostQuestion.OfClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much memory a full memory takes: argument: its size. A program. */
public final class HostMemoryFootprint {

    private HostMemoryFootprint() {}

    public static void main(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        long before = used();
        HostMemory full = new HostMemory(size);
        DatabaseHosts hosts = new DatabaseHosts("hosts-1", new Endless(), full, 0, System::nanoTime);
        for (int i = 0; i < size - 2; i++) {
            hosts.find(List.of(question(2 * i)));
        }
        long found = used();
        System.out.printf(Locale.ROOT, "%d reservations: %.1f MB%n", full.found(), (found - before) / 1e6);
        for (int i = 0; i < size - 2; i++) {
            hosts.find(List.of(question(2 * i + 1)));
        }
        System.out.printf(Locale.ROOT, "%d times nothing: %.1f MB%n", full.nothing(), (used() - found) / 1e6);
        System.out.println(hosts.name());
    }

    private static OfClient question(int number) {
        return new OfClient(
                List.of(ReservationBuilder.hardware("%012x".formatted(number))), List.of(number % 1_000, 0));
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Even numbers have a reservation with a name, an address and two options. */
    private static final class Endless implements HostStore {

        @Override
        public List<List<Reservation>> find(List<? extends HostQuestion> questions) {
            List<List<Reservation>> answers = new ArrayList<>();
            for (HostQuestion question : questions) {
                HostIdentifier identifier = ((OfClient) question).identifiers().getFirst();
                byte last = identifier.bytes()[5];
                answers.add(last % 2 != 0 ? List.of() : List.of(reservation(identifier)));
            }
            return answers;
        }

        private static Reservation reservation(HostIdentifier identifier) {
            return ReservationBuilder.of(new HostIdentifier(
                            identifier.type(), identifier.bytes().clone()))
                    .address("192.0.2.1")
                    .hostname(new String("a-host-of-somebody.example.org"))
                    .option(new HostOption(
                            new String("dhcp4"),
                            6,
                            null,
                            new String("192.0.2.1, 192.0.2.2"),
                            false,
                            false,
                            List.of(),
                            null))
                    .option(new HostOption(
                            new String("dhcp4"), 3, null, new String("192.0.2.254"), false, false, List.of(), null))
                    .build();
        }

        @Override
        public HostOutcome add(Reservation reservation, boolean uniqueAddresses) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HostOutcome update(Reservation reservation, boolean uniqueAddresses) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delete(int subnetId, HostIdentifier identifier) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delete(int subnetId, io.holdfast.address.IpAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Reservation> page(
                @org.jspecify.annotations.Nullable Integer subnetId,
                @org.jspecify.annotations.Nullable String hostname,
                long afterId,
                int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
