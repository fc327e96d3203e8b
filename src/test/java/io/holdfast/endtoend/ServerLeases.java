package io.holdfast.endtoend;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a running server itself says of its leases, by {@code lease4-get-page} and {@code lease6-get-page}. */
final class ServerLeases {

    private static final int PAGE = 5000;
    private static final Pattern ROW = Pattern.compile("\\{[^{}]*\"ip-address\"[^{}]*}");
    private static final Pattern ADDRESS = Pattern.compile("\"ip-address\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern HARDWARE = Pattern.compile("\"hw-address\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern DUID = Pattern.compile("\"duid\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern LENGTH = Pattern.compile("\"prefix-len\"\\s*:\\s*(\\d+)");

    private ServerLeases() {}

    /** Lease to client, both as {@link LeaseRow} has them. */
    static Map<String, String> of(ServerProcess server, Family family) {
        Map<String, String> owners = new HashMap<>();
        String from = "start";
        while (true) {
            String page = server.command(
                    "{ \"command\": \"lease%1$s-get-page\", \"service\": [ \"dhcp%1$s\" ], \"arguments\": { \"from\": \"%2$s\", \"limit\": %3$d } }"
                            .formatted(family.version(), from, PAGE));
            int count = 0;
            Matcher rows = ROW.matcher(page);
            while (rows.find()) {
                count++;
                from = group(ADDRESS, rows.group());
                owners.put(
                        lease(from, rows.group()),
                        group(family == Family.V4 ? HARDWARE : DUID, rows.group())
                                .replace(":", ""));
            }
            if (count < PAGE) {
                return owners;
            }
        }
    }

    private static String lease(String address, String row) {
        return group(TYPE, row).equals("IA_PD") ? address + "/" + group(LENGTH, row) : address;
    }

    private static String group(Pattern pattern, String row) {
        Matcher found = pattern.matcher(row);
        return found.find() ? found.group(1) : "";
    }
}
