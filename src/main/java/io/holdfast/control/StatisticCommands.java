package io.holdfast.control;

import static io.holdfast.control.Argument.required;

import io.holdfast.telemetry.Sample;
import io.holdfast.telemetry.SampleLimit;
import io.holdfast.telemetry.StatisticBoard;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statistic-* commands. */
public final class StatisticCommands {

    private static final Argument NAME =
            required("name", Argument.Kind.TEXT, "The statistic, such as pkt4-received or subnet[1].total-addresses.");
    private static final Argument DURATION =
            required("duration", Argument.Kind.INTEGER, "Seconds for which samples are kept.");
    private static final Argument MAX_SAMPLES =
            required("max-samples", Argument.Kind.INTEGER, "How many samples are kept, at least 1.");

    private final StatisticBoard board;
    private final ZoneId zone;

    /** @param zone of the times in answers */
    public StatisticCommands(StatisticBoard board, ZoneId zone) {
        this.board = board;
        this.zone = zone;
    }

    public List<Command> commands() {
        return List.of(
                reading("statistic-get", "Tells one statistic with its samples, the newest first.", this::get, NAME),
                reading("statistic-get-all", "Tells all statistics with their samples.", _ -> all(false)),
                reading(
                        "statistic-global-get-all",
                        "Tells all statistics but those of subnets and pools.",
                        _ -> all(true)),
                writing("statistic-reset", "Sets one statistic to zero.", this::reset, NAME),
                writing("statistic-reset-all", "Sets all statistics to zero.", _ -> resetAll()),
                writing("statistic-remove", "Forgets one statistic until it next changes.", this::remove, NAME),
                writing(
                        "statistic-remove-all",
                        "Forgets all statistics until they next change (deprecated).",
                        _ -> removeAll()),
                writing(
                        "statistic-sample-age-set",
                        "Limits the samples of one statistic by their age.",
                        this::limitAge,
                        NAME,
                        DURATION),
                writing(
                        "statistic-sample-age-set-all",
                        "Limits the samples of all statistics by their age.",
                        this::limitAllByAge,
                        DURATION),
                writing(
                        "statistic-sample-count-set",
                        "Limits the samples of one statistic by their number.",
                        this::limitCount,
                        NAME,
                        MAX_SAMPLES),
                writing(
                        "statistic-sample-count-set-all",
                        "Limits the samples of all statistics by their number.",
                        this::limitAllByCount,
                        MAX_SAMPLES));
    }

    private static Command reading(String name, String summary, Operation does, Argument... takes) {
        return Command.reading(name, summary, Phrasing.STATISTICS, List.of(takes), does);
    }

    private static Command writing(String name, String summary, Operation does, Argument... takes) {
        return Command.writing(name, summary, Phrasing.STATISTICS, List.of(takes), does);
    }

    private Outcome get(Arguments arguments) {
        String name = arguments.text("name");
        List<Sample> samples = board.samples(name);
        return Outcome.done(samples == null ? Map.of() : Map.of(name, rows(samples)));
    }

    private Outcome all(boolean serverWide) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        board.samples(serverWide).forEach((name, samples) -> all.put(name, rows(samples)));
        return Outcome.done(all);
    }

    private List<List<Object>> rows(List<Sample> samples) {
        return samples.stream()
                .map(sample -> List.<Object>of(sample.value(), LocalTime.text(sample.micros(), zone)))
                .toList();
    }

    private Outcome reset(Arguments arguments) {
        String name = arguments.text("name");
        return known(name, board.reset(name), "Statistic '" + name + "' reset.");
    }

    private Outcome resetAll() {
        board.resetAll();
        return Outcome.done("All statistics reset to neutral values.");
    }

    private Outcome remove(Arguments arguments) {
        String name = arguments.text("name");
        return known(name, board.remove(name), "Statistic '" + name + "' removed.");
    }

    private Outcome removeAll() {
        board.removeAll();
        return Outcome.done("Warning: statistic-remove-all command is deprecated. All statistics removed.");
    }

    private Outcome limitAge(Arguments arguments) {
        String name = arguments.text("name");
        return known(name, board.limit(name, age(arguments)), "Statistic '" + name + "' duration limit is set.");
    }

    private Outcome limitAllByAge(Arguments arguments) {
        board.limitAll(age(arguments));
        return Outcome.done("All statistics duration limit are set.");
    }

    private Outcome limitCount(Arguments arguments) {
        String name = arguments.text("name");
        return known(name, board.limit(name, count(arguments)), "Statistic '" + name + "' count limit is set.");
    }

    private Outcome limitAllByCount(Arguments arguments) {
        board.limitAll(count(arguments));
        return Outcome.done("All statistics count limit are set.");
    }

    private static SampleLimit age(Arguments arguments) {
        return new SampleLimit.Age(Duration.ofSeconds(arguments.unsigned("duration", 0)));
    }

    private static SampleLimit count(Arguments arguments) {
        long most = arguments.unsigned("max-samples", 0);
        if (most == 0) {
            throw new RefusedException("'max-samples' parameter must not be zero");
        }
        return new SampleLimit.Count(most);
    }

    private static Outcome known(String name, boolean found, String done) {
        return found ? Outcome.done(done) : new Outcome.Refused("No '" + name + "' statistic found");
    }
}
