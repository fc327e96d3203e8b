package io.holdfast.control;

import static io.holdfast.control.Argument.optional;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IaType;
import io.holdfast.address.Protocol;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool4;
import io.holdfast.config.Pool6;
import io.holdfast.config.Subnet;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.config.json.JsonNode;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.telemetry.Sample;
import io.holdfast.telemetry.StatisticBoard;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code stat-lease4-get}, {@code stat-lease6-get}: leases per subnet as the store counts them, so that several servers on one database agree. */
public final class LeaseTallies {

    /**
     * Some columns: how many there are of a kind, have been given, are given, and, of addresses, have been declined.
     *
     * @param name in the names of columns and statistics
     * @param type absent for DHCPv4
     */
    private record Kind(String name, @Nullable IaType type) {

        static List<Kind> of(LeaseWords words) {
            return switch (words) {
                case V4 -> List.of(new Kind("addresses", null));
                case V6 -> List.of(new Kind("nas", IaType.NA), new Kind("pds", IaType.PD));
            };
        }

        boolean hasDeclined() {
            return type != IaType.PD;
        }

        List<String> columns() {
            List<String> columns = new ArrayList<>(List.of("total-" + name, cumulative(), "assigned-" + name));
            if (hasDeclined()) {
                columns.add("declined-addresses");
            }
            return columns;
        }

        String cumulative() {
            return "cumulative-assigned-" + name;
        }

        BigInteger total(Subnet subnet) {
            return ranges(subnet).map(AddressRange::count).reduce(BigInteger.ZERO, BigInteger::add);
        }

        private Stream<? extends AddressRange> ranges(Subnet subnet) {
            return switch (subnet) {
                case Subnet4 four -> four.pools().stream().map(Pool4::range);
                case Subnet6 six
                when type == IaType.PD -> six.pdPools().stream().map(PdPool6::range);
                case Subnet6 six -> six.pools().stream().map(Pool6::range);
            };
        }
    }

    private final LeaseWords words;
    private final List<Kind> kinds;
    private final Supplier<LeaseStore> leases;
    private final ConfigControl configuration;
    private final StatisticBoard board;
    private final Clock clock;

    /** @param leases the store in use; throws {@code BackendUnavailable} while there is none */
    public LeaseTallies(
            Protocol protocol,
            Supplier<LeaseStore> leases,
            ConfigControl configuration,
            StatisticBoard board,
            Clock clock) {
        this.words = LeaseWords.of(protocol);
        this.kinds = Kind.of(words);
        this.leases = leases;
        this.configuration = configuration;
        this.board = board;
        this.clock = clock;
    }

    public List<Command> commands() {
        return List.of(Command.reading(
                words.statistics(),
                "Tells how many leases each subnet has, has given out, and has declined.",
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

        boolean holds(Subnet subnet) {
            long id = Integer.toUnsignedLong(subnet.id());
            return first <= id && id <= last;
        }
    }

    private Outcome get(Arguments arguments) {
        Selection selection = selection(arguments);
        List<? extends Subnet> subnets = configuration.current().subnets().stream()
                .filter(selection::holds)
                .toList();
        if (subnets.isEmpty()) {
            return new Outcome.Empty(
                    words.statistics() + selection.text + ": no matching data, " + selection.missing, Map.of());
        }
        Map<Integer, List<LeaseCount>> counts =
                leases.get().count(subnets.stream().map(Subnet::id).collect(Collectors.toSet())).stream()
                        .collect(Collectors.groupingBy(LeaseCount::subnetId));
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        long micros =
                clock.instant().getEpochSecond() * 1_000_000 + clock.instant().getNano() / 1000;
        result.put("timestamp", LocalTime.text(micros, clock.getZone()));
        result.put("columns", columns());
        result.put(
                "rows",
                subnets.stream()
                        .map(subnet -> row(subnet, counts.getOrDefault(subnet.id(), List.of())))
                        .toList());
        return Outcome.done(
                words.statistics() + selection.text + ": " + subnets.size() + " rows found",
                Map.of("result-set", result));
    }

    private List<String> columns() {
        return Stream.concat(Stream.of("subnet-id"), kinds.stream().flatMap(kind -> kind.columns().stream()))
                .toList();
    }

    /** @param counts of this subnet */
    private List<Number> row(Subnet subnet, List<LeaseCount> counts) {
        List<Number> row = new ArrayList<>();
        row.add(Integer.toUnsignedLong(subnet.id()));
        for (Kind kind : kinds) {
            List<Sample> given =
                    board.samples("subnet[" + Integer.toUnsignedString(subnet.id()) + "]." + kind.cumulative());
            long declined = count(counts, kind, LeaseState.DECLINED);
            row.add(kind.total(subnet));
            row.add(given == null ? 0 : given.getFirst().value());
            row.add(count(counts, kind, LeaseState.DEFAULT) + declined);
            if (kind.hasDeclined()) {
                row.add(declined);
            }
        }
        return row;
    }

    private static long count(List<LeaseCount> counts, Kind kind, LeaseState state) {
        return counts.stream()
                .filter(count -> count.type() == kind.type && count.state() == state)
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
