package io.holdfast.endtoend;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** ISC's relay agent, and the router that it runs on, between the LANs of a {@link Site}. */
final class Relay implements AutoCloseable {

    private final Process process;

    private Relay(Process process) {
        this.process = process;
    }

    /** Aborts the test where there is no dhcrelay. */
    static Relay start(Site site, Path log) {
        ClientProgram.assumeInstalled("dhcrelay");
        NetworkNamespace host = site.lab().host("rly", "near", "far");
        host.ip("addr add " + Site.RELAY_NEAR + "/24 brd + dev eth0");
        host.ip("addr add " + Site.RELAY_FAR + "/24 brd + dev eth1");
        try {
            int routing = host.process("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward")
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (routing != 0) {
                throw new IllegalStateException("cannot route on " + host.name());
            }
            // -a: with option 82, which has to come back
            return new Relay(
                    host.process("dhcrelay", "-4", "-d", "-a", "-i", "eth0", "-i", "eth1", "--no-pid", Site.SERVER)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
