package io.holdfast.endtoend;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a running server itself says of its leases, by {@code lease4-get-page}. */
final class ServerLeases {

    private static final int PAGE = 5000;
    private static final Pattern ROW = Pattern.compile("\\{[^{}]*\"ip-address\"[^{}]*}");
    private static final Pattern ADDRESS = Pattern.compile("\"ip-address\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern HARDWARE = Pattern.compile("\"hw-address\"\\s*:\\s*\"([^\"]*)\"");

    private ServerLeases() {}

    /** Address to hardware address (hexadecimal digits). */
    static Map<String, String> of(ServerProcess server) {
        Map<String, String> owners = new HashMap<>();
        String from = "start";
        while (true) {
            String page = server.command(
                    "{ \"command\": \"lease4-get-page\", \"arguments\": { \"from\": \"%s\", \"limit\": %d } }"
                            .formatted(from, PAGE));
            int count = 0;
            Matcher rows = ROW.matcher(page);
            while (rows.find()) {
                count++;
                from = group(ADDRESS, rows.group());
                owners.put(from, group(HARDWARE, rows.group()).replace(":", ""));
            }
            if (count < PAGE) {
                return owners;
            }
        }
    }

    private static String group(Pattern pattern, String row) {
        Matcher found = pattern.matcher(row);
        return found.find() ? found.group(1) : "";
    }
}
