package io.holdfast.store.config;

import io.holdfast.config.source.AuditMark;
import io.holdfast.store.config.table.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the audit names since a content was read.
 *
 * @param kinds tables without their prefix, such as {@code shared_network}
 * @param subnets their ids
 */
record AuditNews(Set<String> kinds, Set<Long> subnets) {

    private static final String FROM = " where id > ?";

    /** So many entries and more are not cheaper than all objects. */
    private static final int MOST = 5 * AuditMark.RANGE;

    /**
     * Entries get their numbers before their transactions end: those that may have come late are looked at again.
     *
     * @return absent when all has to be looked at: other servers than before, too much, or another history
     */
    static Optional<AuditNews> since(Statements statements, AuditMark former, AuditMark now) throws SQLException {
        if (former.equals(AuditMark.NONE) || now.revision() < former.revision()) {
            return Optional.empty();
        }
        AuditNews news = new AuditNews(new TreeSet<>(), new TreeSet<>());
        if (now.equals(former)) {
            return Optional.of(news);
        }
        if (!isSameHistory(statements, former)) {
            return Optional.empty();
        }
        long from = haveComeLate(statements, former) ? former.revision() - AuditMark.RANGE : former.revision();
        String prefix = statements.table("");
        int entries = 0;
        try (PreparedStatement statement = statements.prepare(
                        "select object_type, object_id from " + statements.table("audit") + FROM + " order by id limit "
                                + (MOST + 1),
                        Math.max(0, from)); // numbers have no sign
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                entries++;
                String kind = String.valueOf(rows.getString(1)).replace(prefix, "");
                news.kinds.add(kind);
                if (kind.equals("subnet")) {
                    news.subnets.add(rows.getLong(2));
                }
            }
        }
        return entries > MOST || news.names("server") ? Optional.empty() : Optional.of(news);
    }

    /** Whether the entry that was the newest still is what it was. */
    private static boolean isSameHistory(Statements statements, AuditMark former) throws SQLException {
        return statements
                .keys(
                        "select " + statements.tables().dialect().seconds("r.modification_ts") + " from "
                                + statements.table("audit") + " a join " + statements.table("audit_revision")
                                + " r on r.id = a.revision_id where a.id = ?",
                        former.revision())
                .equals(List.of(former.at()));
    }

    /** Whether there are more among the last of that time than were seen then. */
    private static boolean haveComeLate(Statements statements, AuditMark former) throws SQLException {
        long known = statements
                .keys(
                        "select count(*) from " + statements.table("audit") + FROM + " and id <= ?",
                        Math.max(0, former.revision() - AuditMark.RANGE),
                        former.revision())
                .getFirst();
        return known != former.recent();
    }

    boolean names(String kind) {
        return kinds.contains(kind);
    }
}
