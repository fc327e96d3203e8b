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

/** {@code lease-upload}: the leases of a lease file into a database. Addresses that have a row there keep it. */
@Command(
        name = "lease-upload",
        description = "Put the leases of a lease file into a database; addresses that have a row there keep it.",
        mixinStandardHelpOptions = true)
public final class LeaseUploadCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ProtocolChoice leases = new ProtocolChoice();

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            required = true,
            description = "The lease file, Kea's or of the embedded store; no server may be using it.")
    private Path input = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, SQLException {
        Printer out = new Printer(spec);
        if (!Files.isReadable(input)) {
            out.accept(input + " cannot be read; nothing done");
            return 1;
        }
        BackendSettings settings = database.settings(leases.protocol());
        try (Database opened = Connections.withTables(settings, Connections.Use.CHANGE);
                SqlLeaseStore to = new SqlLeaseStore(opened, leases.protocol())) {
            return LeaseFiles.with(leases.protocol(), input, from -> {
                LeaseCopy copy = new LeaseCopy(from, to, out);
                copy.run();
                out.accept(copy.copied() + " leases put into " + settings
                        + (copy.present() == 0
                                ? ""
                                : "; " + copy.present() + " addresses had a row already and keep it"));
                return copy.present() == 0 ? 0 : 1;
            });
        }
    }
}
