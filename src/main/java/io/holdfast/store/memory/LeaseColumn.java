package io.holdfast.store.memory;

import java.nio.charset.StandardCharsets;

/** The columns of Kea's lease file for DHCPv4 in their order; older files have fewer. */
enum LeaseColumn {
    ADDRESS("address", ""),
    HWADDR("hwaddr", ""),
    CLIENT_ID("client_id", ""),
    VALID_LIFETIME("valid_lifetime", ""),
    EXPIRE("expire", ""),
    SUBNET_ID("subnet_id", ""),
    FQDN_FWD("fqdn_fwd", ""),
    FQDN_REV("fqdn_rev", ""),
    HOSTNAME("hostname", ""),
    /** Since version 2.0 of the format. */
    STATE("state", "0"),
    /** Since version 2.1. */
    USER_CONTEXT("user_context", ""),
    /** Since version 3.0. */
    POOL_ID("pool_id", "0");

    static final int COUNT = values().length;

    /** A file with fewer columns than this is none of ours. */
    static final int LEAST = HOSTNAME.ordinal() + 1;

    static final byte[] HEADER = header();

    private final String title;
    private final byte[] missing;

    LeaseColumn(String title, String missing) {
        this.title = title;
        this.missing = missing.getBytes(StandardCharsets.US_ASCII);
    }

    String title() {
        return title;
    }

    /** What a row without this column means. */
    byte[] missing() {
        return missing;
    }

    private static byte[] header() {
        StringBuilder line = new StringBuilder();
        for (LeaseColumn column : values()) {
            line.append(line.isEmpty() ? "" : ",").append(column.title);
        }
        return line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }
}
