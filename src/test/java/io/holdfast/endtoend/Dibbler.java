package io.holdfast.endtoend;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dibbler's client of DHCPv6. It renews at T1 by itself, addresses and prefixes apart, and releases when it is ended. */
record Dibbler() implements ClientProgram.Handling {

    @Override
    public String binary() {
        return "dibbler-client";
    }

    @Override
    public List<String> start(Path home, @Nullable String wish) {
        return List.of(
                RunningClient.COVERED.toString(),
                home.toString(),
                "/etc/dibbler",
                "/var/lib/dibbler",
                "/var/log/dibbler",
                "--",
                "dibbler-client",
                "run");
    }

    @Override
    public String configFile() {
        return "etc/dibbler/client.conf";
    }

    @Override
    public String config(Path home, @Nullable String wish) {
        return """
                log-level 7
                duid-type duid-ll
                script "%s"
                iface "eth0" { ia { %s } pd { } }
                """.formatted(RunningClient.hook(home), wish == null ? "" : "address " + wish);
    }

    @Override
    public void renew(RunningClient client) {
        // by itself
    }

    @Override
    public void release(RunningClient client) {
        client.signal("TERM");
    }
}
