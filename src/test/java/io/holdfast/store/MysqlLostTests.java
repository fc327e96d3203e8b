package io.holdfast.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

class MysqlLostTests extends LostDatabaseContract {

    @Override
    TestDatabase database() {
        return TestDatabases.mysql();
    }

    @Override
    void killConnections(TestDatabase real) {
        List<String> kills = new ArrayList<>();
        try (Connection connection = real.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from information_schema.processlist"
                        + " where db = database() and id <> connection_id()")) {
            while (rows.next()) {
                kills.add("kill " + rows.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        real.execute(kills.toArray(String[]::new));
    }
}
