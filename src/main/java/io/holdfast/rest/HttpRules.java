package io.holdfast.rest;

import io.holdfast.address.Protocol;
import io.holdfast.config.ControlSocketSettings.Http;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rules hold for a request, by the socket it came in at. The main socket (server.address, server.port) has the
 * rules of the configured socket with its port, else those of the first one with authentication; without any it is for
 * this machine only.
 */
final class HttpRules {

    private record Rule(InetAddress address, int port, HttpAccess access) {}

    private final List<Rule> rules;
    private final HttpAccess main;

    private HttpRules(List<Rule> rules, HttpAccess main) {
        this.rules = rules;
        this.main = main;
    }

    /**
     * @param sockets in their order, each with the protocol it is configured for
     * @param mainPort port of the main socket
     * @throws ControlSocketException when a file named in them cannot be read
     */
    static HttpRules of(Map<Http, Protocol> sockets, int mainPort) throws ControlSocketException {
        List<Rule> rules = new ArrayList<>();
        HttpAccess samePort = null;
        HttpAccess first = null;
        for (Map.Entry<Http, Protocol> each : sockets.entrySet()) {
            Http socket = each.getKey();
            Credentials credentials = socket.authentication() == null ? null : Credentials.of(socket.authentication());
            HttpAccess access = new HttpAccess(each.getValue(), credentials, socket.headers());
            rules.add(new Rule(InetAddress.ofLiteral(socket.address()), socket.port(), access));
            samePort = samePort == null && socket.port() == mainPort ? access : samePort;
            first = first == null && credentials != null ? access : first;
        }
        HttpAccess open = new HttpAccess(null, null, List.of());
        return new HttpRules(rules, samePort != null ? samePort : first != null ? first.ofNobody() : open);
    }

    HttpAccess main() {
        return main;
    }

    HttpAccess find(String localAddress, int localPort) {
        InetAddress address = literal(localAddress);
        for (Rule rule : rules) {
            if (rule.port == localPort && (rule.address.equals(address) || rule.address.isAnyLocalAddress())) {
                return rule.access;
            }
        }
        return main;
    }

    private static @Nullable InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
