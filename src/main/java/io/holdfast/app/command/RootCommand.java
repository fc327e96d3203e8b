package io.holdfast.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code holdfast}: the names of everything it can do. */
@Command(
        name = "holdfast",
        description = "A DHCP server that holds on when its database lets go.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        subcommands = {
            ServeCommand.class,
            ProbeCommand.class,
            CheckCommand.class,
            DbInitCommand.class,
            DbVersionCommand.class,
            DbUpgradeCommand.class,
            LeaseDumpCommand.class,
            LeaseUploadCommand.class,
            ConfigImportCommand.class,
            ConfigExportCommand.class,
            ConfigDiffCommand.class,
            CommandLine.HelpCommand.class
        })
public final class RootCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
