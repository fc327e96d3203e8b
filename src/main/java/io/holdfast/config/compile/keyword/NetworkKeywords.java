package io.holdfast.config.compile.keyword;

import static io.holdfast.config.compile.keyword.Keyword.INT32;
import static io.holdfast.config.compile.keyword.Keyword.UINT32;
import static io.holdfast.config.compile.keyword.Keyword.choice;
import static io.holdfast.config.compile.keyword.Keyword.flag;
import static io.holdfast.config.compile.keyword.Keyword.foreign;
import static io.holdfast.config.compile.keyword.Keyword.free;
import static io.holdfast.config.compile.keyword.Keyword.map;
import static io.holdfast.config.compile.keyword.Keyword.maps;
import static io.holdfast.config.compile.keyword.Keyword.real;
import static io.holdfast.config.compile.keyword.Keyword.text;
import static io.holdfast.config.compile.keyword.Keyword.texts;
import static io.holdfast.config.compile.keyword.Keyword.together;
import static io.holdfast.config.compile.keyword.Keyword.whole;

import io.holdfast.address.Protocol;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keywords of DHCPv4's subnets, shared networks, pools, and of what stands in them; groups that the global map and DHCPv6
 * ({@link NetworkKeywords6}) share.
 */
public final class NetworkKeywords {

    /** Kea's default {@code hostname-char-set}. */
    static final String HOSTNAME_CHAR_SET = "[^A-Za-z0-9.-]";

    private NetworkKeywords() {}

    static final List<Keyword> NOTES = List.of(free("user-context"), text("comment"));

    static final List<Keyword> LIFETIMES = List.of(
            whole("valid-lifetime", 0, UINT32).otherwise(7200L),
            whole("min-valid-lifetime", 0, UINT32),
            whole("max-valid-lifetime", 0, UINT32));

    /** @param t2Percent RFC 2131 §4.4.5 and RFC 8415 §21.4 recommend different ones */
    static List<Keyword> teeTimes(boolean calculate, double t2Percent) {
        return List.of(
                whole("renew-timer", 0, UINT32),
                whole("rebind-timer", 0, UINT32),
                flag("calculate-tee-times").otherwise(calculate),
                real("t1-percent", 0, 1).otherwise(0.5),
                real("t2-percent", 0, 1).otherwise(t2Percent));
    }

    static final List<Keyword> BOOT =
            List.of(text("next-server").otherwise("0.0.0.0"), text("server-hostname"), text("boot-file-name"));

    static final List<Keyword> BEHAVIOUR_4 = List.of(
            flag("match-client-id").otherwise(true),
            flag("authoritative").otherwise(false),
            whole("offer-lifetime", 0, INT32).otherwise(0L));

    static final List<Keyword> BEHAVIOUR = List.of(
            flag("store-extended-info").otherwise(false),
            allocator("allocator"),
            real("cache-threshold", 0, 1).otherwise(0.25),
            whole("cache-max-age", 0, UINT32),
            real("adaptive-lease-time-threshold", 0, 1).otherwise(1.0));

    static Keyword allocator(String name) {
        return choice(name, "iterative", "random", "flq", "shared-flq")
                .otherwise("iterative")
                .notBuilt("the shared free lease queue allocator is", Harmless.oneOf("iterative", "random", "flq"));
    }

    static final List<Keyword> RESERVATION_MODES = List.of(
            flag("reservations-global").otherwise(false),
            flag("reservations-in-subnet").otherwise(true),
            flag("reservations-out-of-pool").otherwise(false));

    static final List<Keyword> CLASS_LISTS = List.of(
            text("client-class").renamed("client-classes"),
            texts("client-classes"),
            texts("require-client-classes").renamed("evaluate-additional-classes"),
            texts("evaluate-additional-classes"));

    /** What concerns DNS updates only is accepted, because there are none. */
    public static final List<Keyword> NAMING = List.of(
            flag("ddns-send-updates").otherwise(true),
            flag("ddns-override-no-update").otherwise(false),
            flag("ddns-override-client-update").otherwise(false),
            choice("ddns-replace-client-name", "never", "always", "when-present", "when-not-present")
                    .otherwise("never"),
            text("ddns-generated-prefix").otherwise("myhost"),
            text("ddns-qualifying-suffix"),
            flag("ddns-update-on-renew"),
            flag("ddns-use-conflict-resolution").renamed("ddns-conflict-resolution-mode"),
            choice(
                    "ddns-conflict-resolution-mode",
                    "check-with-dhcid",
                    "no-check-with-dhcid",
                    "check-exists-with-dhcid",
                    "no-check-without-dhcid"),
            real("ddns-ttl-percent", 0, 1),
            whole("ddns-ttl", 0, UINT32),
            whole("ddns-ttl-min", 0, UINT32),
            whole("ddns-ttl-max", 0, UINT32),
            text("hostname-char-set").otherwise(HOSTNAME_CHAR_SET),
            text("hostname-char-replacement"));

    static final KeywordMap RELAY =
            new KeywordMap(List.of(text("ip-address").renamed("ip-addresses"), texts("ip-addresses")));

    static final KeywordMap POOL = new KeywordMap(pool(() -> OptionKeywords.DATA));

    static List<Keyword> pool(Supplier<KeywordMap> options) {
        return together(
                NOTES,
                CLASS_LISTS,
                NAMING,
                List.of(text("pool"), whole("pool-id", 1, UINT32).otherwise(0L), maps("option-data", options)));
    }

    public static final KeywordMap RESERVATION = new KeywordMap(
            NOTES,
            BOOT,
            List.of(
                    text("duid"),
                    text("hw-address"),
                    text("client-id"),
                    text("circuit-id"),
                    text("flex-id"),
                    text("ip-address"),
                    text("hostname"),
                    texts("client-classes"),
                    maps("option-data", () -> OptionKeywords.DATA)),
            foreign(Protocol.DHCP6, "ip-addresses", "prefixes", "excluded-prefixes"));

    static final KeywordMap CLIENT_CLASS = new KeywordMap(
            clientClass(() -> OptionKeywords.DATA),
            BOOT,
            List.of(whole("offer-lifetime", 0, INT32), maps("option-def", () -> OptionKeywords.DEFINITION)),
            foreign(Protocol.DHCP6, "preferred-lifetime", "min-preferred-lifetime", "max-preferred-lifetime"));

    static List<Keyword> clientClass(Supplier<KeywordMap> options) {
        return together(
                NOTES,
                LIFETIMES,
                List.of(
                        text("name"),
                        text("test"),
                        text("template-test"),
                        flag("only-if-required").renamed("only-in-additional-list"),
                        flag("only-in-additional-list"),
                        maps("option-data", options)));
    }

    static List<Keyword> link(Supplier<KeywordMap> options) {
        return together(
                CLASS_LISTS, List.of(text("interface"), map("relay", () -> RELAY), maps("option-data", options)));
    }

    /** What the global map, a shared network and a subnet can say, the inner one before the outer. */
    static final List<Keyword> LEVEL = together(
            NOTES,
            LIFETIMES,
            teeTimes(false, 0.875),
            BOOT,
            BEHAVIOUR,
            BEHAVIOUR_4,
            RESERVATION_MODES,
            NAMING,
            foreign(
                    Protocol.DHCP6,
                    "preferred-lifetime",
                    "min-preferred-lifetime",
                    "max-preferred-lifetime",
                    "pd-allocator"));

    private static final List<Keyword> LINK =
            together(LEVEL, link(() -> OptionKeywords.DATA), foreign(Protocol.DHCP6, "interface-id", "rapid-commit"));

    static final KeywordMap SUBNET = new KeywordMap(
            LINK,
            List.of(
                    whole("id", 1, UINT32 - 1),
                    text("subnet"),
                    maps("pools", () -> POOL),
                    maps("reservations", () -> RESERVATION),
                    text("4o6-interface").notBuilt("DHCPv4 over DHCPv6 is", Harmless::empty),
                    text("4o6-interface-id").notBuilt("DHCPv4 over DHCPv6 is", Harmless::empty),
                    text("4o6-subnet").notBuilt("DHCPv4 over DHCPv6 is", Harmless::empty)),
            foreign(Protocol.DHCP6, "pd-pools"));

    static final KeywordMap SHARED_NETWORK = new KeywordMap(
            LINK, List.of(text("name"), maps("subnet4", () -> SUBNET)), foreign(Protocol.DHCP6, "subnet6"));
}
