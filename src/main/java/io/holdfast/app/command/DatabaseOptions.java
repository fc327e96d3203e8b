package io.holdfast.app.command;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a command works on: one of a configuration file, or one named by options. */
final class DatabaseOptions {

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    static final class Choice {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                required = true,
                description =
                        "Take the lease-database of this configuration, for config-* the first of its config-databases.")
        private @Nullable Path config;

        @ArgGroup(exclusive = false)
        private @Nullable Named named;
    }

    static final class Named {
        @Option(
                names = {"-t", "--type"},
                required = true,
                description = "postgresql or mysql (which MariaDB is, too).")
        private String type = "";

        @Option(
                names = {"-n", "--name"},
                required = true,
                description = "Name of the database.")
        private String name = "";

        @Option(
                names = {"-H", "--host"},
                defaultValue = "localhost",
                description = "Default: ${DEFAULT-VALUE}.")
        private String host = "localhost";

        @Option(
                names = {"-P", "--port"},
                defaultValue = "0",
                description = "0, the default, is the type's own.")
        private int port;

        @Option(
                names = {"-u", "--user"},
                required = true,
                description = "Who connects.")
        private String user = "";

        @Option(
                names = {"-p", "--password"},
                interactive = true,
                arity = "0..1",
                description = "Asked for when no value follows.")
        private char @Nullable [] password;

        @Option(names = "--password-file", paramLabel = "FILE", description = "Read the password from here.")
        private @Nullable Path passwordFile;

        @Option(
                names = "--ssl-mode",
                paramLabel = "MODE",
                description = "TLS: disable, prefer, require, verify-ca or verify-full.")
        private @Nullable String sslMode;

        @Option(
                names = "--trust-anchor",
                paramLabel = "PATH",
                description = "Authorities of the server's certificate, a PEM file or a directory of them.")
        private @Nullable String trustAnchor;

        @Option(names = "--cert-file", paramLabel = "FILE", description = "Our certificate for the server, in PEM.")
        private @Nullable String certFile;

        @Option(names = "--key-file", paramLabel = "FILE", description = "The key of that certificate, in PEM.")
        private @Nullable String keyFile;

        @Option(names = "--cipher-list", paramLabel = "NAMES", description = "Cipher suites, by OpenSSL's names.")
        private @Nullable String cipherList;

        /** By the keywords of a configuration; those not given are null. */
        private Map<String, @Nullable Object> tls() {
            Map<String, @Nullable Object> tls = new LinkedHashMap<>();
            tls.put("ssl-mode", sslMode);
            tls.put("trust-anchor", trustAnchor);
            tls.put("cert-file", certFile);
            tls.put("key-file", keyFile);
            tls.put("cipher-list", cipherList);
            return tls;
        }
    }

    /** Goes through the same checks as a configuration, so that a wrong value is named in the same words. */
    BackendSettings settings() throws ConfigException {
        return choice.config != null ? ConfigCompiler.compile(choice.config).leaseDatabase() : named();
    }

    /**
     * Where the leases of this protocol are.
     *
     * @throws ParameterException when the configuration does not have the protocol
     */
    BackendSettings settings(Protocol protocol) throws ConfigException {
        if (choice.config == null) {
            return named();
        }
        return server(choice.config, protocol).leaseDatabase();
    }

    /**
     * Where the configuration of this protocol is.
     *
     * @throws ParameterException when the configuration does not have the protocol or names no database for it
     */
    BackendSettings configSettings(Protocol protocol) throws ConfigException {
        if (choice.config == null) {
            return named();
        }
        return server(choice.config, protocol).sources().databases().stream()
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec().commandLine(), "there are no config-databases in " + choice.config));
    }

    /** What a file has for a protocol. */
    ServerConfig server(Path file, Protocol protocol) throws ConfigException {
        for (ServerConfig server : ConfigCompiler.compile(file).servers()) {
            if (server.protocol() == protocol) {
                return server;
            }
        }
        throw new ParameterException(
                spec().commandLine(),
                "there is no object '" + protocol.object() + "' in " + file
                        + (protocol == Protocol.DHCP4 ? "; -6 is for DHCPv6" : ""));
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not part of a command");
        }
        return spec;
    }

    private BackendSettings named() throws ConfigException {
        Named named = choice.named == null ? new Named() : choice.named;
        Map<String, @Nullable Object> database = new LinkedHashMap<>();
        database.put("type", named.type);
        database.put("name", named.name);
        database.put("host", named.host);
        database.put("port", (long) named.port);
        database.put("user", named.user);
        if (named.password != null) {
            database.put("password", new String(named.password));
        }
        if (named.passwordFile != null) {
            database.put("password-file", named.passwordFile.toString());
        }
        named.tls().forEach((keyword, value) -> {
            if (value != null) {
                database.put(keyword, value);
            }
        });
        Map<String, @Nullable Object> config = Map.of("Dhcp4", Map.of("lease-database", database));
        return ConfigCompiler.compile(JsonWriter.compact(config), "<options>").leaseDatabase();
    }
}
