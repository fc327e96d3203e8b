package io.holdfast.store.postgresql;

import io.holdfast.store.ConfigDialect;
import java.util.List;

/** Addresses are {@code inet}, names are compared as they are. */
final class PostgresqlConfig implements ConfigDialect {

    /** A session is set up for statements about single rows; here whole tables are joined. */
    private static final List<String> BEFORE_READING = List.of("""
            set local enable_seqscan = on;
            set local enable_bitmapscan = on;
            set local enable_hashjoin = on;
            set local enable_mergejoin = on;
            set local plan_cache_mode = force_custom_plan""");

    @Override
    public List<String> beforeReading() {
        return BEFORE_READING;
    }

    @Override
    public String address4(String column) {
        return "host(" + column + ")";
    }

    @Override
    public String address6(String column) {
        return "host(" + column + ")";
    }

    @Override
    public String toAddress4(String value) {
        return "cast(" + value + " as inet)";
    }

    @Override
    public String toAddress6(String value) {
        return "cast(" + value + " as inet)";
    }

    @Override
    public String toJson(String value) {
        return "cast(" + value + " as json)";
    }

    @Override
    public String over6(String what) {
        return what + "_4o6";
    }

    @Override
    public Bell bell() {
        return new ChannelBell();
    }

    @Override
    public String revisionTime() {
        return "date_trunc('second', current_timestamp)";
    }

    @Override
    public String lockRows() {
        return "for no key update";
    }

    @Override
    public String call(String procedure, String arguments) {
        return "select " + procedure + "(" + arguments + ")";
    }

    @Override
    public String cascade(boolean on) {
        return "select set_config('kea.cascade_transaction', '" + on + "', false)";
    }

    @Override
    public String forgetRevision() {
        return "select set_config('kea.audit_revision_id', '', false), set_config('kea.cascade_transaction', '', false)";
    }

    @Override
    public String seconds(String column) {
        return "cast(floor(extract(epoch from " + column + ")) as bigint)";
    }

    @Override
    public String sameName(String name) {
        return name;
    }
}
