package io.holdfast.store.config.table;

import java.sql.SQLException;

/** A value in a database; what is wrong with it is said with its place, and nothing of the database is used. */
public record Place(String table, long row, String column) {

    /** In the form that a database's own complaints have, so that the database is named like in those. */
    SQLException bad(String what) {
        return new BadRowException("table " + this + " " + what);
    }

    @Override
    public String toString() {
        return table + ", row " + row + ", column " + column;
    }
}
