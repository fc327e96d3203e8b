package io.holdfast.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a packet's first step of classification costs, by the number of classes: such that compare a whole option or a part
 * of one with a constant, alone or in a conjunction, or build on another class, as {@code indexed}; and such that have to be
 * asked one by one, as {@code asked}. Run {@link #main} for ns per packet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ClassifierBenchmark {

    private static final int PACKETS = 1_000;

    @Param({"10", "1000", "10000"})
    private int classes;

    private final List<PacketFacts> packets = new ArrayList<>();
    private Classifier indexed = Classifier.NONE;
    private Classifier asked = Classifier.NONE;
    private int next;

    @Setup
    public void begin() {
        Rules equal = new Rules();
        Rules unequal = new Rules();
        for (int i = 0; i < classes; i++) {
            switch (i % 4) {
                case 0 -> equal.test("c" + i, "option[60].text == 'a" + i + "'");
                case 1 -> equal.test("c" + i, "substring(option[61].hex, 0, 6) == 'i" + i + "'");
                case 2 ->
                    equal.test("c" + i, "pkt4.msgtype == 1 and option[12].text == 'h" + i + "' and option[60].exists");
                default -> equal.test("c" + i, "member('c" + (i - 3) + "') and not option[99].exists");
            }
            unequal.test("c" + i, "not (option[60].text == 'a" + i + "')");
        }
        indexed = equal.classifier();
        asked = unequal.classifier();
        for (int i = 0; i < PACKETS; i++) {
            int number = i * 7919 % Math.max(classes, 1);
            packets.add(Rules.packet(request -> request.option(60, "a" + number)
                    .option(61, "i" + number)
                    .option(12, "h" + number)
                    .requesting(1, 3, 6, 15)));
        }
    }

    private int classes(Classifier classifier) {
        ClientClasses found = new ClientClasses();
        classifier.begin(packets.get(next++ % PACKETS), found, Rules.UNHEARD);
        return found.size();
    }

    @Benchmark
    public int indexed() {
        return classes(indexed);
    }

    @Benchmark
    public int asked() {
        return classes(asked);
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(ClassifierBenchmark.class.getName())
                        .addProfiler("gc")
                        .build())
                .run();
    }
}
