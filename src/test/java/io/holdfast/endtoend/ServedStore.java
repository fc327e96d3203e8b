package io.holdfast.endtoend;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The leases of one protocol, on an empty store that a server is going to use. */
interface ServedStore {

    /** The members of {@code lease-database}. */
    String settings();

    /** The TCP port of the database on the host's loopback. */
    OptionalInt port();

    /** All rows, read without Holdfast's code. */
    List<LeaseRow> rows();

    /** @param lease as {@link LeaseRow#lease} gives it */
    default Optional<LeaseRow> row(String lease) {
        return rows().stream().filter(row -> row.lease().equals(lease)).findFirst();
    }
}
