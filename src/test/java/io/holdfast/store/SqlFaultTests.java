package io.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.SqlFault.Broken;
import io.holdfast.store.SqlFault.Contended;
import io.holdfast.store.SqlFault.Unreachable;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFaultTests {

    private static Class<?> kindOf(@Nullable String state, int code) {
        return SqlFault.of(new SQLException("text", state, code)).getClass();
    }

    @ParameterizedTest
    @CsvSource({
        "08001", "08006", "08P01", "57P01", "57P02", "57P03", "53300", "53100", "58030", "25006", "28P01", "3D000"
    })
    void postgresqlIsAway(String state) {
        assertThat(kindOf(state, 0)).isEqualTo(Unreachable.class);
    }

    @ParameterizedTest
    @CsvSource({"40001", "40P01", "55P03", "57014"})
    void postgresqlIsBusyWithOthers(String state) {
        assertThat(kindOf(state, 0)).isEqualTo(Contended.class);
    }

    @ParameterizedTest
    @CsvSource({"42P01", "42501", "23505", "22021", "22001", "54000", "XX000", "40002", "0A000"})
    void postgresqlRefusesTheStatement(String state) {
        assertThat(kindOf(state, 0)).isEqualTo(Broken.class);
    }

    @ParameterizedTest
    @CsvSource({
        "08S01,0",
        "08004,1040",
        "HY000,1290",
        "HY000,1836",
        "08S01,1053",
        "HY000,2006",
        "HY000,2013",
        "HY000,4031",
        "25006,1792",
        "28000,1045",
        "42000,1049",
        "HY000,1021",
        "70100,1927"
    })
    void mysqlIsAway(String state, int code) {
        assertThat(kindOf(state, code)).isEqualTo(Unreachable.class);
    }

    @ParameterizedTest
    @CsvSource({"40001,1213", "HY000,1205", "HY000,3572", "HY000,1020", "70100,1317", "HY000,3024", "70100,1969"})
    void mysqlIsBusyWithOthers(String state, int code) {
        assertThat(kindOf(state, code)).isEqualTo(Contended.class);
    }

    @ParameterizedTest
    @CsvSource({"23000,1062", "42S02,1146", "HY000,1366", "22001,1406", "42000,1064", "42000,1142"})
    void mysqlRefusesTheStatement(String state, int code) {
        assertThat(kindOf(state, code)).isEqualTo(Broken.class);
    }

    @Test
    void whatTheDriverCouldNotSendOrReceiveMeansAway() {
        assertThat(SqlFault.of(new SQLException("read", new SocketTimeoutException())))
                .isInstanceOf(Unreachable.class);
        assertThat(SqlFault.of(new SQLException("read", new EOFException()))).isInstanceOf(Unreachable.class);
        assertThat(SqlFault.of(new SQLRecoverableException("closed"))).isInstanceOf(Unreachable.class);
        assertThat(SqlFault.of(new SQLTransientConnectionException("none"))).isInstanceOf(Unreachable.class);
        assertThat(SqlFault.of(new SQLException("outer", new SQLException("inner", "08006"))))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void whatNobodyKnowsIsBroken() {
        assertThat(kindOf(null, 0)).isEqualTo(Broken.class);
        assertThat(kindOf("", 0)).isEqualTo(Broken.class);
        assertThat(kindOf("ZZ999", 99_999)).isEqualTo(Broken.class);
    }

    @Test
    void theReasonIsOneLineWithBothCodes() {
        SqlFault fault = SqlFault.of(new SQLException("  Deadlock found\nsecond line", "40001", 1213));
        assertThat(fault.reason()).isEqualTo("Deadlock found (SQLSTATE 40001, error 1213)");
    }
}
