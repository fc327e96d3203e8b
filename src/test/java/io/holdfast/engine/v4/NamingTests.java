package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.World.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ddns-*} makes of options 12 and 81, in the answer and in the lease. */
class NamingTests {

    private final Client client = Client.of(1);

    private static String reserved(String more) {
        return more + (more.isEmpty() ? "" : ", ")
                + "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:01\", \"hostname\": \"Printer\" } ]";
    }

    /** The answer's option 12 and 81, the latter as text behind its three bytes, and the lease's name. */
    private String names(String members, String hostname, String fqdn) {
        World world = new World(subnet(members));
        World.Result result = world.send(named(client.selecting("10.0.0.100"), hostname, fqdn));
        ReplyView view = result.view();
        String twelve = view.has(OptionCode4.HOST_NAME) ? view.text(OptionCode4.HOST_NAME) : "-";
        String full = view.has(OptionCode4.CLIENT_FQDN)
                ? view.text(OptionCode4.CLIENT_FQDN).substring(3)
                : "-";
        return twelve + " " + full + " "
                + Objects.requireNonNull(world.row("10.0.0.100")).hostname();
    }

    private static Request4 named(Request4 request, String hostname, String fqdn) {
        if (!hostname.equals("-")) {
            request.option(OptionCode4.HOST_NAME, hostname);
        }
        if (!fqdn.equals("-")) {
            byte[] name = fqdn.getBytes(StandardCharsets.US_ASCII);
            byte[] option = new byte[3 + name.length];
            System.arraycopy(name, 0, option, 3, name.length);
            request.option(OptionCode4.CLIENT_FQDN, option);
        }
        return request;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            never            | -   | -    | '- - '
            never            | foo | -    | foo.example.com - foo.example.com
            never            | -   | foo  | - foo.example.com. foo.example.com.
            never            | -   | foo. | - foo. foo.
            always           | -   | -    | myhost-10-0-0-100.example.com - myhost-10-0-0-100.example.com
            always           | foo | -    | myhost-10-0-0-100.example.com - myhost-10-0-0-100.example.com
            always           | -   | foo  | - myhost-10-0-0-100.example.com. myhost-10-0-0-100.example.com.
            when-present     | -   | -    | '- - '
            when-present     | foo | -    | myhost-10-0-0-100.example.com - myhost-10-0-0-100.example.com
            when-not-present | -   | -    | myhost-10-0-0-100.example.com - myhost-10-0-0-100.example.com
            when-not-present | foo | -    | foo.example.com - foo.example.com
            """)
    void whoseNameCounts(String mode, String hostname, String fqdn, String expected) {
        assertThat(names(
                        "\"ddns-replace-client-name\": \"" + mode + "\", \"ddns-qualifying-suffix\": \"example.com\"",
                        hostname,
                        fqdn))
                .isEqualTo(expected);
    }

    @Test
    void aReservedNameWinsAndIsCompleted() {
        String suffix = "\"ddns-qualifying-suffix\": \"example.com\"";
        assertThat(names(reserved(suffix), "-", "-")).isEqualTo("printer.example.com - printer.example.com");
        assertThat(names(reserved(suffix), "foo", "-")).isEqualTo("printer.example.com - printer.example.com");
        assertThat(names(reserved(suffix), "-", "foo.")).isEqualTo("- printer.example.com. printer.example.com.");
        assertThat(names(reserved(""), "-", "-")).isEqualTo("printer - printer");
    }

    @Test
    void unwantedCharactersAreReplaced() {
        String members = "\"hostname-char-set\": \"[^A-Za-z0-9-]\", \"hostname-char-replacement\": \"x\"";
        assertThat(names(members, "a_b", "-")).isEqualTo("axb - axb");
        assertThat(names(members, "-", "a_b.c!.")).isEqualTo("- axb.cx. axb.cx.");
    }

    @Test
    void aPoolHasAPolicyOfItsOwn() {
        World world = new World(World.server("\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/24\","
                + " \"ddns-qualifying-suffix\": \"a.org\", \"pools\": [ { \"pool\": \"10.0.0.100-10.0.0.109\" },"
                + " { \"pool\": \"10.0.0.110-10.0.0.119\", \"ddns-qualifying-suffix\": \"b.org\" } ] } ]"));
        world.send(named(client.selecting("10.0.0.100"), "foo", "-"));
        world.send(named(Client.of(2).selecting("10.0.0.110"), "foo", "-"));
        assertThat(Objects.requireNonNull(world.row("10.0.0.100")).hostname()).isEqualTo("foo.a.org");
        assertThat(Objects.requireNonNull(world.row("10.0.0.110")).hostname()).isEqualTo("foo.b.org");
    }
}
