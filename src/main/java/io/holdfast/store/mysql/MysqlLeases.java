package io.holdfast.store.mysql;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseState;
import io.holdfast.store.ChangeBatch;
import io.holdfast.store.LeaseDialect;
import io.holdfast.store.LeaseLookup;
import io.holdfast.store.LeaseTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch is one JSON array per kind of change, which the server turns into a table: the texts do not depend on the
 * batch's size, and one round trip carries a whole transaction, commit included.
 */
final class MysqlLeases implements LeaseDialect {

    private final LeaseTable table;
    private final LeaseTexts texts;

    MysqlLeases(LeaseTable table) {
        this.table = table;
        this.texts = new LeaseTexts(table);
    }

    /** What the column {@code expire} holds; it begins with second 1. */
    static long end(long expire) {
        return Math.clamp(expire, 1, LeaseTexts.LAST_EXPIRE);
    }

    @Override
    public String columns() {
        return texts.columns;
    }

    @Override
    public String addressColumn() {
        return "l.address";
    }

    @Override
    public String addressParameter() {
        return "?";
    }

    @Override
    public Object address(IpAddress address) {
        return switch (address) {
            case Ipv4Address v4 -> v4.toUnsigned();
            case Ipv6Address v6 -> v6.toBytes();
        };
    }

    @Override
    public void find(Connection connection, LeaseLookup lookup, RowSink sink) throws SQLException {
        String text = lookup.isOfAddresses()
                ? texts.ofAddresses
                : lookup.addresses().isEmpty() ? texts.ofClients : texts.ofBoth;
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int at = 1;
            if (!lookup.clients().isEmpty()) {
                String rows = JsonRows.clients(lookup.clients());
                statement.setString(at++, rows);
                statement.setString(at++, rows);
            }
            if (!lookup.duids().isEmpty()) {
                statement.setString(at++, JsonRows.duids(lookup.duids()));
            }
            if (!lookup.addresses().isEmpty()) {
                statement.setString(at, JsonRows.addresses(lookup.addresses()));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sink.row(rows.getInt(1), table.read(rows, 1));
                }
            }
        }
    }

    @Override
    public boolean[] apply(Connection connection, ChangeBatch batch) throws SQLException {
        batch.begin();
        return new MysqlTransaction(connection, this, table, texts, batch).run();
    }

    @Override
    public List<Long> held(Connection connection, List<LeaseLimit.Group> groups) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(texts.held)) {
            statement.setString(
                    1,
                    JsonRows.limits(groups.stream()
                            .map(group -> new LeaseLimit(group, 0))
                            .toList()));
            try (ResultSet rows = statement.executeQuery()) {
                List<Long> held = new ArrayList<>(groups.size());
                while (rows.next()) {
                    held.add(rows.getLong(1));
                }
                return held;
            }
        }
    }

    @Override
    public String occupied() {
        return "coalesce(l.state, 0) not in (2, 3) and (l.valid_lifetime = 4294967295 or l.expire >= " + LeaseTexts.TIME
                + ")";
    }

    @Override
    public String hasHostname() {
        return "l.hostname = ?";
    }

    @Override
    public String expired(LeaseState state) {
        return texts.expired(state);
    }

    @Override
    public String purge() {
        return texts.purge();
    }
}
