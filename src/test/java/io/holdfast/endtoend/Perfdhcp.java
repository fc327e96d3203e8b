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

    private static final Pattern LEASE = Pattern.compile("(?m)^01([0-9a-f]{12}),(\\d+\\.\\d+\\.\\d+\\.\\d+)");

    private final NetworkNamespace host;
    private final List<String> words;
    private final String name;
    private String output = "";

    private Perfdhcp(NetworkNamespace host, String name, String server, String relay, String... more) {
        this.host = host;
        this.name = name;
        words = new ArrayList<>(List.of("perfdhcp", "-4", "-x", "l", "-d", "3", "-l", relay));
        words.addAll(List.of(more));
        words.add(server);
    }

    /**
     * Many clients; {@link #client} says which.
     *
     * @param group at most 255
     * @param rate new clients per second
     */
    static Perfdhcp ofGroup(NetworkNamespace host, String server, String relay, int group, int clients, int rate) {
        String number = Integer.toString(clients);
        String base = "mac=" + colons(client(group, 0));
        String[] more = {"-b", base, "-r", "" + rate, "-R", number, "-n", number, "-W", "3000000", "-u"};
        return new Perfdhcp(host, "perfdhcp of group " + group, server, relay, more);
    }

    /** One client by its hardware address (hexadecimal digits), again and again for some seconds. */
    static Perfdhcp ofOne(NetworkNamespace host, String server, String relay, String client) {
        String[] more = {"-b", "mac=" + colons(client), "-r", "4", "-R", "1", "-p", "3"};
        return new Perfdhcp(host, "perfdhcp of " + client, server, relay, more);
    }

    /** The hardware address (hexadecimal digits) of one client of a group. */
    static String client(int group, int number) {
        return "02%02x%08x".formatted(group, number);
    }

    private static String colons(String digits) {
        return digits.replaceAll("..(?=.)", "$0:");
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

    /** Clients that began. */
    int sent() {
        return number("DISCOVER-OFFER", "sent packets");
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

    /** Hardware address (hexadecimal digits) to address, of the ACKs; perfdhcp prints client identifiers: 01 and that. */
    Map<String, String> leases() {
        Map<String, String> leases = new TreeMap<>();
        int from = output.indexOf("***Leases for REQUEST-ACK");
        Matcher rows = LEASE.matcher(from < 0 ? "" : output.substring(from));
        while (rows.find()) {
            leases.put(rows.group(1), rows.group(2));
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
