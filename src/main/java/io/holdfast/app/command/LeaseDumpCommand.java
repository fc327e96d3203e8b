package io.holdfast.app.command;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.json.ConfigException;
import io.holdfast.store.Database;
import io.holdfast.store.SqlLeaseStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lease-dump}: the leases of a database as a lease file, which Kea and the embedded store read. */
@Command(
        name = "lease-dump",
        description = "Write the leases of a database to a new lease file, which Kea and the embedded store read.",
        mixinStandardHelpOptions = true)
public final class LeaseDumpCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ProtocolChoice leases = new ProtocolChoice();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The lease file to make; it must not be there yet.")
    private Path output = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, SQLException {
        Printer out = new Printer(spec);
        if (Files.exists(output)) {
            out.accept(output + " is there already; nothing done");
            return 1;
        }
        BackendSettings settings = database.settings(leases.protocol());
        try (Database opened = Connections.withTables(settings, Connections.Use.READ);
                SqlLeaseStore from = new SqlLeaseStore(opened, leases.protocol())) {
            return LeaseFiles.with(leases.protocol(), output, to -> {
                LeaseCopy copy = new LeaseCopy(from, to, out);
                copy.run();
                out.accept(copy.copied() + " leases written to " + output);
                return 0;
            });
        }
    }
}
