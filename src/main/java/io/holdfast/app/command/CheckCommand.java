package io.holdfast.app.command;

import io.holdfast.config.CompiledConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: all problems of configuration files with file, line and column; exit code 1 if any is an error. */
@Command(
        name = "check",
        description = "Check configuration files and list every problem with file, line and column.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Kea's JSON with an object Dhcp4, Dhcp6, or both.")
    private List<Path> files = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        int errors = 0;
        for (Path file : files) {
            errors += check(file, out) ? 0 : 1;
        }
        out.flush();
        return errors == 0 ? 0 : 1;
    }

    private static boolean check(Path file, PrintWriter out) {
        try {
            CompiledConfig compiled = ConfigCompiler.compile(file);
            compiled.warnings().forEach(warning -> print(warning, out));
            out.println(file + ": good, " + subnets(compiled) + " subnets");
            return true;
        } catch (ConfigException e) {
            e.problems().forEach(problem -> print(problem, out));
            return false;
        }
    }

    private static int subnets(CompiledConfig compiled) {
        return compiled.servers().stream()
                .mapToInt(server -> server.subnets().size())
                .sum();
    }

    private static void print(ConfigProblem problem, PrintWriter out) {
        out.println((problem.severity() == ConfigProblem.Severity.WARNING ? "warning: " : "error: ") + problem);
    }
}
