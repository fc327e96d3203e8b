package io.holdfast.config.compile.keyword;

import static io.holdfast.config.compile.keyword.Keyword.UINT32;
import static io.holdfast.config.compile.keyword.Keyword.flag;
import static io.holdfast.config.compile.keyword.Keyword.foreign;
import static io.holdfast.config.compile.keyword.Keyword.maps;
import static io.holdfast.config.compile.keyword.Keyword.text;
import static io.holdfast.config.compile.keyword.Keyword.texts;
import static io.holdfast.config.compile.keyword.Keyword.together;
import static io.holdfast.config.compile.keyword.Keyword.whole;
import static io.holdfast.config.compile.keyword.NetworkKeywords.BEHAVIOUR;
import static io.holdfast.config.compile.keyword.NetworkKeywords.CLASS_LISTS;
import static io.holdfast.config.compile.keyword.NetworkKeywords.LIFETIMES;
import static io.holdfast.config.compile.keyword.NetworkKeywords.NAMING;
import static io.holdfast.config.compile.keyword.NetworkKeywords.NOTES;
import static io.holdfast.config.compile.keyword.NetworkKeywords.RESERVATION_MODES;

import io.holdfast.address.Protocol;
import java.util.List;

/** Keywords of DHCPv6's subnets, shared networks, pools, and of what stands in them. */
public final class NetworkKeywords6 {

    private NetworkKeywords6() {}

    static final List<Keyword> PREFERRED = List.of(
            whole("preferred-lifetime", 0, UINT32),
            whole("min-preferred-lifetime", 0, UINT32),
            whole("max-preferred-lifetime", 0, UINT32));

    static final KeywordMap POOL = new KeywordMap(NetworkKeywords.pool(() -> OptionKeywords.DATA_6));

    static final KeywordMap PD_POOL = new KeywordMap(
            NOTES,
            CLASS_LISTS,
            List.of(
                    text("prefix"),
                    whole("prefix-len", 1, 128),
                    whole("delegated-len", 1, 128),
                    text("excluded-prefix"),
                    whole("excluded-prefix-len", 0, 128).otherwise(0L),
                    whole("pool-id", 1, UINT32).otherwise(0L),
                    maps("option-data", () -> OptionKeywords.DATA_6)));

    public static final KeywordMap RESERVATION = new KeywordMap(
            NOTES,
            List.of(
                    text("duid"),
                    text("hw-address"),
                    text("flex-id"),
                    texts("ip-addresses"),
                    texts("prefixes"),
                    texts("excluded-prefixes"),
                    text("hostname"),
                    texts("client-classes"),
                    maps("option-data", () -> OptionKeywords.DATA_6)),
            foreign(
                    Protocol.DHCP4,
                    "client-id",
                    "circuit-id",
                    "ip-address",
                    "next-server",
                    "server-hostname",
                    "boot-file-name"));

    static final KeywordMap CLIENT_CLASS = new KeywordMap(
            NetworkKeywords.clientClass(() -> OptionKeywords.DATA_6),
            PREFERRED,
            foreign(
                    Protocol.DHCP4,
                    "option-def",
                    "offer-lifetime",
                    "next-server",
                    "server-hostname",
                    "boot-file-name"));

    /** What the global map, a shared network and a subnet can say, the inner one before the outer. */
    static final List<Keyword> LEVEL = together(
            NOTES,
            LIFETIMES,
            PREFERRED,
            NetworkKeywords.teeTimes(true, 0.8),
            BEHAVIOUR,
            List.of(NetworkKeywords.allocator("pd-allocator")),
            RESERVATION_MODES,
            NAMING,
            foreign(
                    Protocol.DHCP4,
                    "match-client-id",
                    "authoritative",
                    "offer-lifetime",
                    "next-server",
                    "server-hostname",
                    "boot-file-name"));

    private static final List<Keyword> LINK = together(
            LEVEL,
            NetworkKeywords.link(() -> OptionKeywords.DATA_6),
            List.of(text("interface-id"), flag("rapid-commit").otherwise(false)));

    static final KeywordMap SUBNET = new KeywordMap(
            LINK,
            List.of(
                    whole("id", 1, UINT32 - 1),
                    text("subnet"),
                    maps("pools", () -> POOL),
                    maps("pd-pools", () -> PD_POOL),
                    maps("reservations", () -> RESERVATION)),
            foreign(Protocol.DHCP4, "4o6-interface", "4o6-interface-id", "4o6-subnet"));

    static final KeywordMap SHARED_NETWORK = new KeywordMap(
            LINK, List.of(text("name"), maps("subnet6", () -> SUBNET)), foreign(Protocol.DHCP4, "subnet4"));
}
