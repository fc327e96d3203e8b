package io.holdfast.app.command;

import io.holdfast.app.ServerApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code serve}: answers DHCP clients until it is stopped. Settings may follow as {@code --name=value}. */
@Command(
        name = "serve",
        description =
                "Answer DHCP clients (the default command). Settings follow as --name=value, see application.yaml.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Runnable {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Kea's JSON with a Dhcp4 object; without it the bundled example runs on loopback.")
    private @Nullable Path config;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public void run() {
        List<String> arguments = new ArrayList<>(settings);
        if (config != null) {
            arguments.add("--holdfast.config-file=" + config);
        }
        SpringApplication.run(ServerApplication.class, arguments.toArray(String[]::new));
    }
}
