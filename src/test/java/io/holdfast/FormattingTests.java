package io.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormattingTests {

    @Test
    void everySourceFileHasTheOneFormat() throws IOException, FormatterException {
        List<Path> others = new ArrayList<>();
        for (Path file : Formatting.sources()) {
            String source = Files.readString(file);
            if (!Formatting.formatted(source).equals(source)) {
                others.add(file);
            }
        }
        assertThat(others)
                .as("not formatted; run ./mvnw test-compile exec:exec@format")
                .isEmpty();
    }
}
