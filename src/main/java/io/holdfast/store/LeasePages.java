package io.holdfast.store;

import io.holdfast.address.IaType;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseFilter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Reads leases by filter, by ascending address. */
final class LeasePages {

    private final LeaseTable table;
    private final LeaseDialect sql;

    LeasePages(LeaseTable table, LeaseDialect sql) {
        this.table = table;
        this.sql = sql;
    }

    List<Lease> read(Connection connection, LeaseFilter filter, int limit) throws SQLException {
        if (filter.duid() != null && filter.duid().equals(Lease6.NOBODY)) {
            return List.of();
        }
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        if (filter.after() != null) {
            conditions.add("l.address > " + sql.addressParameter());
            values.add(sql.address(filter.after()));
        }
        if (!filter.subnetIds().isEmpty()) {
            conditions.add("l.subnet_id in ("
                    + String.join(", ", Collections.nCopies(filter.subnetIds().size(), "?")) + ")");
            filter.subnetIds().forEach(id -> values.add(Integer.toUnsignedLong(id)));
        }
        if (filter.hardware() != null) {
            conditions.add("l.hwaddr = ?");
            values.add(filter.hardware().bytes());
        }
        if (filter.clientId() != null) {
            conditions.add("l.client_id = ?");
            values.add(filter.clientId().bytes());
        }
        if (filter.duid() != null) {
            conditions.add("l.duid = ?");
            values.add(filter.duid().bytes());
        }
        if (filter.type() != null) {
            // Rows of other programs without a type count as those of addresses.
            conditions.add("coalesce(l.lease_type, 0) " + (filter.type() == IaType.PD ? "= 2" : "<> 2"));
        }
        if (filter.hostname() != null) {
            conditions.add(sql.hasHostname());
            values.add(filter.hostname().toLowerCase(Locale.ROOT));
        }
        if (filter.state() != null) {
            conditions.add("l.state = ?");
            values.add((long) filter.state().number());
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        String text =
                "select " + sql.columns() + " from " + table.title() + " l" + where + " order by l.address limit ?";
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int at = 1;
            for (Object value : values) {
                statement.setObject(at++, value);
            }
            statement.setInt(at, limit);
            return leases(statement);
        }
    }

    List<Lease> leases(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Lease> leases = new ArrayList<>();
            while (rows.next()) {
                leases.add(table.read(rows, 0));
            }
            return leases;
        }
    }
}
