package io.holdfast.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.PacketStatistic;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticCommandsTests {

    private final ControlBench bench = new ControlBench();

    @Test
    void aStatisticIsShownWithItsSamples() {
        bench.pass(Duration.ofSeconds(1));
        bench.board.add(PacketStatistic.RECEIVED, 3);
        assertThat(bench.ask("statistic-get", "{\"name\": \"pkt4-received\"}"))
                .isEqualTo("{\"result\":0,\"arguments\":{\"pkt4-received\":[[3,\"2026-01-02 03:04:06.123456\"],"
                        + "[0,\"2026-01-02 03:04:05.123456\"]]}}");
        assertThat(bench.ask("statistic-get", "{\"name\": \"nonesuch\"}")).isEqualTo("{\"result\":0,\"arguments\":{}}");
    }

    @Test
    void allAndServerWideOnesAreTold() {
        bench.board.add(LeaseStatistic.ASSIGNED_ADDRESSES, 1, 1);
        assertThat(bench.ask("{\"command\": \"statistic-get-all\"}"))
                .startsWith("{\"result\":0,\"arguments\":{")
                .contains("\"subnet[1].assigned-addresses\":[[1,", "\"pkt4-sent\":[[0,");
        assertThat(bench.ask("{\"command\": \"statistic-global-get-all\"}"))
                .contains("\"assigned-addresses\":[[1,", "\"pkt4-sent\":[[0,")
                .doesNotContain("subnet[");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            statistic-get                  | {}                                            => {"result":1,"text":"Missing mandatory 'name' parameter."}
            statistic-get                  | {"name": 1}                                   => {"result":1,"text":"'name' parameter expected to be a string."}
            statistic-reset                | {"name": "pkt4-sent"}                         => {"result":0,"text":"Statistic 'pkt4-sent' reset."}
            statistic-reset                | {"name": "x"}                                 => {"result":1,"text":"No 'x' statistic found"}
            statistic-reset-all            | {}                                            => {"result":0,"text":"All statistics reset to neutral values."}
            statistic-remove               | {"name": "pkt4-sent"}                         => {"result":0,"text":"Statistic 'pkt4-sent' removed."}
            statistic-remove               | {"name": "x"}                                 => {"result":1,"text":"No 'x' statistic found"}
            statistic-remove-all           | {}                                            => {"result":0,"text":"Warning: statistic-remove-all command is deprecated. All statistics removed."}
            statistic-sample-age-set       | {"name": "pkt4-sent", "duration": 60}         => {"result":0,"text":"Statistic 'pkt4-sent' duration limit is set."}
            statistic-sample-age-set       | {"name": "pkt4-sent"}                         => {"result":1,"text":"Missing mandatory 'duration' parameter."}
            statistic-sample-age-set       | {"name": "pkt4-sent", "duration": -1}         => {"result":1,"text":"'duration' parameter is not a 32 bit unsigned integer: -1"}
            statistic-sample-age-set       | {"name": "x", "duration": 1}                  => {"result":1,"text":"No 'x' statistic found"}
            statistic-sample-age-set-all   | {"duration": 60}                              => {"result":0,"text":"All statistics duration limit are set."}
            statistic-sample-count-set     | {"name": "pkt4-sent", "max-samples": 5}       => {"result":0,"text":"Statistic 'pkt4-sent' count limit is set."}
            statistic-sample-count-set     | {"name": "pkt4-sent", "max-samples": 0}       => {"result":1,"text":"'max-samples' parameter must not be zero"}
            statistic-sample-count-set     | {"name": "x", "max-samples": 5}               => {"result":1,"text":"No 'x' statistic found"}
            statistic-sample-count-set-all | {"max-samples": 5}                            => {"result":0,"text":"All statistics count limit are set."}
            statistic-sample-count-set-all | {"max-samples": "5"}                          => {"result":1,"text":"'max-samples' parameter expected to be an integer."}
            """)
    void answersAreKeas(String request, String answer) {
        String[] parts = request.split("\\|", 2);
        assertThat(bench.ask(parts[0].strip(), parts[1])).isEqualTo(answer);
    }

    @Test
    void limitsTakeEffect() {
        for (int i = 0; i < 5; i++) {
            bench.board.add(PacketStatistic.SENT, 1);
        }
        bench.ask("statistic-sample-count-set", "{\"name\": \"pkt4-sent\", \"max-samples\": 2}");
        assertThat(bench.board.samples("pkt4-sent")).hasSize(2);
        bench.ask("statistic-sample-count-set-all", "{\"max-samples\": 1}");
        assertThat(bench.board.samples("pkt4-sent")).hasSize(1);
    }
}
