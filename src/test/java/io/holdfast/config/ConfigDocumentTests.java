package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigDocumentTests {

    private static final String WITH_SECRETS = """
            "valid-lifetime": 60, "comment": "c", "user-context": {"password": "free", "n": [1, null]},
            "lease-database": {"type": "mysql", "name": "k", "user": "u", "password": "s3cret"},
            "control-sockets": [{"socket-type": "http", "authentication": {"type": "basic", "clients": [
              {"user": "a", "password": "t0psecret"}]}}]""";

    @Test
    void whatWasSetIsGivenBack() throws ConfigException {
        ConfigDocument document = Configs.server(WITH_SECRETS).document();
        assertThat(document.wrapped())
                .isEqualTo(JsonReader.parse("{\"Dhcp4\":{" + WITH_SECRETS + "}}", "t")
                        .root()
                        .plain());
    }

    @Test
    void passwordsAreMaskedButUserContextIsLeftAlone() {
        ConfigDocument document = Configs.server(WITH_SECRETS).document();
        String shown = JsonWriter.compact(document.redacted().wrapped());
        assertThat(shown)
                .contains("\"password\":\"*****\"", "{\"password\":\"free\",\"n\":[1,null]}", "\"user\":\"u\"")
                .doesNotContain("s3cret", "t0psecret");
        assertThat(document.toString()).isEqualTo(shown);
        assertThat(Configs.server(WITH_SECRETS).toString()).doesNotContain("s3cret", "t0psecret");
        assertThat(JsonWriter.compact(document.wrapped())).contains("s3cret", "t0psecret");
    }

    @Test
    void theHashIsThatOfTheCompactJson() {
        // printf '{"Dhcp4":{"valid-lifetime":60}}' | sha256sum
        assertThat(new ConfigDocument(Protocol.DHCP4, Map.of("valid-lifetime", 60L)).hash())
                .isEqualTo("B8E18B494CCA07C70FAED106B6B04E1FF211601A50E8C1A857B1FE1DF8895C80");
        assertThat(Configs.server("\"valid-lifetime\": /* a minute */ 60")
                        .document()
                        .hash())
                .isEqualTo(new ConfigDocument(Protocol.DHCP4, Map.of("valid-lifetime", 60L)).hash());
    }

    @Test
    void aConfigurationThatWasGivenBackIsTheSameConfiguration() throws ConfigException {
        ServerConfig4 first = Configs.server(WITH_SECRETS);
        String written = JsonWriter.pretty(first.document().wrapped());
        ServerConfig4 second = ConfigCompiler.compile(written, "written").config();
        assertThat(second.document()).isEqualTo(first.document());
        assertThat(second.leaseDatabase()).isEqualTo(first.leaseDatabase());
    }

    @Test
    void theBundledExampleServesLoopbackWithoutAnyWarning() throws IOException, ConfigException {
        String text;
        try (InputStream in = ConfigDocumentTests.class.getResourceAsStream("/holdfast-example.json")) {
            assertThat(in).isNotNull();
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        CompiledConfig compiled = ConfigCompiler.compile(text, "holdfast-example.json");
        assertThat(compiled.warnings()).isEmpty();
        ServerConfig4 config = compiled.config();
        assertThat(config.interfaces().interfaces()).containsExactly("lo");
        assertThat(config.interfaces().rawSockets()).isFalse();
        assertThat(config.leaseDatabase().type()).isEqualTo(BackendSettings.Type.MEMFILE);
        assertThat(config.controlSockets()).isEmpty();
        assertThat(config.subnetsOfInterface("lo"))
                .singleElement()
                .satisfies(subnet -> assertThat(subnet.pools())
                        .extracting(pool -> pool.range().toString())
                        .containsExactly("192.0.2.10-192.0.2.250"));
    }
}
