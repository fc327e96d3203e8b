package io.holdfast.availability;

/**
 * Which backend: its use, its place, and the numbers and words Kea has for it.
 *
 * @param use such as {@code lease} or {@code hosts-1}
 * @param place for the log, without secrets, such as {@code postgresql kea at db1:5432}
 */
public record BackendIdentity(String use, Kind kind, String place) {

    /** One row per use and type, with Kea's number of the origin and the beginning of its messages. */
    public enum Kind {
        LEASE_MYSQL("mysql", 6001, "MYSQL_LB_DB"),
        LEASE_POSTGRESQL("postgresql", 6002, "PGSQL_LB_DB"),
        LEASE_MEMFILE("memfile", 6003, "MEMFILE_LB_DB"),
        HOSTS_MYSQL("mysql", 6011, "MYSQL_HB_DB"),
        HOSTS_POSTGRESQL("postgresql", 6012, "PGSQL_HB_DB"),
        CONFIG_MYSQL("mysql", 6021, "MYSQL_CB"),
        CONFIG_POSTGRESQL("postgresql", 6022, "PGSQL_CB");

        private final String type;
        private final int origin;
        private final String messages;

        Kind(String type, int origin, String messages) {
            this.type = type;
            this.origin = origin;
            this.messages = messages;
        }

        public String type() {
            return type;
        }

        public int origin() {
            return origin;
        }

        /** Kea's message id for {@code event}, as in {@code PGSQL_LB_DB_RECONNECT_FAILED}. */
        String message(String event) {
            return messages + "_" + event;
        }
    }

    Reason reason() {
        return Reason.database(kind.origin(), use);
    }

    /** As the log names it. */
    @Override
    public String toString() {
        return use + " (" + place + ")";
    }
}
