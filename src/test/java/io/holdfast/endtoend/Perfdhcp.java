package io.holdfast.endtoend;

import io.holdfast.address.IpAddress;
import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run of Kea's load generator: many clients behind one relay address, each from its first message to the
 * acknowledgement, without second tries.
 */
final class Perfdhcp {

    private static final Pattern LEASE4 = Pattern.compile("(?m)^01([0-9a-f]{12}),(\\d+\\.\\d+\\.\\d+\\.\\d+)");
    private static final Pattern LEASE6 = Pattern.compile("(?m)^([0-9a-f:]+),([0-9a-f:]*),([0-9a-f:]*)$");

    /** The DUID-LL of a client is this and its hardware address. */
    private static final String DUID_LL = "00030001";

    /** What each client asks for; {@code -e} of perfdhcp. */
    enum Wanted {
        NA("address-only"),
        PD("prefix-only"),
        BOTH("address-and-prefix");

        private final String words;

        Wanted(String words) {
            this.words = words;
        }
    }

    /** A host with the relay's address, and the server's address. */
    record Target(Family family, Wanted wanted, NetworkNamespace host, String server, String relay) {

        private List<String> words(String... more) {
            List<String> words = new ArrayList<>(List.of("perfdhcp", "-" + family.version(), "-x", "l", "-d", "3"));
            if (family == Family.V4) {
                words.addAll(List.of("-l", relay));
            } else {
                // Relayed, or the server need not listen to what is sent to its own address (RFC 8415 §16).
                words.addAll(List.of("-A", "1", "-l", "eth0", "-e", wanted.words));
            }
            words.addAll(List.of(more));
            words.add(server);
            return words;
        }

        /** As options of perfdhcp. */
        private List<String> base(String client) {
            return family == Family.V4
                    ? List.of("-b", "mac=" + colons(client))
                    : List.of("-b", "duid=" + client, "-b", "mac=" + colons(client.substring(DUID_LL.length())));
        }

        /** Of one client of a group, as rows have it. */
        String client(int group, int number) {
            return (family == Family.V4 ? "" : DUID_LL) + "02%02x%08x".formatted(group, number);
        }
    }

    private final Target target;
    private final List<String> words;
    private final String name;
    private final int clients;
    private String output = "";

    private Perfdhcp(Target target, String name, String client, int clients, String... more) {
        this.target = target;
        this.name = name;
        this.clients = clients;
        words = target.words(
                Stream.concat(target.base(client).stream(), Stream.of(more)).toArray(String[]::new));
    }

    /**
     * Many clients; {@link Target#client} says which.
     *
     * @param group at most 255
     * @param rate new clients per second
     */
    static Perfdhcp ofGroup(Target target, int group, int clients, int rate) {
        String number = Integer.toString(clients);
        String[] more = {"-r", "" + rate, "-R", number, "-n", number, "-W", "3000000", "-u"};
        return new Perfdhcp(target, "perfdhcp of group " + group, target.client(group, 0), clients, more);
    }

    /** One client, as rows have it, again and again for some seconds. */
    static Perfdhcp ofOne(Target target, String client) {
        return new Perfdhcp(target, "perfdhcp of " + client, client, 1, "-r", "4", "-R", "1", "-p", "3");
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
            Process process = target.host
                    .process(words.toArray(String[]::new))
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
        return number(first(), "sent packets");
    }

    int offered() {
        return number(first(), "received packets");
    }

    int acknowledged() {
        return number(second(), "received packets");
    }

    /**
     * Leases that it was given twice, but for those of clients that began twice: its last batch may go beyond the number of
     * clients, and then it goes on with the first of them.
     */
    int repeated() {
        int again = Math.max(0, sent() - clients) * (target.wanted == Wanted.BOTH ? 2 : 1);
        return Math.max(0, number(second(), "non unique addresses") - again);
    }

    private String first() {
        return target.family == Family.V4 ? "DISCOVER-OFFER" : "SOLICIT-ADVERTISE";
    }

    private String second() {
        return target.family == Family.V4 ? "REQUEST-ACK" : "REQUEST-REPLY";
    }

    /** Client to leases, of the acknowledgements; both as {@link LeaseRow} has them. */
    Map<String, Set<String>> leases() {
        Map<String, Set<String>> leases = new TreeMap<>();
        int from = output.indexOf("***Leases for " + second());
        Matcher rows = (target.family == Family.V4 ? LEASE4 : LEASE6).matcher(from < 0 ? "" : output.substring(from));
        while (rows.find()) {
            // For DHCPv4 perfdhcp prints client identifiers: 01 and the hardware address.
            leases.put(rows.group(1).replace(":", ""), leases(rows));
        }
        return leases;
    }

    private static Set<String> leases(Matcher row) {
        Set<String> leases = new TreeSet<>();
        if (!row.group(2).isEmpty()) {
            leases.add(IpAddress.parse(row.group(2)).toString());
        }
        if (row.groupCount() > 2 && !row.group(3).isEmpty()) {
            leases.add(IpAddress.parse(row.group(3)) + "/" + Site.PREFIX_LENGTH); // which perfdhcp does not print
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
        return name + ": " + sent() + " clients, " + offered() + " offers, " + acknowledged() + " acknowledgements, "
                + repeated() + " leases twice";
    }
}
