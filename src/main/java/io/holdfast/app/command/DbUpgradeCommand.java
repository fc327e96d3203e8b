package io.holdfast.app.command;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.json.ConfigException;
import io.holdfast.store.SqlFault;
import io.holdfast.store.schema.SchemaCommands;
import io.holdfast.store.schema.SchemaUpgrade.Manner;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code db-upgrade}: the tables of an older Kea become those of Kea 3.0, with all their rows. */
@Command(
        name = "db-upgrade",
        description = {
            "Upgrade the tables of Kea 2.2 or later to those of Kea 3.0, with all their rows.",
            "Stop all servers that use the database before, and make a backup.",
            "Interrupted, it loses nothing: run it again."
        },
        mixinStandardHelpOptions = true)
public final class DbUpgradeCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @ArgGroup
    private How how = new How();

    static final class How {
        @Option(names = "--dry-run", description = "Only say whether it can be done.")
        private boolean dry;

        @Option(names = "--in-use", description = "Do it although others are connected, which are no servers.")
        private boolean inUse;
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
        BackendSettings settings = database.settings();
        Manner manner = how.dry ? Manner.DRY : how.inUse ? Manner.AMONG_OTHERS : Manner.ALONE;
        try {
            return new SchemaCommands(settings, new Printer(spec)).upgrade(Connections.single(settings), manner);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "database (" + settings + "): " + SqlFault.of(e).reason(), e);
        }
    }
}
