package io.holdfast.availability;

import io.holdfast.address.Protocol;

/**
 * Which backend: its use, its place, and the numbers and words Kea has for it.
 *
 * @param protocol whose service it belongs to
 * @param use such as {@code lease} or {@code hosts-1}
 * @param place for the log, without secrets, such as {@code postgresql kea at db1:5432}
 */
public record BackendIdentity(Protocol protocol, String use, Kind kind, String place) {

    /** One row per use and type, with Kea's number of the origin and the beginnings of its messages. */
    public enum Kind {
        LEASE_MYSQL("mysql", 6001, "MYSQL_LB_DB", "DHCPSRV_LEASE_MGR"),
        LEASE_POSTGRESQL("postgresql", 6002, "PGSQL_LB_DB", "DHCPSRV_LEASE_MGR"),
        LEASE_MEMFILE("memfile", 6003, "MEMFILE_LB_DB", "DHCPSRV_LEASE_MGR"),
        HOSTS_MYSQL("mysql", 6011, "MYSQL_HB_DB", "DHCPSRV_HOST_MGR"),
        HOSTS_POSTGRESQL("postgresql", 6012, "PGSQL_HB_DB", "DHCPSRV_HOST_MGR"),
        CONFIG_MYSQL("mysql", 6021, "MYSQL_CB", "DCTL"),
        CONFIG_POSTGRESQL("postgresql", 6022, "PGSQL_CB", "DCTL");

        private final String type;
        private final int origin;
        private final String messages;
        private final String opener;

        Kind(String type, int origin, String messages, String opener) {
            this.type = type;
            this.origin = origin;
            this.messages = messages;
            this.opener = opener;
        }

        public String type() {
            return type;
        }

        public int origin() {
            return origin;
        }

        /** Whether it can be a replica: leases are always written, reservations and configuration may be only read. */
        public boolean mayBeReplica() {
            return this != LEASE_MYSQL && this != LEASE_POSTGRESQL && this != LEASE_MEMFILE;
        }

        /** Kea's message id for a start that goes on without the backend. */
        String startMessage() {
            return opener + "_DB_OPEN_CONNECTION_WITH_RETRY_FAILED";
        }

        /** Kea's message id for a statement that found the backend away. */
        String lossMessage() {
            return "DATABASE_" + messages.substring(0, messages.indexOf('_')) + "_FATAL_ERROR";
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
