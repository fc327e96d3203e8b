package io.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PostgreSQL plan in the session of a store, made without values as all of its plans are. */
public final class Plan {

    private static final Pattern READING = Pattern.compile("^ *(?:-> *)?(.*Scan) (?:using (\\S+) )?on (\\S+).*");

    private final String text;
    private final List<String> lines;

    private Plan(String text) {
        this.text = text;
        this.lines = text.lines().toList();
    }

    /** @param types of the parameters, which are question marks; empty where the statement says them */
    public static Plan of(TestDatabase given, String types, String statement) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        List<String> values = new ArrayList<>();
        for (char each : statement.toCharArray()) {
            if (each == '?') {
                values.add("null");
                numbered.append('$').append(values.size());
            } else {
                numbered.append(each);
            }
        }
        StringBuilder plan = new StringBuilder();
        try (Database database = given.open("planned", 1);
                Connection connection = database.promptSource().getConnection();
                Statement session = connection.createStatement()) {
            session.execute("prepare asked " + (types.isEmpty() ? "" : "(" + types + ") ") + "as " + numbered);
            try (ResultSet rows = session.executeQuery("explain execute asked (" + String.join(", ", values) + ")")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
        }
        return new Plan(plan.toString());
    }

    /**
     * Tables are read by these indexes, at no more than the places asked for, or where such a place was found; and nothing
     * but parameters and what was made of them is gone through.
     */
    public void looksUpBy(String... indexes) {
        Set<String> used = new TreeSet<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher reading = READING.matcher(lines.get(i));
            if (!reading.matches() || isOfNoTable(reading.group(1))) {
                continue;
            }
            assertThat(reading.group(1)).as(text).isIn("Index Scan", "Tid Scan");
            assertThat(lines.get(i + 1)).as(text).matches(" *(Index|TID) Cond: .*");
            if (reading.group(2) != null) {
                used.add(reading.group(2));
            }
        }
        assertThat(used).as(text).containsExactlyInAnyOrder(indexes);
        assertThat(text).doesNotContain("Memoize", "Gather");
    }

    private static boolean isOfNoTable(String scan) {
        return scan.startsWith("Function") || scan.startsWith("CTE") || scan.startsWith("Subquery");
    }
}
