package io.holdfast.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a database server is.
 *
 * @param host name or address, without brackets
 * @param port 0 for the type's own
 */
public record HostPort(String host, int port) {

    /**
     * The members of a list such as {@code db1,db2:5433,[2001:db8::1]:5432}; a member without a port has {@code port}.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static List<HostPort> list(String text, int port) {
        List<HostPort> members = new ArrayList<>();
        for (String member : text.split(",", -1)) {
            members.add(parse(member.strip(), port));
        }
        return List.copyOf(members);
    }

    private static HostPort parse(String text, int otherwise) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("has an empty name in its list");
        }
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            String rest = end < 0 ? null : text.substring(end + 1);
            if (rest == null || !(rest.isEmpty() || rest.startsWith(":"))) {
                throw new IllegalArgumentException("'" + text + "' is no address in brackets with a port");
            }
            return new HostPort(
                    host(text.substring(1, end), text), rest.isEmpty() ? otherwise : port(rest.substring(1), text));
        }
        int colon = text.indexOf(':');
        if (colon != text.lastIndexOf(':') && !text.matches("[0-9A-Fa-f:.]+(%.+)?")) {
            throw new IllegalArgumentException("'" + text + "' is neither a host with a port nor an IPv6 address");
        }
        return colon < 0 || colon != text.lastIndexOf(':') // several colons: an IPv6 address
                ? new HostPort(text, otherwise)
                : new HostPort(host(text.substring(0, colon), text), port(text.substring(colon + 1), text));
    }

    private static String host(String name, String text) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' has no host");
        }
        return name;
    }

    private static int port(String digits, String text) {
        @Nullable Integer port = null;
        if (digits.matches("\\d{1,5}")) {
            port = Integer.valueOf(digits);
        }
        if (port == null || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("'" + text + "' has no port from 1 to 65535 after its colon");
        }
        return port;
    }

    @Override
    public String toString() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == 0 ? shown : shown + ":" + port;
    }
}
