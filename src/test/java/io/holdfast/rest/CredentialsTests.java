package io.holdfast.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.ControlSocketSettings.BasicAuthentication;
import io.holdfast.config.ControlSocketSettings.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTests {

    @Test
    void knownClientsAreAdmitted() throws ControlSocketException {
        Credentials credentials = Credentials.of(
                new BasicAuthentication("here", List.of(client("ann", "pw:1"), client("bob", "ö"), client("eve", ""))));
        assertThat(credentials.realm()).isEqualTo("here");
        assertThat(credentials.admit(basic("ann:pw:1"))).isTrue();
        assertThat(credentials.admit(basic("bob:ö"))).isTrue();
        assertThat(credentials.admit(basic("eve:"))).isTrue();
        assertThat(credentials.admit("bAsIc   " + basic("ann:pw:1").substring(6)))
                .isTrue();
    }

    @Test
    void nobodyElseIs() throws ControlSocketException {
        Credentials credentials = Credentials.of(new BasicAuthentication("here", List.of(client("ann", "pw"))));
        for (String given : new String[] {
            basic("ann:pW"), basic("ann"), basic("ann:pw "), basic(":"), basic(""), "Basic %", "Bearer x", "", "Basic"
        }) {
            assertThat(credentials.admit(given)).as(given).isFalse();
        }
        assertThat(credentials.admit(null)).isFalse();
        assertThat(Credentials.of(new BasicAuthentication("here", List.of())).admit(basic("ann:pw")))
                .isFalse();
    }

    @Test
    void namesAndPasswordsMayBeInFiles(@TempDir Path home) throws IOException, ControlSocketException {
        Files.writeString(home.resolve("user"), "ann\n");
        Files.writeString(home.resolve("secret"), "pw\n");
        Client client = new Client(null, "user", null, "secret", home.toString());
        assertThat(Credentials.of(new BasicAuthentication("here", List.of(client)))
                        .admit(basic("ann:pw")))
                .isTrue();
        Client lost = new Client("ann", null, null, "missing", home.toString());
        assertThatThrownBy(() -> Credentials.of(new BasicAuthentication("here", List.of(lost))))
                .isInstanceOf(ControlSocketException.class)
                .hasMessageContaining(home.resolve("missing").toString());
    }

    @Test
    void aNameWithAColonIsRefused() {
        assertThatThrownBy(() -> Credentials.of(new BasicAuthentication("here", List.of(client("a:b", "pw")))))
                .hasMessageContaining("colon");
    }

    static Client client(String user, String password) {
        return new Client(user, null, password, null, "");
    }

    static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }
}
