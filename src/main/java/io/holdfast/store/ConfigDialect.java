package io.holdfast.store;

import java.util.List;

/** What of reading configuration differs between database products. */
public interface ConfigDialect {

    /** Statements for the beginning of a transaction that reads whole tables. */
    List<String> beforeReading();

    /** An IPv4 address in a column, as text. */
    String address4(String column);

    /** An IPv6 address in a column of a pool, as text. */
    String address6(String column);

    /** The column for DHCPv4 over DHCPv6: of {@code interface}, {@code interface_id}, {@code subnet}. */
    String over6(String what);

    /** What names that are the same to the database have in common. */
    String sameName(String name);
}
