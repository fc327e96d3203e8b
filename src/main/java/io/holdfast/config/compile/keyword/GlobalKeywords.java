package io.holdfast.config.compile.keyword;

import static io.holdfast.config.compile.keyword.Keyword.INT32;
import static io.holdfast.config.compile.keyword.Keyword.UINT16;
import static io.holdfast.config.compile.keyword.Keyword.UINT32;
import static io.holdfast.config.compile.keyword.Keyword.flag;
import static io.holdfast.config.compile.keyword.Keyword.foreign;
import static io.holdfast.config.compile.keyword.Keyword.map;
import static io.holdfast.config.compile.keyword.Keyword.maps;
import static io.holdfast.config.compile.keyword.Keyword.text;
import static io.holdfast.config.compile.keyword.Keyword.texts;
import static io.holdfast.config.compile.keyword.Keyword.whole;

import io.holdfast.address.Protocol;
import io.holdfast.config.MacSource;
import java.util.List;

/** Keywords of the maps {@code Dhcp4} and {@code Dhcp6} themselves. */
public final class GlobalKeywords {

    private GlobalKeywords() {}

    private static final List<Keyword> PROTOCOL_4 = List.of(
            maps("subnet4", () -> NetworkKeywords.SUBNET),
            maps("shared-networks", () -> NetworkKeywords.SHARED_NETWORK),
            maps("option-def", () -> OptionKeywords.DEFINITION),
            maps("option-data", () -> OptionKeywords.DATA),
            maps("client-classes", () -> NetworkKeywords.CLIENT_CLASS),
            maps("reservations", () -> NetworkKeywords.RESERVATION),
            flag("echo-client-id").otherwise(true),
            flag("stash-agent-options").otherwise(false));

    private static final List<Keyword> PROTOCOL_6 = List.of(
            maps("subnet6", () -> NetworkKeywords6.SUBNET),
            maps("shared-networks", () -> NetworkKeywords6.SHARED_NETWORK),
            maps("option-def", () -> OptionKeywords.DEFINITION_6),
            maps("option-data", () -> OptionKeywords.DATA_6),
            maps("client-classes", () -> NetworkKeywords6.CLIENT_CLASS),
            maps("reservations", () -> NetworkKeywords6.RESERVATION),
            map("server-id", () -> ServiceKeywords.SERVER_ID),
            texts("relay-supplied-options"),
            texts("mac-sources", MacSource.names()),
            text("data-directory"),
            flag("allow-address-registration").otherwise(true));

    private static final List<Keyword> PROTOCOL = List.of(
            whole("decline-probation-period", 0, UINT32).otherwise(86_400L),
            whole("dhcp4o6-port", 0, UINT16).notBuilt("DHCPv4 over DHCPv6 is", Harmless::zero));

    private static final List<Keyword> SERVICE_4 = List.of(
            map("interfaces-config", () -> ServiceKeywords.INTERFACES),
            map("compatibility", () -> ServiceKeywords.COMPATIBILITY),
            texts("host-reservation-identifiers", "auto", "hw-address", "duid", "circuit-id", "client-id", "flex-id"));

    private static final List<Keyword> SERVICE_6 = List.of(
            map("interfaces-config", () -> ServiceKeywords.INTERFACES_6),
            map("compatibility", () -> ServiceKeywords.COMPATIBILITY_6),
            texts("host-reservation-identifiers", "auto", "hw-address", "duid", "flex-id"));

    private static final List<Keyword> SERVICE = List.of(
            map("lease-database", () -> ServiceKeywords.DATABASE),
            maps("hosts-databases", () -> ServiceKeywords.DATABASE),
            map("hosts-database", () -> ServiceKeywords.DATABASE).renamed("hosts-databases"),
            map("config-control", () -> ServiceKeywords.CONFIG_CONTROL),
            maps("hooks-libraries", () -> ServiceKeywords.HOOK),
            map("expired-leases-processing", () -> ServiceKeywords.RECLAMATION),
            maps("control-sockets", () -> ServiceKeywords.CONTROL_SOCKET),
            map("control-socket", () -> ServiceKeywords.CONTROL_SOCKET).renamed("control-sockets"),
            map("dhcp-queue-control", () -> ServiceKeywords.QUEUE),
            map("dhcp-ddns", () -> ServiceKeywords.DNS_UPDATES),
            map("sanity-checks", () -> ServiceKeywords.SANITY),
            map("multi-threading", () -> ServiceKeywords.MULTI_THREADING),
            maps("loggers", () -> ServiceKeywords.LOGGER),
            text("server-tag"),
            whole("statistic-default-sample-count", 0, INT32).otherwise(20L),
            whole("statistic-default-sample-age", 0, UINT32).otherwise(0L));

    private static final List<Keyword> HOSTS = List.of(
            flag("early-global-reservations-lookup").otherwise(false),
            flag("ip-reservations-unique").otherwise(true),
            // Without effect, as in Kea with several threads: it is about the order of two lookups, not about answers.
            flag("reservations-lookup-first").otherwise(false));

    /** Nothing is parked: a lane goes on with other packets by itself. */
    private static final List<Keyword> WITHOUT_EFFECT = List.of(whole("parked-packet-limit", 0, UINT32));

    public static final KeywordMap GLOBAL = new KeywordMap(
            NetworkKeywords.LEVEL,
            PROTOCOL_4,
            PROTOCOL,
            SERVICE,
            SERVICE_4,
            HOSTS,
            WITHOUT_EFFECT,
            foreign(
                    Protocol.DHCP6,
                    "data-directory",
                    "subnet6",
                    "relay-supplied-options",
                    "server-id",
                    "mac-sources",
                    "allow-address-registration"));

    public static final KeywordMap GLOBAL_6 = new KeywordMap(
            NetworkKeywords6.LEVEL,
            PROTOCOL_6,
            PROTOCOL,
            SERVICE,
            SERVICE_6,
            HOSTS,
            WITHOUT_EFFECT,
            foreign(Protocol.DHCP4, "subnet4", "echo-client-id", "stash-agent-options"));

    public static KeywordMap of(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> GLOBAL;
            case DHCP6 -> GLOBAL_6;
        };
    }
}
