package io.holdfast.config.compile.keyword;

import static io.holdfast.config.compile.keyword.Keyword.INT32;
import static io.holdfast.config.compile.keyword.Keyword.UINT16;
import static io.holdfast.config.compile.keyword.Keyword.UINT32;
import static io.holdfast.config.compile.keyword.Keyword.choice;
import static io.holdfast.config.compile.keyword.Keyword.flag;
import static io.holdfast.config.compile.keyword.Keyword.foreign;
import static io.holdfast.config.compile.keyword.Keyword.free;
import static io.holdfast.config.compile.keyword.Keyword.map;
import static io.holdfast.config.compile.keyword.Keyword.maps;
import static io.holdfast.config.compile.keyword.Keyword.text;
import static io.holdfast.config.compile.keyword.Keyword.texts;
import static io.holdfast.config.compile.keyword.Keyword.whole;
import static io.holdfast.config.compile.keyword.NetworkKeywords.NOTES;

import io.holdfast.address.Protocol;
import java.util.List;

/** Keywords of what surrounds the protocol: interfaces, databases, control sockets, loggers, threads, reclamation. */
final class ServiceKeywords {

    private static final String HTTPS = "TLS on control sockets is";

    private ServiceKeywords() {}

    private static final List<Keyword> SOCKETS = List.of(
            texts("interfaces"),
            flag("re-detect").otherwise(true),
            flag("service-sockets-require-all").otherwise(false),
            whole("service-sockets-max-retries", 0, INT32).otherwise(0L),
            whole("service-sockets-retry-wait-time", 0, UINT32).otherwise(5000L));

    static final KeywordMap INTERFACES = new KeywordMap(
            NOTES,
            SOCKETS,
            List.of(
                    choice("dhcp-socket-type", "raw", "udp").otherwise("raw"),
                    choice("outbound-interface", "same-as-inbound", "use-routing")
                            .otherwise("same-as-inbound")));

    static final KeywordMap INTERFACES_6 =
            new KeywordMap(NOTES, SOCKETS, foreign(Protocol.DHCP4, "dhcp-socket-type", "outbound-interface"));

    static final KeywordMap DATABASE = new KeywordMap(List.of(
            choice("type", "memfile", "mysql", "postgresql"),
            text("name"),
            text("user"),
            text("password"),
            text("password-file"),
            text("host").otherwise("localhost"),
            whole("port", 0, UINT16).otherwise(0L),
            flag("persist").otherwise(true),
            flag("readonly").otherwise(false),
            whole("lfc-interval", 0, UINT32).otherwise(3600L),
            whole("max-row-errors", 0, UINT32).otherwise(0L),
            whole("connect-timeout", 1, INT32).otherwise(5L),
            whole("read-timeout", 0, INT32).otherwise(0L),
            whole("write-timeout", 0, INT32).otherwise(0L),
            whole("tcp-user-timeout", 0, INT32).otherwise(0L),
            whole("max-reconnect-tries", 0, UINT32).otherwise(0L),
            whole("reconnect-wait-time", 0, UINT32).otherwise(0L),
            choice("on-fail", "stop-retry-exit", "serve-retry-exit", "serve-retry-continue")
                    .otherwise("stop-retry-exit"),
            flag("retry-on-startup").otherwise(false),
            text("trust-anchor"),
            text("cert-file"),
            text("key-file"),
            text("cipher-list"),
            choice("ssl-mode", "disable", "prefer", "require", "verify-ca", "verify-full")));

    static final KeywordMap AUTHENTICATION_CLIENT =
            new KeywordMap(NOTES, List.of(text("user"), text("user-file"), text("password"), text("password-file")));

    static final KeywordMap AUTHENTICATION = new KeywordMap(
            NOTES,
            List.of(
                    choice("type", "basic").otherwise("basic"),
                    text("realm"),
                    text("directory"),
                    maps("clients", () -> AUTHENTICATION_CLIENT)));

    static final KeywordMap HTTP_HEADER = new KeywordMap(NOTES, List.of(text("name"), text("value")));

    static final KeywordMap CONTROL_SOCKET = new KeywordMap(
            NOTES,
            List.of(
                    choice("socket-type", "unix", "http", "https").notBuilt(HTTPS, Harmless.oneOf("unix", "http")),
                    text("socket-name"),
                    text("socket-address").otherwise("127.0.0.1"),
                    whole("socket-port", 0, UINT16).otherwise(8000L),
                    map("authentication", () -> AUTHENTICATION),
                    text("trust-anchor").notBuilt(HTTPS, Harmless::empty),
                    text("cert-file").notBuilt(HTTPS, Harmless::empty),
                    text("key-file").notBuilt(HTTPS, Harmless::empty),
                    flag("cert-required"),
                    maps("http-headers", () -> HTTP_HEADER)));

    static final KeywordMap LOGGER_OUTPUT = new KeywordMap(List.of(
            text("output"),
            flag("flush").otherwise(true),
            whole("maxsize", 0, Long.MAX_VALUE).otherwise(10_240_000L),
            whole("maxver", 0, INT32).otherwise(1L),
            text("pattern")));

    static final KeywordMap LOGGER = new KeywordMap(
            NOTES,
            List.of(
                    text("name"),
                    text("severity").otherwise("INFO"),
                    whole("debuglevel", 0, 99).otherwise(0L),
                    maps("output-options", () -> LOGGER_OUTPUT),
                    maps("output_options", () -> LOGGER_OUTPUT).renamed("output-options")));

    static final KeywordMap MULTI_THREADING = new KeywordMap(
            NOTES,
            List.of(
                    flag("enable-multi-threading").otherwise(true),
                    whole("thread-pool-size", 0, UINT16).otherwise(0L),
                    whole("packet-queue-size", 0, UINT16).otherwise(64L)));

    static final KeywordMap RECLAMATION = new KeywordMap(List.of(
            whole("reclaim-timer-wait-time", 0, UINT16).otherwise(10L),
            whole("flush-reclaimed-timer-wait-time", 0, UINT16).otherwise(25L),
            whole("hold-reclaimed-time", 0, UINT32).otherwise(3600L),
            whole("max-reclaim-leases", 0, UINT32).otherwise(100L),
            whole("max-reclaim-time", 0, UINT16).otherwise(250L),
            whole("unwarned-reclaim-cycles", 0, UINT16).otherwise(5L)));

    static final KeywordMap SANITY = new KeywordMap(List.of(
            choice("lease-checks", "none", "warn", "fix", "fix-del", "del").otherwise("warn"),
            choice("extended-info-checks", "none", "fix", "strict", "pedantic").otherwise("fix")));

    private static final List<Keyword> LENIENCE =
            List.of(flag("lenient-option-parsing").otherwise(false));

    static final KeywordMap COMPATIBILITY = new KeywordMap(
            LENIENCE,
            List.of(
                    flag("ignore-dhcp-server-identifier").otherwise(false),
                    flag("ignore-rai-link-selection").otherwise(false),
                    flag("exclude-first-last-24").otherwise(false)));

    static final KeywordMap COMPATIBILITY_6 = new KeywordMap(
            LENIENCE,
            foreign(
                    Protocol.DHCP4,
                    "ignore-dhcp-server-identifier",
                    "ignore-rai-link-selection",
                    "exclude-first-last-24"));

    static final KeywordMap SERVER_ID = new KeywordMap(
            NOTES,
            List.of(
                    choice("type", "LLT", "EN", "LL", "UUID").otherwise("LLT"),
                    text("identifier"),
                    whole("htype", 0, UINT16).otherwise(0L),
                    whole("time", 0, UINT32).otherwise(0L),
                    whole("enterprise-id", 0, UINT32).otherwise(0L),
                    flag("persist").otherwise(true)));

    static final KeywordMap QUEUE = new KeywordMap(
            NOTES, List.of(flag("enable-queue").otherwise(false), text("queue-type"), whole("capacity", 0, UINT32)));

    static final KeywordMap DNS_UPDATES = new KeywordMap(
            NOTES,
            List.of(
                    flag("enable-updates").notBuilt("dynamic DNS is", Harmless::off),
                    text("server-ip"),
                    whole("server-port", 0, UINT16),
                    text("sender-ip"),
                    whole("sender-port", 0, UINT16),
                    whole("max-queue-size", 0, UINT32),
                    choice("ncr-protocol", "UDP", "TCP"),
                    choice("ncr-format", "JSON")));

    static final KeywordMap HOOK = new KeywordMap(List.of(text("library"), free("parameters")));

    static final KeywordMap CONFIG_CONTROL = new KeywordMap(List.of(
            maps("config-databases", () -> DATABASE),
            whole("config-fetch-wait-time", 0, UINT16).otherwise(30L)));
}
