package io.holdfast.config.compile.hook;

import io.holdfast.address.Protocol;
import io.holdfast.config.compile.keyword.HookKeywords;
import io.holdfast.config.compile.keyword.KeywordMap;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One row for each feature that has the name of a library of Kea's; the rest of those libraries is not built. */
public enum HookLibrary {
    LEASE_COMMANDS("libdhcp_lease_cmds", null),
    HOST_COMMANDS("libdhcp_host_cmds", null),
    SUBNET_COMMANDS("libdhcp_subnet_cmds", null),
    CLASS_COMMANDS("libdhcp_class_cmds", null),
    STATISTICS_COMMANDS("libdhcp_stat_cmds", null),
    CONFIGURATION_DATABASE_COMMANDS("libdhcp_cb_cmds", null),
    MYSQL("libdhcp_mysql", null),
    POSTGRESQL("libdhcp_pgsql", null),
    LIMITS("libdhcp_limits", () -> HookKeywords.NOTHING),
    FLEX_ID("libdhcp_flex_id", () -> HookKeywords.FLEX_ID),
    FLEX_OPTION("libdhcp_flex_option", () -> HookKeywords.FLEX_OPTION),
    PING_CHECK("libdhcp_ping_check", () -> HookKeywords.PING_CHECK),
    BOOTP("libdhcp_bootp", null);

    private static final Set<HookLibrary> OF_DHCP4 = EnumSet.of(PING_CHECK, BOOTP);

    private final String text;
    private final @Nullable Supplier<KeywordMap> parameters;

    /** @param parameters absent: it has none, and what is given is passed over as Kea does */
    HookLibrary(String text, @Nullable Supplier<KeywordMap> parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    /** Without directory and suffix. */
    public String text() {
        return text;
    }

    KeywordMap parameters() {
        return parameters == null ? HookKeywords.NOTHING : parameters.get();
    }

    boolean hasParameters() {
        return parameters != null;
    }

    boolean isOf(Protocol protocol) {
        return protocol == Protocol.DHCP4 || !OF_DHCP4.contains(this);
    }

    static @Nullable HookLibrary named(String text) {
        return Arrays.stream(values())
                .filter(library -> library.text.equals(text))
                .findFirst()
                .orElse(null);
    }
}
