package io.holdfast.endtoend;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One empty lease store that a server is going to use. */
interface ServedStore {

    /** The members of {@code lease-database}. */
    String settings();

    /** The TCP port of the database on the host's loopback. */
    OptionalInt port();

    /** All rows, read without Holdfast's code. */
    List<LeaseRow> rows();

    default Optional<LeaseRow> row(String address) {
        return rows().stream().filter(row -> row.address().equals(address)).findFirst();
    }
}
