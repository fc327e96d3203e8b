package io.holdfast.app.command;

import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Prints lines to where the command's output goes, each at once. */
record Printer(@Nullable CommandSpec spec) implements Consumer<String> {

    @Override
    public void accept(String line) {
        PrintWriter out =
                spec == null ? new PrintWriter(System.out) : spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
