package io.holdfast.config;

import static io.holdfast.config.Keyword.INT32;
import static io.holdfast.config.Keyword.UINT16;
import static io.holdfast.config.Keyword.UINT32;
import static io.holdfast.config.Keyword.flag;
import static io.holdfast.config.Keyword.map;
import static io.holdfast.config.Keyword.maps;
import static io.holdfast.config.Keyword.only6;
import static io.holdfast.config.Keyword.text;
import static io.holdfast.config.Keyword.texts;
import static io.holdfast.config.Keyword.whole;

import java.util.List;

/** Keywords of the map {@code Dhcp4} itself. */
final class GlobalKeywords {

    private static final String HOST_DATABASES = "a database of host reservations is";

    private GlobalKeywords() {}

    private static final List<Keyword> PROTOCOL = List.of(
            maps("subnet4", () -> NetworkKeywords.SUBNET),
            maps("shared-networks", () -> NetworkKeywords.SHARED_NETWORK)
                    .notBuilt("the shared network is", Harmless::empty),
            maps("option-def", () -> OptionKeywords.DEFINITION),
            maps("option-data", () -> OptionKeywords.DATA),
            maps("client-classes", () -> NetworkKeywords.CLIENT_CLASS)
                    .notBuilt(NetworkKeywords.CLASSES, Harmless::empty),
            maps("reservations", () -> NetworkKeywords.RESERVATION)
                    .notBuilt(NetworkKeywords.RESERVATIONS, Harmless::empty),
            flag("echo-client-id").otherwise(true),
            whole("decline-probation-period", 0, UINT32).otherwise(86_400L),
            flag("stash-agent-options").notBuilt("keeping a client's relay agent options is", Harmless::off),
            whole("dhcp4o6-port", 0, UINT16).notBuilt("DHCPv4 over DHCPv6 is", Harmless::zero));

    private static final List<Keyword> SERVICE = List.of(
            map("interfaces-config", () -> ServiceKeywords.INTERFACES),
            map("lease-database", () -> ServiceKeywords.DATABASE),
            maps("hosts-databases", () -> ServiceKeywords.DATABASE).notBuilt(HOST_DATABASES, Harmless::empty),
            map("hosts-database", () -> ServiceKeywords.DATABASE)
                    .notBuilt(HOST_DATABASES, Harmless::empty)
                    .renamed("hosts-databases"),
            map("config-control", () -> ServiceKeywords.CONFIG_CONTROL),
            maps("hooks-libraries", () -> ServiceKeywords.HOOK),
            map("expired-leases-processing", () -> ServiceKeywords.RECLAMATION),
            maps("control-sockets", () -> ServiceKeywords.CONTROL_SOCKET),
            map("control-socket", () -> ServiceKeywords.CONTROL_SOCKET).renamed("control-sockets"),
            map("dhcp-queue-control", () -> ServiceKeywords.QUEUE),
            map("dhcp-ddns", () -> ServiceKeywords.DNS_UPDATES),
            map("sanity-checks", () -> ServiceKeywords.SANITY),
            map("multi-threading", () -> ServiceKeywords.MULTI_THREADING),
            map("compatibility", () -> ServiceKeywords.COMPATIBILITY),
            maps("loggers", () -> ServiceKeywords.LOGGER),
            text("server-tag"),
            whole("statistic-default-sample-count", 0, INT32).otherwise(20L),
            whole("statistic-default-sample-age", 0, UINT32).otherwise(0L));

    /** Without reservations and without hooks that park packets, these change nothing. */
    private static final List<Keyword> WITHOUT_EFFECT = List.of(
            texts("host-reservation-identifiers", "hw-address", "duid", "circuit-id", "client-id", "flex-id"),
            flag("early-global-reservations-lookup"),
            flag("ip-reservations-unique"),
            flag("reservations-lookup-first"),
            whole("parked-packet-limit", 0, UINT32));

    private static final List<Keyword> DHCP6 = List.of(
            only6("data-directory"),
            only6("subnet6"),
            only6("relay-supplied-options"),
            only6("server-id"),
            only6("mac-sources"),
            only6("allow-address-registration"));

    static final KeywordMap GLOBAL = new KeywordMap(
            NetworkKeywords.NOTES,
            NetworkKeywords.LIFETIMES,
            NetworkKeywords.TEE_TIMES,
            NetworkKeywords.BOOT,
            NetworkKeywords.BEHAVIOUR,
            NetworkKeywords.RESERVATION_MODES,
            NetworkKeywords.NAMING,
            PROTOCOL,
            SERVICE,
            WITHOUT_EFFECT,
            DHCP6);
}
