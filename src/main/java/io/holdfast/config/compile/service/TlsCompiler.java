package io.holdfast.config.compile.service;

import io.holdfast.config.BackendSettings.SslMode;
import io.holdfast.config.BackendSettings.TlsSettings;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The TLS parameters of a database. What would be asked for in vain is an error: one half of a key pair, files that no
 * mode reads, a check with nothing to check against.
 */
final class TlsCompiler {

    private static final String MODE = "ssl-mode";
    private static final List<String> FILES = List.of("trust-anchor", "cert-file", "key-file");
    private static final String CIPHERS = "cipher-list";

    private final Problems problems;

    TlsCompiler(Problems problems) {
        this.problems = problems;
    }

    /** Empty when none of the parameters is given. */
    Optional<TlsSettings> compile(Section section, Type type) {
        List<String> given = Stream.concat(Stream.of(MODE, CIPHERS), FILES.stream())
                .filter(name -> section.textOrNull(name) != null)
                .toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (type == Type.MEMFILE) {
            given.forEach(name -> error(section, name, "is a parameter of a database server, not of memfile"));
            return Optional.empty();
        }
        SslMode mode = mode(section);
        misuse(section, mode, given);
        return Optional.of(new TlsSettings(
                mode,
                section.textOrNull("trust-anchor"),
                section.textOrNull("cert-file"),
                section.textOrNull("key-file"),
                suites(section)));
    }

    private static SslMode mode(Section section) {
        String mode = section.textOrNull(MODE);
        if (mode != null) {
            return SslMode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        return section.textOrNull("trust-anchor") != null ? SslMode.VERIFY_CA : SslMode.REQUIRE;
    }

    private void misuse(Section section, SslMode mode, List<String> given) {
        if (mode == SslMode.DISABLE) {
            given.stream()
                    .filter(name -> !name.equals(MODE))
                    .forEach(name -> error(section, name, "has no use with ssl-mode 'disable'"));
            return;
        }
        together(section, given, "cert-file", "key-file");
        together(section, given, "key-file", "cert-file");
        if ((mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL) && !given.contains("trust-anchor")) {
            error(
                    section,
                    MODE,
                    "'" + section.text(MODE) + "' needs 'trust-anchor', the authorities that may have issued the"
                            + " server's certificate");
        }
    }

    private void together(Section section, List<String> given, String one, String other) {
        if (given.contains(one) && !given.contains(other)) {
            error(section, one, "needs '" + other + "', too");
        }
    }

    private List<String> suites(Section section) {
        if (section.textOrNull(CIPHERS) == null) {
            return List.of();
        }
        Set<String> suites = new LinkedHashSet<>();
        List<String> names = Stream.of(section.text(CIPHERS).split("[:, ]+"))
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : names) {
            List<String> named = CipherNames.suites(name);
            if (!named.isEmpty()) {
                suites.addAll(named);
            } else if (CipherNames.isGroup(name)) {
                error(
                        section,
                        CIPHERS,
                        "'" + name
                                + "' is one of OpenSSL's words for many cipher suites; name the suites one by one, as"
                                + " in 'TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES256-GCM-SHA384'");
            } else {
                error(
                        section,
                        CIPHERS,
                        "'" + name + "' is no cipher suite known here; similar ones: "
                                + String.join(", ", CipherNames.near(name)));
            }
        }
        if (names.isEmpty()) {
            error(section, CIPHERS, "names no cipher suite");
        }
        return List.copyOf(suites);
    }

    private void error(Section section, String name, String message) {
        problems.error(section.at(name), section.path(name), message);
    }
}
