package io.holdfast.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands about subnets, networks, classes, reservations and counts of leases answer as Kea's did. */
class KeaTalkTests {

    @ParameterizedTest
    @EnumSource
    void answersAreThoseOfKea(Protocol protocol) {
        KeaTalk talk = KeaTalk.read(protocol);
        ControlBench bench = new ControlBench(protocol);
        bench.use(talk.configuration());
        SoftAssertions answers = new SoftAssertions();
        for (KeaTalk.Line line : talk.lines()) {
            answers.assertThat(KeaTalk.json(bench.ask(line.request())))
                    .as("%s", line)
                    .isEqualTo(line.holdfast());
        }
        assertThat(talk.lines()).hasSizeGreaterThan(60);
        answers.assertAll();
    }
}
