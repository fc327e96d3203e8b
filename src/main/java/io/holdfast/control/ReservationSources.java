package io.holdfast.control;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostQuestion;
import io.holdfast.host.HostSource;
import io.holdfast.host.HostStore;
import io.holdfast.host.Reservation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All reservations of one protocol: the configuration's first, then those of the databases in their order. */
final class ReservationSources {

    private static final int STEP = 1_000;

    private final Supplier<ServerConfig> config;
    private final Supplier<List<HostSource>> databases;

    ReservationSources(Supplier<ServerConfig> config, Supplier<List<HostSource>> databases) {
        this.config = config;
        this.databases = databases;
    }

    ServerConfig config() {
        return config.get();
    }

    List<HostSource> databases() {
        return databases.get();
    }

    /** @param subnetId absent: in any subnet */
    List<Reservation> ofClient(ReservationTarget target, HostIdentifier identifier, @Nullable Integer subnetId) {
        return collect(
                target,
                each -> each.identifier().equals(identifier) && isIn(each, subnetId),
                store -> answers(store, List.of(new HostQuestion.OfClient(List.of(identifier), subnetIds(subnetId)))));
    }

    /** The same by an address, or the first address of a prefix. */
    List<Reservation> ofAddress(ReservationTarget target, IpAddress address, @Nullable Integer subnetId) {
        return collect(
                target,
                each -> has(each, address) && isIn(each, subnetId),
                store -> answers(store, questions(address, subnetIds(subnetId))));
    }

    /** @param hostname only with this name, whatever the case; absent: with any */
    List<Reservation> all(ReservationTarget target, @Nullable Integer subnetId, @Nullable String hostname) {
        String wanted = hostname == null ? null : hostname.toLowerCase(Locale.ROOT);
        return collect(
                target,
                each -> isIn(each, subnetId)
                        && (wanted == null
                                || each.hostname().toLowerCase(Locale.ROOT).equals(wanted)),
                store -> pages(store, subnetId, wanted));
    }

    /** Reads what is wanted of one database. */
    @FunctionalInterface
    private interface Reading {
        List<Reservation> of(HostStore store);
    }

    private List<Reservation> collect(ReservationTarget target, Predicate<Reservation> ours, Reading reading) {
        List<Reservation> found = new ArrayList<>();
        if (target.isMemory()) {
            config().hosts().reservations().all().stream().filter(ours).forEach(found::add);
        }
        if (target.isDatabase()) {
            databases().forEach(database -> found.addAll(reading.of(database.store())));
        }
        return found;
    }

    private static List<Reservation> answers(HostStore store, List<HostQuestion> questions) {
        LinkedHashSet<Reservation> all = new LinkedHashSet<>();
        store.find(questions).forEach(all::addAll);
        return List.copyOf(all);
    }

    private static List<Reservation> pages(HostStore store, @Nullable Integer subnetId, @Nullable String hostname) {
        List<Reservation> all = new ArrayList<>();
        long after = 0;
        List<Reservation> page;
        do {
            page = store.page(subnetId, hostname, after, STEP);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast().databaseId();
        } while (page.size() == STEP);
        return all;
    }

    /** One for each length that a prefix beginning with the address can have, and one for the address itself. */
    private static List<HostQuestion> questions(IpAddress address, List<Integer> subnetIds) {
        List<HostQuestion> questions = new ArrayList<>();
        switch (address) {
            case Ipv4Address four -> questions.add(new HostQuestion.OfAddress(four, 32, subnetIds));
            case Ipv6Address six -> {
                int shortest = 128
                        - Math.min(
                                127,
                                six.toNumber().signum() == 0
                                        ? 127
                                        : six.toNumber().getLowestSetBit());
                for (int length = 128; length >= shortest; length--) {
                    questions.add(new HostQuestion.OfAddress(six, length, subnetIds));
                }
            }
        }
        return questions;
    }

    /** Every one that is configured, and that of the global reservations, when none is meant. */
    private List<Integer> subnetIds(@Nullable Integer one) {
        if (one != null) {
            return List.of(one);
        }
        List<Integer> ids = new ArrayList<>(List.of(0));
        for (Subnet subnet : config().subnets()) {
            ids.add(subnet.id());
        }
        return ids;
    }

    private static boolean isIn(Reservation reservation, @Nullable Integer subnetId) {
        return subnetId == null || reservation.subnetId() == subnetId;
    }

    static boolean has(Reservation reservation, IpAddress address) {
        return address.equals(reservation.address())
                || reservation.leases().stream()
                        .anyMatch(lease -> lease.prefix().network().equals(address));
    }
}
