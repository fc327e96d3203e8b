package io.holdfast.app;

import io.holdfast.app.command.RootCommand;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The one program: {@code serve} (also when no command is named), {@code probe}, {@code check}, and the database's. */
public final class Holdfast {

    private static final String DEFAULT_COMMAND = "serve";

    private Holdfast() {}

    public static void main(String[] args) {
        String[] named = withCommand(args);
        if (!named[0].equals(DEFAULT_COMMAND)) {
            CommandLogs.begin();
        }
        int exitCode = commandLine().execute(named);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, result) -> {
                    line.getErr().println(line.getColorScheme().errorText("holdfast: " + e.getMessage()));
                    return 1;
                });
    }

    /** Settings such as {@code --holdfast.state-directory=x} may be given without naming the command. */
    static String[] withCommand(String[] args) {
        boolean named = args.length > 0
                && (!args[0].startsWith("-")
                        || Arrays.asList("-h", "--help", "-V", "--version").contains(args[0]));
        return named
                ? args
                : Stream.concat(Stream.of(DEFAULT_COMMAND), Arrays.stream(args)).toArray(String[]::new);
    }
}
