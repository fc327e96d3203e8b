package io.holdfast.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The DHCP clients of this world, and how each is told to do its work on {@code eth0}, in the foreground. */
enum ClientProgram {
    UDHCPC("udhcpc") {
        @Override
        List<String> start(Path home, Path hook, @Nullable String wish) {
            List<String> always =
                    List.of("udhcpc", "-f", "-a", "-i", "eth0", "-t", "5", "-T", "2", "-A", "1", "-s", hook.toString());
            return wish == null ? always : with(always, "-r", wish);
        }

        @Override
        void renew(RunningClient client) {
            client.signal("USR1");
        }

        @Override
        void release(RunningClient client) {
            client.signal("USR2");
        }
    },
    /** Renews at T1, so it asks for a short lease. */
    DHCLIENT("dhclient") {
        @Override
        List<String> start(Path home, Path hook, @Nullable String wish) {
            return with(options(home, hook), "-d", "eth0");
        }

        @Override
        String config(Path hook, Path events) {
            return """
                    timeout 30;
                    retry 2;
                    initial-interval 1;
                    send dhcp-lease-time 8;
                    request subnet-mask, broadcast-address, routers, domain-name-servers;
                    """;
        }

        @Override
        void renew(RunningClient client) {
            // by itself
        }

        @Override
        void release(RunningClient client) {
            client.run(with(options(client.home(), client.hook()), "-r", "eth0"));
        }

        private List<String> options(Path home, Path hook) {
            return List.of(
                    "dhclient",
                    "-4",
                    "-cf",
                    home.resolve("client.conf").toString(),
                    "-lf",
                    home.resolve("leases").toString(),
                    "-pf",
                    home.resolve("pid").toString(),
                    "-sf",
                    hook.toString(),
                    "-e",
                    "EVENTS=" + home.resolve("events"));
        }
    },
    DHCPCD("dhcpcd") {
        @Override
        List<String> start(Path home, Path hook, @Nullable String wish) {
            List<String> always = with(options(home, hook), "-B", "-d");
            return with(wish == null ? always : with(always, "-r", wish), "eth0");
        }

        @Override
        String config(Path hook, Path events) {
            return """
                    script %s
                    env EVENTS=%s
                    env own_address=yes
                    clientid
                    ipv4only
                    noipv4ll
                    timeout 0
                    option domain_name_servers, routers, subnet_mask
                    """.formatted(hook, events);
        }

        @Override
        void renew(RunningClient client) {
            client.run(with(options(client.home(), client.hook()), "-N", "eth0"));
        }

        @Override
        void release(RunningClient client) {
            client.run(with(options(client.home(), client.hook()), "-k", "eth0"));
        }

        private List<String> options(Path home, Path hook) {
            return List.of(
                    hook.resolveSibling("dhcpcd.sh").toString(),
                    home.toString(),
                    "-f",
                    home.resolve("client.conf").toString());
        }
    };

    private final String binary;

    ClientProgram(String binary) {
        this.binary = binary;
    }

    /** @param wish the address to ask for */
    abstract List<String> start(Path home, Path hook, @Nullable String wish);

    String config(Path hook, Path events) {
        return "";
    }

    abstract void renew(RunningClient client);

    abstract void release(RunningClient client);

    /** Aborts the test where the program is not installed. */
    void assumeInstalled() {
        assumeInstalled(binary);
    }

    static void assumeInstalled(String binary) {
        Assumptions.assumeTrue(
                Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, binary))),
                binary + " is not installed");
    }

    private static List<String> with(List<String> words, String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toList();
    }
}
