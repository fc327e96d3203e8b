package io.holdfast.app.command;

import io.holdfast.app.ServerApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            description =
                    "Kea's JSON with an object Dhcp4, Dhcp6 or both; to be given twice when each is in a file of its own."
                            + " Without it the bundled example runs on loopback.")
    private List<Path> config = new ArrayList<>();

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public void run() {
        List<String> arguments = new ArrayList<>(settings);
        for (int i = 0; i < config.size(); i++) { // one by one, because names may have commas
            arguments.add("--holdfast.config-file[" + i + "]=" + config.get(i));
        }
        SpringApplication.run(ServerApplication.class, arguments.toArray(String[]::new));
    }
}
