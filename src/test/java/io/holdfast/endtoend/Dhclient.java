package io.holdfast.endtoend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ISC's client. It renews at T1 only, so for DHCPv4 it asks for a short lease. */
record Dhclient(List<String> options) implements ClientProgram.Handling {

    /** @param options which protocol, and what to ask for */
    Dhclient(String... options) {
        this(List.of(options));
    }

    @Override
    public String binary() {
        return "dhclient";
    }

    @Override
    public List<String> start(Path home, @Nullable String wish) {
        return words(home, "-d");
    }

    @Override
    public String config(Path home, @Nullable String wish) {
        return options.contains("-6") ? "" : """
                timeout 30;
                retry 2;
                initial-interval 1;
                send dhcp-lease-time 8;
                request subnet-mask, broadcast-address, routers, domain-name-servers;
                """;
    }

    @Override
    public void renew(RunningClient client) {
        // by itself
    }

    @Override
    public void release(RunningClient client) {
        client.run(words(client.home(), "-r"));
    }

    private List<String> words(Path home, String what) {
        List<String> words = new ArrayList<>(List.of(binary()));
        words.addAll(options);
        words.addAll(List.of("-cf", home.resolve("client.conf").toString()));
        words.addAll(List.of("-lf", home.resolve("leases").toString()));
        words.addAll(List.of("-pf", home.resolve("pid").toString()));
        words.addAll(List.of("-sf", RunningClient.hook(home).toString(), what, "eth0"));
        return words;
    }
}
