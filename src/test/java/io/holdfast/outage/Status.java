package io.holdfast.outage;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code status-get} says of the service and of the lease database. */
record Status(Map<String, @Nullable Object> service, Map<String, @Nullable Object> database) {

    static Status of(ServerUnderTest server) {
        return of(server, Dhcp.V4);
    }

    static Status of(ServerUnderTest server, Dhcp protocol) {
        Map<String, @Nullable Object> all =
                Answer.of(server.command(protocol, "status-get", "{}")).arguments();
        List<?> databases = (List<?>) all.get("databases");
        return new Status(Answer.map(all.get("dhcp-state")), Answer.map(databases.getFirst()));
    }

    /** @param use which of the databases, such as {@code hosts-1} */
    static Status of(ServerUnderTest server, Dhcp protocol, String use) {
        Map<String, @Nullable Object> all =
                Answer.of(server.command(protocol, "status-get", "{}")).arguments();
        for (Object each : (List<?>) Objects.requireNonNull(all.get("databases"))) {
            Map<String, @Nullable Object> database = Answer.map(each);
            if (use.equals(database.get("use"))) {
                return new Status(Answer.map(all.get("dhcp-state")), database);
            }
        }
        throw new AssertionError("no database " + use + " in " + all);
    }

    boolean isDisabled() {
        return Boolean.TRUE.equals(service.get("globally-disabled"));
    }

    boolean isDisabledByUser() {
        return Boolean.TRUE.equals(service.get("disabled-by-user"));
    }

    /** Of the databases that keep the service off. */
    List<?> origins() {
        return (List<?>) service.get("disabled-by-db-connection");
    }

    String state() {
        return String.valueOf(database.get("state"));
    }

    /** Since the loss. */
    long attempts() {
        return number("attempts");
    }

    long left() {
        return number("attempts-left");
    }

    long nextMillis() {
        return number("next-attempt-in-ms");
    }

    String lastError() {
        return String.valueOf(database.get("last-error"));
    }

    private long number(String key) {
        return database.get(key) instanceof Long number ? number : -1;
    }
}
