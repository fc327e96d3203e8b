package io.holdfast.endtoend;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run of Kea's load generator: many clients behind one relay address, each from DISCOVER to ACK, without second tries. */
final class Perfdhcp {

    private static final Pattern LEASE = Pattern.compile("(?m)^([0-9a-f:]+),(\\d+\\.\\d+\\.\\d+\\.\\d+)");

    private final NetworkNamespace host;
    private final List<String> words;
    private final String name;
    private String output = "";

    /**
     * @param first the number of the first client: the last bytes of its hardware address
     * @param rate new clients per second
     */
    Perfdhcp(NetworkNamespace host, String server, String relay, int group, int clients, int rate) {
        this.host = host;
        name = "perfdhcp of group " + group;
        String base = "mac=02:%02x:00:00:00:00".formatted(group);
        words = new ArrayList<>(List.of("perfdhcp", "-4", "-u", "-x", "l", "-d", "3", "-W", "3000000"));
        words.addAll(List.of("-l", relay, "-b", base, "-r", "" + rate, "-R", "" + clients, "-n", "" + clients, server));
    }

    /** Aborts the test where it is not installed. */
    static void assumeInstalled() {
        ClientProgram.assumeInstalled("perfdhcp");
    }

    /** Runs it to its end. */
    Perfdhcp run() {
        try {
            Process process = host.process(words.toArray(String[]::new))
                    .redirectErrorStream(true)
                    .start();
            output = new String(process.getInputStream().readAllBytes());
            int status = process.waitFor();
            // 3: it ran to the end, and some exchanges were not completed
            if (status != 0 && status != 3) {
                throw new IllegalStateException(String.join(" ", words) + ": " + status + "\n" + head());
            }
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int offered() {
        return number("DISCOVER-OFFER", "received packets");
    }

    int acknowledged() {
        return number("REQUEST-ACK", "received packets");
    }

    /** Addresses that it was given twice. */
    int repeated() {
        return number("REQUEST-ACK", "non unique addresses");
    }

    /** Client to address, of the ACKs; the clients are as perfdhcp prints them. */
    Map<String, String> leases() {
        Map<String, String> leases = new TreeMap<>();
        int from = output.indexOf("***Leases for REQUEST-ACK");
        Matcher rows = LEASE.matcher(from < 0 ? "" : output.substring(from));
        while (rows.find()) {
            leases.put(rows.group(1).replace(":", ""), rows.group(2));
        }
        return leases;
    }

    private int number(String exchange, String what) {
        Matcher found = Pattern.compile(
                        "Statistics for: " + exchange + "\\*\\*\\*.*?" + what + ": (\\d+)", Pattern.DOTALL)
                .matcher(output);
        if (!found.find()) {
            throw new IllegalStateException("perfdhcp does not say " + what + " of " + exchange + ":\n" + head());
        }
        return Integer.parseInt(found.group(1));
    }

    String head() {
        return output.substring(0, Math.min(output.length(), 4000));
    }

    @Override
    public String toString() {
        return name + ": " + offered() + " offers, " + acknowledged() + " acknowledgements, " + repeated()
                + " addresses twice";
    }
}
