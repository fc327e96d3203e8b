package io.holdfast.store.mysql;

import io.holdfast.store.ConfigDialect;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses are numbers, or text where they are IPv6; names are compared without regard to case. */
final class MysqlConfig implements ConfigDialect {

    @Override
    public List<String> beforeReading() {
        return List.of();
    }

    @Override
    public String address4(String column) {
        return "inet_ntoa(" + column + ")";
    }

    @Override
    public String address6(String column) {
        return column;
    }

    @Override
    public String toAddress4(String value) {
        return "inet_aton(" + value + ")";
    }

    @Override
    public String toAddress6(String value) {
        return value;
    }

    @Override
    public String toJson(String value) {
        return value;
    }

    @Override
    public String over6(String what) {
        return "`4o6_" + what + "`";
    }

    @Override
    public @Nullable Bell bell() {
        return null;
    }

    @Override
    public String revisionTime() {
        return "current_timestamp";
    }

    @Override
    public String lockRows() {
        return "for update";
    }

    @Override
    public String call(String procedure, String arguments) {
        return "call " + procedure + "(" + arguments + ")";
    }

    @Override
    public String cascade(boolean on) {
        return "set @cascade_transaction = " + (on ? 1 : 0);
    }

    @Override
    public String forgetRevision() {
        return "set @audit_revision_id = null, @cascade_transaction = null";
    }

    @Override
    public String seconds(String column) {
        return "unix_timestamp(" + column + ")";
    }

    @Override
    public String sameName(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
