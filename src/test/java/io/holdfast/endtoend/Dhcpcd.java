package io.holdfast.endtoend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Roy Marples's client. */
record Dhcpcd(Family family) implements ClientProgram.Handling {

    @Override
    public String binary() {
        return "dhcpcd";
    }

    @Override
    public List<String> start(Path home, @Nullable String wish) {
        List<String> words = words(home, "-B", "-d");
        if (wish != null && family == Family.V4) {
            words.addAll(List.of("-r", wish));
        }
        words.add("eth0");
        return words;
    }

    @Override
    public String config(Path home, @Nullable String wish) {
        String common = """
                script %s
                env own_address=yes
                timeout 0
                """.formatted(RunningClient.hook(home));
        return common + (family == Family.V4 ? """
                clientid
                ipv4only
                noipv4ll
                option domain_name_servers, routers, subnet_mask
                """ : """
                duid
                ipv6only
                noipv6rs
                option dhcp6_name_servers
                interface eth0
                  ia_na 1%s
                  ia_pd 2
                """.formatted(wish == null ? "" : "/" + wish));
    }

    /** For DHCPv6 it can be told to apply for its leases anew only, but it renews at T1 by itself. */
    @Override
    public void renew(RunningClient client) {
        if (family == Family.V4) {
            client.run(words(client.home(), "-N", "eth0"));
        }
    }

    @Override
    public void release(RunningClient client) {
        client.run(words(client.home(), "-k", "eth0"));
    }

    private static List<String> words(Path home, String... more) {
        List<String> words = new ArrayList<>(List.of(
                RunningClient.COVERED.toString(),
                home.toString(),
                "/var/lib/dhcpcd",
                "/run/dhcpcd",
                "--",
                "dhcpcd",
                "-f",
                home.resolve("client.conf").toString()));
        words.addAll(List.of(more));
        return words;
    }
}
