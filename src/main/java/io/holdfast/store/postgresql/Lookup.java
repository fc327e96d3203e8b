package io.holdfast.store.postgresql;

/**
 * Tables to join a question with, in parentheses, whose only plan is to look the question up in an index.
 *
 * <p>A plan lives until PostgreSQL next gathers statistics, which may be never. An ordinary join that is planned while a
 * table is known to be empty reads all of the table by an index, in the order of the question's column, and compares each
 * row with each question: as good as anything then, and ruinous when the table has grown. Here the question is a part of a
 * query of its own, as its offset or limit keeps it, and whatever index is read, is read under that condition.
 */
final class Lookup {

    private Lookup() {}

    /** All rows, by columns that begin one index and stand in no other. */
    static String all(String selected, String table, String condition) {
        return "(select %s from %s where %s offset 0)".formatted(selected, table, condition);
    }

    /**
     * The one row, by the columns of a unique index that may stand in others, too, though not at their beginning: such an
     * index would be read from end to end. The range is one of one value; with it, unlike with an equality, there is
     * an order to be had, which only the right index has already.
     */
    static String one(String selected, String table, String columns, String expressions) {
        return "(select %1$s from %2$s where (%3$s) between (%4$s) and (%4$s) order by %3$s limit 1)"
                .formatted(selected, table, columns, expressions);
    }
}
