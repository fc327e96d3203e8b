package io.holdfast.config.compile.keyword;

import static io.holdfast.config.compile.keyword.Keyword.UINT32;
import static io.holdfast.config.compile.keyword.Keyword.flag;
import static io.holdfast.config.compile.keyword.Keyword.foreign;
import static io.holdfast.config.compile.keyword.Keyword.map;
import static io.holdfast.config.compile.keyword.Keyword.maps;
import static io.holdfast.config.compile.keyword.Keyword.text;
import static io.holdfast.config.compile.keyword.Keyword.texts;
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

    static final List<Keyword> TEE_TIMES = NetworkKeywords.teeTimes(true, 0.8);

    static final List<Keyword> DELEGATION = List.of(NetworkKeywords.allocator("pd-allocator"));

    /** What DHCPv4 has in every place that gives leases their times. */
    static final List<Keyword> FOREIGN = foreign(
            Protocol.DHCP4,
            "match-client-id",
            "authoritative",
            "offer-lifetime",
            "next-server",
            "server-hostname",
            "boot-file-name");

    static final KeywordMap POOL = new KeywordMap(
            NOTES,
            CLASS_LISTS,
            NAMING,
            List.of(
                    text("pool"),
                    whole("pool-id", 1, UINT32).otherwise(0L),
                    maps("option-data", () -> OptionKeywords.DATA_6)));

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
            NOTES,
            LIFETIMES,
            PREFERRED,
            List.of(
                    text("name"),
                    text("test"),
                    text("template-test"),
                    flag("only-if-required").renamed("only-in-additional-list"),
                    flag("only-in-additional-list"),
                    maps("option-data", () -> OptionKeywords.DATA_6)),
            foreign(
                    Protocol.DHCP4,
                    "option-def",
                    "offer-lifetime",
                    "next-server",
                    "server-hostname",
                    "boot-file-name"));

    private static final List<Keyword> NETWORK = List.of(
            text("interface"),
            text("interface-id"),
            flag("rapid-commit").otherwise(false),
            map("relay", () -> NetworkKeywords.RELAY),
            maps("option-data", () -> OptionKeywords.DATA_6));

    static final KeywordMap SUBNET = new KeywordMap(
            NOTES,
            LIFETIMES,
            PREFERRED,
            TEE_TIMES,
            BEHAVIOUR,
            DELEGATION,
            RESERVATION_MODES,
            CLASS_LISTS,
            NAMING,
            NETWORK,
            List.of(
                    whole("id", 1, UINT32 - 1),
                    text("subnet"),
                    maps("pools", () -> POOL),
                    maps("pd-pools", () -> PD_POOL),
                    maps("reservations", () -> RESERVATION)),
            FOREIGN,
            foreign(Protocol.DHCP4, "4o6-interface", "4o6-interface-id", "4o6-subnet"));

    static final KeywordMap SHARED_NETWORK = new KeywordMap(
            NOTES,
            LIFETIMES,
            PREFERRED,
            TEE_TIMES,
            BEHAVIOUR,
            DELEGATION,
            RESERVATION_MODES,
            CLASS_LISTS,
            NAMING,
            NETWORK,
            List.of(text("name"), maps("subnet6", () -> SUBNET)),
            FOREIGN,
            foreign(Protocol.DHCP4, "subnet4"));
}
