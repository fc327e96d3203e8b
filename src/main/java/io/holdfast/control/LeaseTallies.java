package io.holdfast.control;

import static io.holdfast.control.Argument.optional;

import io.holdfast.config.JsonNode;
import io.holdfast.config.Pool4;
import io.holdfast.config.Subnet4;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.telemetry.Sample;
import io.holdfast.telemetry.StatisticBoard;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code stat-lease4-get}: leases per subnet as the store counts them, so that several servers on one database agree. */
public final class LeaseTallies {

    private static final List<String> COLUMNS = List.of(
            "subnet-id",
            "total-addresses",
            "cumulative-assigned-addresses",
            "assigned-addresses",
            "declined-addresses");

    private final Supplier<LeaseStore> leases;
    private final ConfigControl configuration;
    private final StatisticBoard board;
    private final Clock clock;

    /** @param leases the store in use; throws {@code BackendUnavailable} while there is none */
    public LeaseTallies(Supplier<LeaseStore> leases, ConfigControl configuration, StatisticBoard board, Clock clock) {
        this.leases = leases;
        this.configuration = configuration;
        this.board = board;
        this.clock = clock;
    }

    public List<Command> commands() {
        return List.of(Command.reading(
                "stat-lease4-get",
                "Tells how many addresses each subnet has, has given out, and has declined.",
                Phrasing.LEASES,
                List.of(
                        optional("subnet-id", Argument.Kind.INTEGER, "Only this subnet."),
                        optional(
                                "subnet-range",
                                Argument.Kind.MAP,
                                "Only from first-subnet-id to last-subnet-id, both included.")),
                this::get));
    }

    /** Which subnets are asked for, and how Kea words it. */
    private record Selection(long first, long last, String text, String missing) {

        boolean holds(Subnet4 subnet) {
            long id = Integer.toUnsignedLong(subnet.id());
            return first <= id && id <= last;
        }
    }

    private Outcome get(Arguments arguments) {
        Selection selection = selection(arguments);
        List<Subnet4> subnets = configuration.current().subnets().stream()
                .filter(selection::holds)
                .toList();
        if (subnets.isEmpty()) {
            return Outcome.empty("stat-lease4-get" + selection.text + ": no matching data, " + selection.missing);
        }
        List<LeaseCount> counts = leases.get().count();
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        long micros =
                clock.instant().getEpochSecond() * 1_000_000 + clock.instant().getNano() / 1000;
        result.put("timestamp", LocalTime.text(micros, clock.getZone()));
        result.put("columns", COLUMNS);
        result.put("rows", subnets.stream().map(subnet -> row(subnet, counts)).toList());
        return Outcome.done(
                "stat-lease4-get" + selection.text + ": " + subnets.size() + " rows found",
                Map.of("result-set", result));
    }

    private List<Long> row(Subnet4 subnet, List<LeaseCount> counts) {
        long held = count(counts, subnet, LeaseState.DEFAULT);
        long declined = count(counts, subnet, LeaseState.DECLINED);
        String id = Integer.toUnsignedString(subnet.id());
        List<Sample> given = board.samples("subnet[" + id + "].cumulative-assigned-addresses");
        return List.of(
                Integer.toUnsignedLong(subnet.id()),
                subnet.pools().stream()
                        .map(Pool4::range)
                        .mapToLong(range -> range.size())
                        .sum(),
                given == null ? 0 : given.getFirst().value(),
                held + declined,
                declined);
    }

    private static long count(List<LeaseCount> counts, Subnet4 subnet, LeaseState state) {
        return counts.stream()
                .filter(count -> count.subnetId() == subnet.id() && count.state() == state)
                .mapToLong(LeaseCount::leases)
                .sum();
    }

    private static Selection selection(Arguments arguments) {
        if (arguments.has("subnet-id")) {
            if (arguments.has("subnet-range")) {
                throw new RefusedException("cannot specify both subnet-id and subnet-range");
            }
            long id = positive("subnet-id", arguments.integer("subnet-id", 0));
            return new Selection(id, id, "[subnet-id=" + id + "]", "subnet-id: " + id + " does not exist");
        }
        if (arguments.node("subnet-range") instanceof JsonNode.Dict range) {
            long first = bound(range, "first-subnet-id");
            long last = bound(range, "last-subnet-id");
            if (last < first) {
                throw new RefusedException("'last-subnet-id' must be greater than 'first-subnet-id'");
            }
            String span = first + " through " + last;
            return new Selection(
                    first, last, "[subnets " + span + "]", "selected ID range: " + span + " includes no known subnets");
        }
        return new Selection(0, Arguments.MAX_UNSIGNED, "[all subnets]", "no subnets are configured");
    }

    private static long bound(JsonNode.Dict range, String name) {
        if (!(range.get(name) instanceof JsonNode.Whole(var _, long value))) {
            throw new RefusedException("'" + name + "' parameter missing or not an integer");
        }
        return positive(name, value);
    }

    private static long positive(String name, long value) {
        if (value <= 0) {
            throw new RefusedException("'" + name + "' parameter must be > 0");
        }
        return value;
    }
}
