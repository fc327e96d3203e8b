package io.holdfast.config.compile.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.BackendSettings.SslMode;
import io.holdfast.config.BackendSettings.TlsSettings;
import io.holdfast.config.Configs;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS parameters of {@code lease-database}: what they come to, and where they contradict each other. */
class DatabaseTlsConfigTests {

    private static Optional<TlsSettings> tls(String type, String parameters) {
        return Configs.server("\"lease-database\":{\"type\":\"" + type + "\",\"name\":\"k\"," + parameters + "}")
                .leaseDatabase()
                .tls();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    void allParametersWorkOnBothTypes(String type) {
        assertThat(tls(type, """
                        "ssl-mode":"verify-full","trust-anchor":"ca.pem","cert-file":"c.pem","key-file":"k.pem",
                        "cipher-list":"TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES128-GCM-SHA256, DHE-RSA-CHACHA20-POLY1305"
                        """))
                .contains(new TlsSettings(
                        SslMode.VERIFY_FULL,
                        "ca.pem",
                        "c.pem",
                        "k.pem",
                        List.of(
                                "TLS_AES_256_GCM_SHA384",
                                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                                "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "trust-anchor":"ca"                       | VERIFY_CA
            "trust-anchor":"ca","cipher-list":"TLS_AES_256_GCM_SHA384" | VERIFY_CA
            "cert-file":"c","key-file":"k"            | REQUIRE
            "cipher-list":"TLS_AES_256_GCM_SHA384"    | REQUIRE
            "ssl-mode":"require","trust-anchor":"ca"  | REQUIRE
            "ssl-mode":"prefer"                       | PREFER
            "ssl-mode":"disable"                      | DISABLE
            """)
    void modeThatIsMeantWhenNoneIsGiven(String parameters, SslMode expected) {
        assertThat(tls("postgresql", parameters).orElseThrow().mode()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "AES, 26, _AES_",
        "AES128, 13, _AES_128_",
        "AES256, 13, _AES_256_",
        "AESGCM, 10, _GCM_",
        "CHACHA20, 4, _CHACHA20_"
    })
    void aCipherStandsForAllSuitesWithIt(String cipher, int suites, String part) {
        assertThat(tls("mysql", "\"cipher-list\":\"" + cipher + "\"")
                        .orElseThrow()
                        .cipherSuites())
                .hasSize(suites)
                .allMatch(suite -> suite.contains(part));
    }

    @Test
    void emptyTextsAreAsGoodAsNone() {
        assertThat(tls("mysql", "\"trust-anchor\":\"\",\"cert-file\":\"\",\"key-file\":\"\",\"cipher-list\":\"\""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "ssl-mode":"verify-ca"                    | ssl-mode: 'verify-ca' needs 'trust-anchor', the authorities that may have issued the server's certificate
            "ssl-mode":"verify-full","trust-anchor":"" | ssl-mode: 'verify-full' needs 'trust-anchor', the authorities that may have issued the server's certificate
            "ssl-mode":"allow"                        | ssl-mode: 'allow' is not one of disable, prefer, require, verify-ca, verify-full
            "ssl-mode":1                              | ssl-mode: must be text, not an integer
            "cert-file":"c"                           | cert-file: needs 'key-file', too
            "key-file":"k"                            | key-file: needs 'cert-file', too
            "ssl-mode":"disable","trust-anchor":"ca"  | trust-anchor: has no use with ssl-mode 'disable'
            "ssl-mode":"disable","cert-file":"c"      | cert-file: has no use with ssl-mode 'disable'
            "ssl-mode":"disable","key-file":"c"       | key-file: has no use with ssl-mode 'disable'
            "ssl-mode":"disable","cipher-list":"TLS_AES_256_GCM_SHA384" | cipher-list: has no use with ssl-mode 'disable'
            "cipher-list":"HIGH"                      | cipher-list: 'HIGH' is one of OpenSSL's words for many cipher suites; name the suites one by one, as in 'TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES256-GCM-SHA384'
            "cipher-list":"TLS_AES_256_GCM_SHA384:!aNULL" | cipher-list: '!aNULL' is one of OpenSSL's words for many cipher suites; name the suites one by one, as in 'TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES256-GCM-SHA384'
            "cipher-list":"ECDHE+AESGCM"              | cipher-list: 'ECDHE+AESGCM' is one of OpenSSL's words for many cipher suites; name the suites one by one, as in 'TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES256-GCM-SHA384'
            "cipher-list":"ECDHE-RSA-AES256-GCM-SHA385" | cipher-list: 'ECDHE-RSA-AES256-GCM-SHA385' is no cipher suite known here; similar ones: ECDHE-RSA-AES256-GCM-SHA384, DHE-RSA-AES256-GCM-SHA384, ECDHE-ECDSA-AES256-GCM-SHA384
            "cipher-list":" : "                       | cipher-list: names no cipher suite
            """)
    void contradictionsAreErrorsOnBothTypes(String parameters, String expected) {
        for (String type : List.of("mysql", "postgresql")) {
            assertThat(Configs.complaints(
                            "\"lease-database\":{\"type\":\"" + type + "\",\"name\":\"k\"," + parameters + "}"))
                    .containsExactly("lease-database." + expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trust-anchor", "cert-file", "key-file", "cipher-list"})
    void aLeaseFileHasNoTls(String parameter) {
        assertThat(Configs.complaints("\"lease-database\":{\"type\":\"memfile\",\"" + parameter + "\":\"x\"}"))
                .containsExactly(
                        "lease-database." + parameter + ": is a parameter of a database server, not of memfile");
        assertThat(Configs.complaints("\"lease-database\":{\"type\":\"memfile\",\"ssl-mode\":\"disable\"}"))
                .containsExactly("lease-database.ssl-mode: is a parameter of a database server, not of memfile");
    }

    @Test
    void theErrorIsAtTheValue() {
        assertThat(Configs.errors("""
                {"Dhcp4": {"lease-database": {"type": "mysql", "name": "k",
                    "ssl-mode": "disable",
                    "trust-anchor": "ca.pem"}}}"""))
                .containsExactly("t:3:21: Dhcp4.lease-database.trust-anchor: has no use with ssl-mode 'disable'");
    }

    /** Every suite with forward secrecy that the platform has can be named, and nothing that it lacks. */
    @Test
    void theTableOfCiphersIsThePlatforms() throws NoSuchAlgorithmException {
        List<String> platform = Arrays.stream(
                        SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
                .filter(suite -> !suite.endsWith("_SCSV"))
                .toList();
        assertThat(CipherNames.all().values()).containsExactlyInAnyOrderElementsOf(platform);
    }

    /** The names' parts say the same on both sides, whichever way they are written. */
    @Test
    void eachRowOfTheTableIsOneSuite() {
        assertThat(CipherNames.all()).allSatisfy((openSsl, platform) -> {
            String expected = platform.startsWith("TLS_AES") || platform.startsWith("TLS_CHACHA20")
                    ? platform
                    : platform.replaceFirst("^TLS_", "")
                            .replace("_WITH_", "-")
                            .replaceAll("AES_(\\d+)", "AES$1")
                            .replace("_CBC", "")
                            .replaceAll("(POLY1305)_SHA256", "$1")
                            .replace('_', '-');
            assertThat(openSsl).isEqualTo(expected);
        });
    }
}
