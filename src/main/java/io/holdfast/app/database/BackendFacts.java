package io.holdfast.app.database;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.control.ServerFacts;
import io.holdfast.store.Database;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the databases of a service are, for commands and metrics: those in use, or those that could not be. */
public final class BackendFacts {

    private final LeaseBackends leases;
    private final HostBackends hosts;
    private final Supplier<List<ServerFacts.Backend>> configuration;

    /** @param configuration the databases that the configuration comes from */
    public BackendFacts(LeaseBackends leases, HostBackends hosts, Supplier<List<ServerFacts.Backend>> configuration) {
        this.leases = leases;
        this.hosts = hosts;
        this.configuration = configuration;
    }

    public List<ServerFacts.Backend> all() {
        List<ServerFacts.Backend> all = new ArrayList<>();
        LeaseBackend present = leases.current();
        DatabaseWatch watch = leases.watch();
        if (watch != null) {
            all.add(new ServerFacts.Backend(
                    watch, present == null ? null : pool(present.database(), LeaseDatabases.CONNECTIONS)));
        }
        Map<DatabaseWatch, Database> databases = new IdentityHashMap<>();
        hosts.current().forEach(backend -> databases.put(backend.watch(), backend.database()));
        hosts.watches()
                .forEach(each ->
                        all.add(new ServerFacts.Backend(each, pool(databases.get(each), HostDatabases.CONNECTIONS))));
        all.addAll(configuration.get());
        return all;
    }

    public static ServerFacts.@Nullable Pool pool(@Nullable Database database, int most) {
        HikariPoolMXBean numbers = database == null ? null : database.pool();
        return numbers == null
                ? null
                : new ServerFacts.Pool(
                        numbers.getTotalConnections(),
                        numbers.getActiveConnections(),
                        numbers.getIdleConnections(),
                        numbers.getThreadsAwaitingConnection(),
                        most);
    }
}
