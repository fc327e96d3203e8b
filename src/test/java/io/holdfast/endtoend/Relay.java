package io.holdfast.endtoend;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** ISC's relay agent, and the router that it runs on, between the LANs of a {@link Site}. */
final class Relay implements AutoCloseable {

    private final List<Process> processes;

    private Relay(List<Process> processes) {
        this.processes = processes;
    }

    /** In each protocol of the site; aborts the test where there is no dhcrelay. */
    static Relay start(Site site, Path directory) {
        ClientProgram.assumeInstalled("dhcrelay");
        NetworkNamespace host = site.relayHost();
        try {
            host.inside(() -> Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1"));
        } catch (Exception e) {
            throw new IllegalStateException("cannot route on " + host.name(), e);
        }
        return new Relay(site.families().stream()
                .map(family -> start(host, family, directory.resolve("relay" + family.version() + ".log")))
                .toList());
    }

    private static Process start(NetworkNamespace host, Family family, Path log) {
        String server = family.near(Site.SERVER);
        List<String> words = new ArrayList<>(List.of("dhcrelay", "-" + family.version(), "-d", "--no-pid"));
        words.addAll(
                family == Family.V4
                        // -a: with option 82, which has to come back
                        ? List.of("-a", "-i", "eth0", "-i", "eth1", server)
                        // -I: with an interface id, which has to come back
                        : List.of("-I", "-l", "eth1", "-u", server + "%eth0"));
        try {
            return host.process(words.toArray(String[]::new))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
