package io.holdfast.wire.v6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class Codes6Tests {

    @Test
    void everyMessageTypeIsFoundByItsNumber() {
        for (MessageType6 type : MessageType6.values()) {
            assertThat(MessageType6.of(type.number())).isEqualTo(type);
        }
        assertThat(MessageType6.of(0)).isNull();
        assertThat(MessageType6.of(38)).isNull();
        assertThat(MessageType6.INFORMATION_REQUEST.text()).isEqualTo("INFORMATION-REQUEST");
        assertThat(MessageType6.ADDR_REG_REPLY.number()).isEqualTo(37);
    }

    @Test
    void everyStatusCodeIsFoundByItsNumber() {
        for (StatusCode6 code : StatusCode6.values()) {
            assertThat(StatusCode6.of(code.number())).isEqualTo(code);
            assertThat(code.text().toUpperCase(Locale.ROOT))
                    .isEqualTo(code.name().replace("_", ""));
        }
        assertThat(StatusCode6.of(-1)).isNull();
        assertThat(StatusCode6.of(23)).isNull();
        assertThat(StatusCode6.EXCESSIVE_TIME_SKEW.number()).isEqualTo(22);
    }
}
