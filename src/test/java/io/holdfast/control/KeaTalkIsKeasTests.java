package io.holdfast.control;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.kea.KeaCommands;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said to be Kea's answer is what the real Kea answers. */
@Tag("slow")
class KeaTalkIsKeasTests {

    private static final List<String> LIBRARIES =
            List.of("libdhcp_host_cmds", "libdhcp_subnet_cmds", "libdhcp_class_cmds", "libdhcp_stat_cmds");

    @ParameterizedTest
    @EnumSource
    void theRecordIsTrue(Protocol protocol) throws IOException, ConfigException {
        KeaTalk talk = KeaTalk.read(protocol);
        SoftAssertions answers = new SoftAssertions();
        try (KeaCommands kea = KeaCommands.start(protocol, talk.configuration(), LIBRARIES)) {
            for (KeaTalk.Line line : talk.lines()) {
                answers.assertThat(withoutPlaces(KeaTalk.json(kea.ask(line.request()))))
                        .as("%s", line)
                        .isEqualTo(withoutPlaces(line.kea()));
            }
        }
        answers.assertAll();
    }

    /** Kea counts columns in its own way of reading a request. */
    private static String withoutPlaces(Object answer) {
        return answer.toString().replaceAll("<string>:1:[0-9]+", "<string>");
    }
}
