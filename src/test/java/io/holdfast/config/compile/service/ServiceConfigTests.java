package io.holdfast.config.compile.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.OnFail;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.config.Configs;
import io.holdfast.config.ControlSocketSettings.BasicAuthentication;
import io.holdfast.config.ControlSocketSettings.Client;
import io.holdfast.config.ControlSocketSettings.Header;
import io.holdfast.config.ControlSocketSettings.Http;
import io.holdfast.config.ControlSocketSettings.Unix;
import io.holdfast.config.HostPort;
import io.holdfast.config.InterfacesConfig;
import io.holdfast.config.LaneSettings;
import io.holdfast.config.Lifetimes;
import io.holdfast.config.LoggerSettings;
import io.holdfast.config.ReclaimSettings;
import io.holdfast.config.SanityChecks;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.TeeTimes;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases, sockets, loggers, threads: all defaults are Kea's. */
class ServiceConfigTests {

    @Test
    void everyDefaultIsKeas() {
        ServerConfig4 config = Configs.server("");
        assertThat(config.interfaces()).isEqualTo(new InterfacesConfig(List.of(), true, false, true, false, 0, 5000));
        assertThat(config.leaseDatabase())
                .isEqualTo(new BackendSettings(
                        Type.MEMFILE,
                        null,
                        null,
                        null,
                        null,
                        List.of(new HostPort("localhost", 0)),
                        true,
                        false,
                        3600,
                        0,
                        5,
                        0,
                        0,
                        0,
                        0,
                        0,
                        OnFail.STOP_RETRY_EXIT,
                        false,
                        Optional.empty()));
        assertThat(config.lifetimes()).isEqualTo(new Lifetimes(7200, 7200, 7200));
        assertThat(config.teeTimes()).isEqualTo(new TeeTimes(null, null, false, 0.5, 0.875));
        assertThat(config.authoritative()).isFalse();
        assertThat(config.echoClientId()).isTrue();
        assertThat(config.declineProbation()).isEqualTo(86_400);
        assertThat(config.reclaim()).isEqualTo(new ReclaimSettings(10, 25, 3600, 100, 250, 5));
        assertThat(config.lanes()).isEqualTo(new LaneSettings(true, 0, 64));
        assertThat(config.sanityChecks())
                .isEqualTo(new SanityChecks(SanityChecks.LeaseChecks.WARN, SanityChecks.ExtendedInfoChecks.FIX));
        assertThat(config.compatibility()).isEqualTo(new ServerConfig4.Compatibility(false, false, false, false));
        assertThat(config.statisticSampleCount()).isEqualTo(20);
        assertThat(config.statisticSampleAge()).isZero();
        assertThat(config.subnets()).isEmpty();
        assertThat(config.loggers()).isEmpty();
        assertThat(config.controlSockets()).isEmpty();
    }

    @Test
    void everyParameterOfADatabaseIsRead() {
        assertThat(Configs.server("""
                "lease-database": {"type": "postgresql", "name": "kea", "user": "u", "password": "s3cret", "host": "db",
                  "port": 5433, "connect-timeout": 7, "tcp-user-timeout": 9, "max-reconnect-tries": 3,
                  "reconnect-wait-time": 500, "on-fail": "serve-retry-continue", "retry-on-startup": true,
                  "readonly": true, "lfc-interval": 0, "max-row-errors": 4, "persist": false}""").leaseDatabase())
                .isEqualTo(new BackendSettings(
                        Type.POSTGRESQL,
                        "kea",
                        "u",
                        "s3cret",
                        null,
                        List.of(new HostPort("db", 5433)),
                        false,
                        true,
                        0,
                        4,
                        7,
                        0,
                        0,
                        9,
                        3,
                        500,
                        OnFail.SERVE_RETRY_CONTINUE,
                        true,
                        Optional.empty()));
        BackendSettings mysql = Configs.server("""
                "lease-database": {"type": "mysql", "name": "kea", "host": "", "password-file": "/p", "read-timeout": 1,
                  "write-timeout": 2}""").leaseDatabase();
        assertThat(mysql.host()).isEqualTo(new HostPort("localhost", 0));
        assertThat(mysql.passwordFile()).isEqualTo("/p");
        assertThat(List.of(mysql.readTimeout(), mysql.writeTimeout())).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"kea"}                                      | lease-database: needs 'type' (memfile, mysql or postgresql)
            {"type":"mysql"}                                    | lease-database: needs 'name', the name of the database
            {"type":"memfile","max-reconnect-tries":1}          | lease-database.max-reconnect-tries: is a parameter of a database server, not of memfile
            {"type":"memfile","reconnect-wait-time":1}          | lease-database.reconnect-wait-time: is a parameter of a database server, not of memfile
            {"type":"memfile","read-timeout":1}                 | lease-database.read-timeout: is a parameter of a database server, not of memfile
            {"type":"mysql","name":"k","tcp-user-timeout":1}    | lease-database.tcp-user-timeout: is a parameter of postgresql, not of mysql
            {"type":"postgresql","name":"k","write-timeout":1}  | lease-database.write-timeout: is a parameter of mysql, not of postgresql
            {"type":"mysql","name":"k","connect-timeout":0}     | lease-database.connect-timeout: 0 is not from 1 to 2147483647
            {"type":"mysql","name":"k","port":65536}            | lease-database.port: 65536 is not from 0 to 65535
            {"type":"mysql","name":"k","on-fail":"give-up"}     | lease-database.on-fail: 'give-up' is not one of stop-retry-exit, serve-retry-exit, serve-retry-continue
            {"type":"mysql","name":"k","password":"a1","password-file":"f"} | lease-database.password-file: 'password' and 'password-file' exclude each other
            {"type":"mysql","name":"k","password":"*****"}      | lease-database.password: is what config-get shows instead of a password
            {"type":"mysql","name":"k","password":"1234"}       | lease-database.password: is the password of Kea's documentation; choose your own
            {"type":"memfile","comment":"x"}                    | lease-database: unknown keyword 'comment'; similar ones known here: port, connect-timeout, host
            """)
    void aDatabaseThatCannotBeIsReported(String database, String expected) {
        assertThat(Configs.complaints("\"lease-database\":" + database))
                .singleElement()
                .asString()
                .startsWith(expected.startsWith("lease-database: unknown") ? "lease-database: unknown" : expected);
    }

    @Test
    void unusedParametersOfOtherTypesAreAcceptedWithoutEffect() {
        assertThat(Configs.complaints("""
                "lease-database": {"type": "memfile", "read-timeout": 0, "max-reconnect-tries": 0, "on-fail":
                  "serve-retry-continue", "host": "localhost", "port": 0}""")).isEmpty();
    }

    @Test
    void interfacesAreChecked() {
        assertThat(Configs.server("""
                "interfaces-config": {"interfaces": ["eth0", "eth1/10.0.0.1", "*"], "dhcp-socket-type": "udp",
                  "outbound-interface": "use-routing", "re-detect": false, "service-sockets-require-all": true,
                  "service-sockets-max-retries": 5, "service-sockets-retry-wait-time": 100}""").interfaces())
                .isEqualTo(
                        new InterfacesConfig(List.of("eth0", "eth1/10.0.0.1", "*"), false, true, false, true, 5, 100));
        assertThat(Configs.complaints(
                        "\"interfaces-config\":{\"interfaces\":[\"\",\"a\",\"a\",\"*/10.0.0.1\",\"b/x\"]}"))
                .containsExactly(
                        "interfaces-config.interfaces: '' is not *, an interface, or interface/address",
                        "interfaces-config.interfaces: 'a' is listed twice",
                        "interfaces-config.interfaces: '*/10.0.0.1' is not *, an interface, or interface/address",
                        "interfaces-config.interfaces: 'b/x' has something after the '/' that is no IPv4 address");
    }

    @Test
    void controlSocketsOfBothKinds() {
        assertThat(Configs.server("""
                "control-sockets": [{"socket-type": "unix", "socket-name": "/run/kea.sock"},
                  {"socket-type": "http"},
                  {"socket-type": "http", "socket-address": "0.0.0.0", "socket-port": 8080,
                   "http-headers": [{"name": "X-A", "value": "b"}],
                   "authentication": {"type": "basic", "realm": "r", "directory": "/etc/kea", "clients": [
                     {"user": "admin", "password": "hidden"}, {"password-file": "both"},
                     {"user-file": "u", "password-file": "p"}]}}]""").controlSockets())
                .containsExactly(
                        new Unix("/run/kea.sock"),
                        new Http("127.0.0.1", 8000, null, List.of()),
                        new Http(
                                "0.0.0.0",
                                8080,
                                new BasicAuthentication(
                                        "r",
                                        List.of(
                                                new Client("admin", null, "hidden", null, "/etc/kea"),
                                                new Client(null, null, null, "both", "/etc/kea"),
                                                new Client(null, "u", null, "p", "/etc/kea"))),
                                List.of(new Header("X-A", "b"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                | control-sockets[0]: needs 'socket-type' (unix or http)
            {"socket-type":"unix"}                                            | control-sockets[0]: needs 'socket-name', the path of the socket
            {"socket-type":"unix","socket-name":"/s","socket-port":1}         | control-sockets[0].socket-port: belongs to http, not to unix
            {"socket-type":"http","socket-name":"/s"}                         | control-sockets[0].socket-name: belongs to unix, not to http
            {"socket-type":"http","socket-address":"localhost"}               | control-sockets[0].socket-address: 'localhost' is not an IP address
            {"socket-type":"http","socket-address":"10.0.0.1"}                | control-sockets[0].socket-address: without 'authentication' only a loopback address is allowed, not 10.0.0.1
            {"socket-type":"http","socket-address":"::"}                      | control-sockets[0].socket-address: without 'authentication' only a loopback address is allowed, not ::
            {"socket-type":"http","authentication":{"clients":[{"user":"a"}]}} | control-sockets[0].authentication.clients[0]: needs 'password' or 'password-file'
            {"socket-type":"http","authentication":{"clients":[{"password":"pw"}]}} | control-sockets[0].authentication.clients[0]: needs 'user' or 'user-file'
            {"socket-type":"http","authentication":{"clients":[{"user":"a:b","password":"pw"}]}} | control-sockets[0].authentication.clients[0].user: must not be empty and not contain a colon
            {"socket-type":"unix","socket-name":"/a"},{"socket-type":"unix","socket-name":"/b"} | control-sockets[1]: there can be only one control socket of type unix
            """)
    void aControlSocketThatCannotBeIsReported(String sockets, String expected) {
        assertThat(Configs.complaints("\"control-sockets\":[" + sockets + "]")).containsExactly(expected);
    }

    @Test
    void loopbackNeedsNoPassword() {
        for (String address : List.of("127.0.0.1", "127.1.2.3", "::1")) {
            assertThat(Configs.complaints(
                            "\"control-sockets\":[{\"socket-type\":\"http\",\"socket-address\":\"" + address + "\"}]"))
                    .as(address)
                    .isEmpty();
        }
    }

    @Test
    void loggersWithTheirOutputs() {
        assertThat(Configs.server("""
                "loggers": [{"name": "kea-dhcp4", "severity": "debug", "debuglevel": 99, "output-options": [
                   {"output": "stdout"},
                   {"output": "/var/log/k", "flush": false, "maxsize": 0, "maxver": 4, "pattern": "%m"}]},
                  {"name": "kea-dhcp4.leases"}]""").loggers())
                .containsExactly(
                        new LoggerSettings(
                                "kea-dhcp4",
                                "DEBUG",
                                99,
                                List.of(
                                        new LoggerSettings.Output("stdout", true, 10_240_000, 1, ""),
                                        new LoggerSettings.Output("/var/log/k", false, 0, 4, "%m"))),
                        new LoggerSettings("kea-dhcp4.leases", "INFO", 0, List.of()));
        assertThat(Configs.complaints("\"loggers\":[{\"severity\":\"LOUD\",\"output-options\":[{}]}]"))
                .containsExactly(
                        "loggers[0]: needs 'name'",
                        "loggers[0].severity: 'LOUD' is not one of FATAL, ERROR, WARN, INFO, DEBUG, NONE",
                        "loggers[0].output-options[0]: needs 'output'");
    }

    @Test
    void threadsReclamationChecksAndCompatibility() {
        ServerConfig4 config = Configs.server("""
                "multi-threading": {"enable-multi-threading": false, "thread-pool-size": 4, "packet-queue-size": 16},
                "expired-leases-processing": {"reclaim-timer-wait-time": 1, "flush-reclaimed-timer-wait-time": 2,
                  "hold-reclaimed-time": 3, "max-reclaim-leases": 4294967295, "max-reclaim-time": 5,
                  "unwarned-reclaim-cycles": 6},
                "sanity-checks": {"lease-checks": "fix-del", "extended-info-checks": "pedantic"},
                "compatibility": {"lenient-option-parsing": true, "ignore-dhcp-server-identifier": true,
                  "ignore-rai-link-selection": true, "exclude-first-last-24": true},
                "echo-client-id": false, "authoritative": true, "decline-probation-period": 7, "server-tag": "one",
                "statistic-default-sample-count": 8, "statistic-default-sample-age": 9""");
        assertThat(config.lanes()).isEqualTo(new LaneSettings(false, 4, 16));
        assertThat(config.reclaim()).isEqualTo(new ReclaimSettings(1, 2, 3, Integer.MAX_VALUE, 5, 6));
        assertThat(config.sanityChecks())
                .isEqualTo(
                        new SanityChecks(SanityChecks.LeaseChecks.FIX_DEL, SanityChecks.ExtendedInfoChecks.PEDANTIC));
        assertThat(config.compatibility()).isEqualTo(new ServerConfig4.Compatibility(true, true, true, true));
        assertThat(config.echoClientId()).isFalse();
        assertThat(config.authoritative()).isTrue();
        assertThat(config.declineProbation()).isEqualTo(7);
        assertThat(config.serverTag()).isEqualTo("one");
        assertThat(config.statisticSampleCount()).isEqualTo(8);
        assertThat(config.statisticSampleAge()).isEqualTo(9);
    }

    @Test
    void aDatabaseMayHaveSeveralServers() {
        assertThat(Configs.server("""
                "lease-database": {"type": "postgresql", "name": "kea", "port": 5433,
                  "host": "db1, db2:5434,[2001:db8::1]:5435,2001:db8::2"}""").leaseDatabase().hosts())
                .containsExactly(
                        new HostPort("db1", 5433),
                        new HostPort("db2", 5434),
                        new HostPort("2001:db8::1", 5435),
                        new HostPort("2001:db8::2", 5433));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            db1,,db2      => has an empty name in its list
            db1:0         => 'db1:0' has no port from 1 to 65535 after its colon
            db1:65536     => 'db1:65536' has no port from 1 to 65535 after its colon
            db1:x         => 'db1:x' has no port from 1 to 65535 after its colon
            :5432         => ':5432' has no host
            [::1          => '[::1' is no address in brackets with a port
            []            => '[]' has no host
            db1:5432:x    => 'db1:5432:x' is neither a host with a port nor an IPv6 address
            [::1]5        => '[::1]5' is no address in brackets with a port
            """)
    void aListOfServersThatIsNone(String host, String problem) {
        assertThat(Configs.complaints(
                        "\"lease-database\": {\"type\": \"mysql\", \"name\": \"kea\", \"host\": \"" + host + "\"}"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("lease-database.host", problem);
    }

    /** Kea's defaults end the server at the first hiccup of its database. */
    @Test
    void defaultsThatEndTheServerDrawAWarning() {
        String ends = "the server ends as soon as this database is lost once";
        assertThat(Configs.warnings("\"lease-database\": {\"type\": \"mysql\", \"name\": \"kea\"}"))
                .anyMatch(warning -> warning.contains(ends));
        assertThat(Configs.warnings("""
                "lease-database": {"type": "mysql", "name": "kea", "max-reconnect-tries": 3}""")).anyMatch(warning -> warning.contains(ends));
        assertThat(Configs.warnings("""
                "lease-database": {"type": "mysql", "name": "kea", "max-reconnect-tries": 3, "reconnect-wait-time": 1}""")).isEmpty();
        assertThat(Configs.warnings("""
                "lease-database": {"type": "mysql", "name": "kea", "on-fail": "serve-retry-continue"}""")).isEmpty();
        assertThat(Configs.warnings("\"lease-database\": {\"type\": \"memfile\"}"))
                .isEmpty();
    }

    @Test
    void withLimitsTheStartIsNotRetried() {
        String database = """
                "lease-database": {"type": "mysql", "name": "kea", "max-reconnect-tries": 3, "reconnect-wait-time": 1,
                  "retry-on-startup": true}""";
        String limits = ", \"hooks-libraries\": [{\"library\": \"/usr/lib/kea/hooks/libdhcp_limits.so\"}]";
        assertThat(Configs.server(database).leaseDatabase().retryOnStartup()).isTrue();
        assertThat(Configs.server(database + limits).leaseDatabase().retryOnStartup())
                .isFalse();
        assertThat(Configs.warnings(database + limits))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("retry-on-startup", "retries at start-up are not attempted, because libdhcp_limits");
        assertThat(Configs.warnings(limits.substring(2) + """
                , "subnet4": [{"id": 1, "subnet": "192.0.2.0/24", "user-context": {"limits": {"prefix-limit": 2}}}]"""))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("subnet4[0].user-context.limits.prefix-limit", "DHCPv4 has no prefixes");
    }
}
